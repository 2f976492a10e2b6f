//! The outbox: events on their way to endpoints, taken by whoever sends them.

use std::sync::Arc;

use lutine_booking::{
    Advanced, Backlog, Booking, ChangeRequest, Delivery, DeliveryAttempt, DeliveryState, DisabledBy,
    Endpoint, EndpointState, Event, EventKind, EventPage, Health, Lease, Leased, Next, Outcome, Redelivery,
    Reply, Store, Switch, Taken, Telling, Unreachable,
};

use crate::endpoints::{added, change, kept, switch};
use crate::harness::{Database, at, begun, bound, moved, refused, step};

const MINUTE: i64 = 60;

/// Takes what is due for an endpoint, for a minute.
async fn taken(store: &Arc<dyn Store>, endpoint: &Endpoint, now: i64) -> Vec<Leased> {
    let (now, until) = (at(now), at(now + MINUTE));
    let lease = Lease { endpoint: endpoint.id.clone(), limit: 100, now, until };
    store.take_due(&lease).await.unwrap().map(|taken| taken.deliveries).unwrap_or_default()
}

/// Books an order, of which there is an event at a time.
async fn booked(store: &Arc<dyn Store>, number: u32, seconds: i64) -> Booking {
    moved(store, bound(&begun(store, number, &number.to_string()).await), seconds).await
}

fn event_of(booking: &Booking) -> String {
    format!("event_{}_{}", booking.id, booking.version)
}

fn reply(status: u16) -> Reply {
    Reply { status, said: "It said “so”".to_owned() }
}

fn attempt(
    endpoint: &Endpoint,
    delivery: &Leased,
    outcome: Outcome,
    next: Next,
    seconds: i64,
) -> DeliveryAttempt {
    let disabling = Event {
        id: format!("event_end_of_{}", endpoint.id),
        kind: EventKind::EndpointDisabled.to_string(),
        subject: endpoint.id.clone(),
        merchant: endpoint.merchant.clone(),
        ..delivery.event.clone()
    };
    DeliveryAttempt {
        delivery: delivery.clone(),
        endpoint: endpoint.clone(),
        at: at(seconds),
        health: endpoint.after(&outcome, at(seconds)),
        outcome,
        next,
        disabling: Some(disabling),
    }
}

fn failed() -> Outcome {
    Outcome::Failed { reply: reply(503), retry_after: Some(time::Duration::seconds(7)) }
}

async fn deliveries(store: &Arc<dyn Store>, event: &str) -> Vec<Delivery> {
    store.deliveries("demo", event).await.unwrap()
}

/// Where the only delivery of an event stands, and how its attempts ended.
async fn standing(store: &Arc<dyn Store>, event: &str) -> (DeliveryState, Vec<Outcome>) {
    let [delivery] = deliveries(store, event).await.try_into().unwrap();
    let numbers: Vec<_> = delivery.tried.iter().map(|tried| tried.number).collect();
    assert_eq!(numbers, (1..).take(numbers.len()).collect::<Vec<_>>());
    (delivery.state, delivery.tried.into_iter().map(|tried| tried.outcome).collect())
}

pub(crate) async fn an_event_is_on_its_way_to_whoever_wants_it(database: Database) {
    let store = database.open().await;
    let all = added(&store, "demo", 1, &["*"]).await;
    let subject = added(&store, "demo", 2, &["booking.*"]).await;
    let exactly = added(&store, "demo", 3, &["booking.booked", "claim.paid"]).await;
    added(&store, "demo", 4, &["booking.rejected", "claim.*"]).await;
    added(&store, "other", 5, &["*"]).await;
    let off = added(&store, "demo", 6, &["*"]).await;
    store.change_endpoint(&switch(&off, Switch::Disabled, 0)).await.unwrap();
    let booking = booked(&store, 1, 5).await;
    let told = deliveries(&store, &event_of(&booking)).await;
    let pending = |endpoint: &Endpoint| Delivery {
        event: event_of(&booking),
        endpoint: endpoint.id.clone(),
        state: DeliveryState::Pending { due: at(5) },
        tried: Vec::new(),
    };
    assert_eq!(told, [pending(&all), pending(&subject), pending(&exactly)]);
    assert_eq!(store.deliveries("other", &event_of(&booking)).await.unwrap(), []);
    assert_eq!(store.endpoints_due(at(4)).await.unwrap(), Vec::<String>::new());
    assert_eq!(store.endpoints_due(at(5)).await.unwrap(), [all.id, subject.id, exactly.id]);
    let backlog = Backlog { pending: 3, oldest: Some(at(5)) };
    assert_eq!(database.open().await.backlog().await.unwrap(), backlog, "after a restart, too");
}

pub(crate) async fn what_did_not_happen_is_not_told(database: Database) {
    let store = database.open().await;
    added(&store, "demo", 1, &["*"]).await;
    let first = begun(&store, 1, "A").await;
    let tasks: Vec<_> = (0..16)
        .map(|number| {
            let (store, mut late) = (Arc::clone(&store), step(refused(&first), 9));
            late.event.id = format!("event_{number}");
            tokio::spawn(async move { store.advance(&late).await.unwrap() == Advanced::Advanced })
        })
        .collect();
    let mut advanced = 0;
    for task in tasks {
        advanced += usize::from(task.await.unwrap());
    }
    assert_eq!((advanced, store.backlog().await.unwrap().pending), (1, 1));
}

pub(crate) async fn what_is_due_is_taken_once(database: Database) {
    let store = database.open().await;
    let endpoint = added(&store, "demo", 1, &["*"]).await;
    for number in 1..=20 {
        booked(&store, number, i64::from(number)).await;
    }
    let takers: Vec<_> = (0..4)
        .map(|_| {
            let (store, endpoint) = (Arc::clone(&store), endpoint.clone());
            tokio::spawn(async move {
                let mut mine = Vec::new();
                for _ in 0..10 {
                    let lease =
                        Lease { endpoint: endpoint.id.clone(), limit: 3, now: at(50), until: at(110) };
                    let taken = store.take_due(&lease).await.unwrap();
                    mine.extend(taken.into_iter().flat_map(|taken| taken.deliveries));
                }
                mine
            })
        })
        .collect();
    let mut all = Vec::new();
    for taker in takers {
        all.extend(taker.await.unwrap().into_iter().map(|delivery| delivery.event.id));
    }
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len(), 20);
    assert_eq!(taken(&store, &endpoint, 109).await, []);
    assert_eq!(taken(&store, &endpoint, 110).await.len(), 20, "whose takers crashed");
}

pub(crate) async fn whoever_crashed_is_followed_with_the_same_event(database: Database) {
    let store = database.open().await;
    let endpoint = added(&store, "demo", 1, &["*"]).await;
    let event = event_of(&booked(&store, 1, 0).await);
    let [first] = taken(&store, &endpoint, 0).await.try_into().unwrap();
    let restarted = database.open().await;
    let [second] = taken(&restarted, &endpoint, MINUTE).await.try_into().unwrap();
    assert_eq!((&second.event, second.step), (&first.event, 0));
    // The first was only slow. That it failed says nothing of the second; that it arrived does.
    let late = attempt(&endpoint, &first, failed(), Next::Retry(at(65)), 61);
    store.record_attempt(&late).await.unwrap();
    assert_eq!(standing(&store, &event).await.0, DeliveryState::Pending { due: at(2 * MINUTE) });
    let arrived = Outcome::Delivered(reply(204));
    store.record_attempt(&attempt(&endpoint, &first, arrived.clone(), Next::Delivered, 62)).await.unwrap();
    let retry = attempt(&endpoint, &second, failed(), Next::Retry(at(70)), 63);
    store.record_attempt(&retry).await.unwrap();
    assert_eq!(standing(&store, &event).await, (DeliveryState::Delivered, vec![failed(), arrived, failed()]));
    assert_eq!(taken(&store, &endpoint, 999).await, []);
    assert_eq!(kept(&store, &endpoint).await, endpoint, "what came too late says nothing of the endpoint");
}

pub(crate) async fn what_arrives_late_ends_a_failing(database: Database) {
    let store = database.open().await;
    let endpoint = added(&store, "demo", 1, &["*"]).await;
    booked(&store, 1, 0).await;
    let [slow] = taken(&store, &endpoint, 0).await.try_into().unwrap();
    let [second] = taken(&store, &endpoint, MINUTE).await.try_into().unwrap();
    store.record_attempt(&attempt(&endpoint, &second, failed(), Next::Retry(at(99)), 61)).await.unwrap();
    assert_eq!(kept(&store, &endpoint).await.state, EndpointState::Failing { since: at(61) });
    let arrived = Outcome::Delivered(reply(204));
    store.record_attempt(&attempt(&endpoint, &slow, arrived, Next::Delivered, 62)).await.unwrap();
    assert_eq!(kept(&store, &endpoint).await, endpoint);
}

pub(crate) async fn what_failed_is_due_again_until_it_is_given_up(database: Database) {
    let store = database.open().await;
    let endpoint = added(&store, "demo", 1, &["*"]).await;
    let event = event_of(&booked(&store, 1, 0).await);
    let [first] = taken(&store, &endpoint, 0).await.try_into().unwrap();
    store.record_attempt(&attempt(&endpoint, &first, failed(), Next::Retry(at(5)), 1)).await.unwrap();
    assert_eq!(kept(&store, &endpoint).await.state, EndpointState::Failing { since: at(1) });
    assert_eq!(taken(&store, &endpoint, 4).await, []);
    let [second] = taken(&store, &endpoint, 5).await.try_into().unwrap();
    assert_eq!(second.step, 1);
    let nobody = Outcome::Unreachable(Unreachable::TimedOut);
    store.record_attempt(&attempt(&endpoint, &second, nobody.clone(), Next::GivenUp, 6)).await.unwrap();
    assert_eq!(standing(&store, &event).await, (DeliveryState::Failed, vec![failed(), nobody]));
    assert_eq!(kept(&store, &endpoint).await.state, EndpointState::Failing { since: at(1) });
    booked(&store, 2, 7).await;
    let [next] = taken(&store, &endpoint, 7).await.try_into().unwrap();
    let well = Outcome::Delivered(reply(200));
    let failing = kept(&store, &endpoint).await;
    store.record_attempt(&attempt(&failing, &next, well, Next::Delivered, 8)).await.unwrap();
    assert_eq!(kept(&store, &endpoint).await, endpoint);
    assert_eq!(store.backlog().await.unwrap(), Backlog { pending: 0, oldest: None });
}

pub(crate) async fn an_endpoint_that_is_gone_is_told_nothing_more(database: Database) {
    let store = database.open().await;
    let gone = added(&store, "demo", 1, &["*"]).await;
    let other = added(&store, "demo", 2, &["endpoint.*"]).await;
    let [first, second] = [booked(&store, 1, 0).await, booked(&store, 2, 0).await];
    let leased = taken(&store, &gone, 0).await;
    for delivery in &leased {
        let attempt = attempt(&gone, delivery, Outcome::Gone(reply(410)), Next::GivenUp, 1);
        assert_eq!(attempt.health, Health::Over(DisabledBy::Gone));
        store.record_attempt(&attempt).await.unwrap();
    }
    let state = EndpointState::Disabled { since: at(1), by: DisabledBy::Gone };
    assert_eq!(kept(&store, &gone).await.state, state);
    for booking in [&first, &second] {
        assert_eq!(standing(&store, &event_of(booking)).await.0, DeliveryState::Failed);
    }
    let page = EventPage { limit: 9, after: None, subject: Some(gone.id.clone()), kind: None };
    let [told] = store.events("demo", &page).await.unwrap().try_into().unwrap();
    assert_eq!((told.kind.as_str(), told.sequence), ("endpoint.disabled", 1));
    let [news] = taken(&store, &other, 9).await.try_into().unwrap();
    assert_eq!(news.event, told);
    let third = booked(&store, 3, 2).await;
    assert_eq!(deliveries(&store, &event_of(&third)).await, []);
    assert_eq!(store.tell_endpoint(&test_of(&gone, "event_test")).await.unwrap(), Telling::Disabled);
}

/// More waits than fails at once when it is disabled.
pub(crate) async fn of_a_long_backlog_nothing_is_sent_once_it_is_told_again(database: Database) {
    let store = database.open().await;
    let endpoint = added(&store, "demo", 1, &["*"]).await;
    for number in 0..1_001 {
        store.tell_endpoint(&test_of(&endpoint, &format!("event_{number:04}"))).await.unwrap();
    }
    store.change_endpoint(&switch(&endpoint, Switch::Disabled, 4)).await.unwrap();
    assert_eq!(store.backlog().await.unwrap().pending, 1);
    store.change_endpoint(&switch(&endpoint, Switch::Enabled, 5)).await.unwrap();
    assert_eq!(store.backlog().await.unwrap().pending, 0);
    let told = store.tell_endpoint(&test_of(&endpoint, "event_new")).await.unwrap();
    assert!(matches!(told, Telling::Told(_)), "{told:?}");
    let [new] = taken(&store, &endpoint, 6).await.try_into().unwrap();
    assert_eq!(new.event.id, "event_new");
}

/// Whoever tries at that moment knows it as failing for five days still, and another has seen a first failure since.
pub(crate) async fn an_endpoint_that_recovered_begins_anew(database: Database) {
    let store = database.open().await;
    let endpoint = added(&store, "demo", 1, &["*"]).await;
    booked(&store, 1, 0).await;
    let [first] = taken(&store, &endpoint, 0).await.try_into().unwrap();
    store.record_attempt(&attempt(&endpoint, &first, failed(), Next::GivenUp, 1)).await.unwrap();
    let failing = kept(&store, &endpoint).await;
    let days = 6 * 24 * 60 * MINUTE;
    for number in 2..5 {
        booked(&store, number, days).await;
    }
    let [well, fails, slow] = taken(&store, &endpoint, days).await.try_into().unwrap();
    let arrived = Outcome::Delivered(reply(200));
    store.record_attempt(&attempt(&failing, &well, arrived, Next::Delivered, days + 1)).await.unwrap();
    store.record_attempt(&attempt(&endpoint, &fails, failed(), Next::GivenUp, days + 2)).await.unwrap();
    let last = attempt(&failing, &slow, failed(), Next::GivenUp, days + 3);
    assert_eq!(last.health, Health::Over(DisabledBy::Failures));
    store.record_attempt(&last).await.unwrap();
    assert_eq!(kept(&store, &endpoint).await.state, EndpointState::Failing { since: at(days + 2) });
}

/// What the old address says, while an attempt is under way, is not the new one's word.
pub(crate) async fn an_endpoint_begins_anew_at_another_address(database: Database) {
    let store = database.open().await;
    let endpoint = added(&store, "demo", 1, &["*"]).await;
    let bookings = [booked(&store, 1, 0).await, booked(&store, 2, 0).await];
    let [first, second] = taken(&store, &endpoint, 0).await.try_into().unwrap();
    store.record_attempt(&attempt(&endpoint, &first, failed(), Next::Retry(at(60)), 1)).await.unwrap();
    assert_eq!(kept(&store, &endpoint).await.state, EndpointState::Failing { since: at(1) });
    let address = Some("https://new.example/".parse().unwrap());
    let moved = change(&endpoint, ChangeRequest { address, ..ChangeRequest::default() }, 2);
    let moved = store.change_endpoint(&moved).await.unwrap().unwrap();
    assert_eq!(moved.state, EndpointState::Enabled);
    let gone = attempt(&endpoint, &second, Outcome::Gone(reply(410)), Next::GivenUp, 3);
    store.record_attempt(&gone).await.unwrap();
    assert_eq!(kept(&store, &endpoint).await, moved);
    let [again] = taken(&store, &moved, 3).await.try_into().unwrap();
    assert_eq!(again.event, second.event);
    store.record_attempt(&attempt(&moved, &again, failed(), Next::Retry(at(60)), 4)).await.unwrap();
    assert_eq!(kept(&store, &moved).await.state, EndpointState::Failing { since: at(4) });
    let standing = standing(&store, &event_of(&bookings[1])).await.0;
    assert!(matches!(standing, DeliveryState::Pending { .. }), "{standing:?}");
}

fn test_of(endpoint: &Endpoint, id: &str) -> Event {
    Event {
        id: id.to_owned(),
        merchant: endpoint.merchant.clone(),
        kind: EventKind::WebhookTest.to_string(),
        subject: endpoint.id.clone(),
        sequence: 0,
        at: at(3),
        data: serde_json::json!({}),
    }
}

pub(crate) async fn a_test_is_for_one_endpoint(database: Database) {
    let store = database.open().await;
    let endpoint = added(&store, "demo", 1, &["claim.*"]).await;
    added(&store, "demo", 2, &["*"]).await;
    let told = Event { sequence: 1, ..test_of(&endpoint, "event_1") };
    for again in ["first", "once for its id"] {
        let telling = store.tell_endpoint(&test_of(&endpoint, "event_1")).await.unwrap();
        assert_eq!(telling, Telling::Told(told.clone()), "{again}");
    }
    assert_eq!(store.endpoints_due(at(3)).await.unwrap(), std::slice::from_ref(&endpoint.id));
    let Telling::Told(second) = store.tell_endpoint(&test_of(&endpoint, "event_2")).await.unwrap() else {
        panic!("it is enabled")
    };
    assert_eq!(second.sequence, 2);
    let foreign = Event { merchant: "other".to_owned(), ..test_of(&endpoint, "event_3") };
    assert_eq!(store.tell_endpoint(&foreign).await.unwrap(), Telling::NotFound);
}

pub(crate) async fn an_event_is_delivered_again(database: Database) {
    let store = database.open().await;
    let endpoint = added(&store, "demo", 1, &["*"]).await;
    let later = event_of(&booked(&store, 1, 0).await);
    let new = added(&store, "demo", 2, &["claim.*"]).await;
    let [first] = taken(&store, &endpoint, 0).await.try_into().unwrap();
    store.record_attempt(&attempt(&endpoint, &first, failed(), Next::GivenUp, 1)).await.unwrap();
    let again = |merchant: &str, endpoint: Option<&Endpoint>| Redelivery {
        merchant: merchant.to_owned(),
        event: later.clone(),
        endpoint: endpoint.map(|endpoint| endpoint.id.clone()),
        at: at(9),
    };
    assert_eq!(store.redeliver(&again("other", None)).await.unwrap(), 0);
    assert_eq!(store.redeliver(&again("demo", None)).await.unwrap(), 1, "to whoever was told of it");
    let [second] = taken(&store, &endpoint, 9).await.try_into().unwrap();
    assert_eq!((&second.event, second.step), (&first.event, 0), "from the start of the schedule");
    let well = Outcome::Delivered(reply(200));
    store.record_attempt(&attempt(&endpoint, &second, well.clone(), Next::Delivered, 10)).await.unwrap();
    assert_eq!(standing(&store, &later).await, (DeliveryState::Delivered, vec![failed(), well]));
    assert_eq!(store.redeliver(&again("demo", Some(&new))).await.unwrap(), 1, "who asks for it gets it");
    assert_eq!(taken(&store, &new, 9).await.len(), 1);
    store.change_endpoint(&switch(&endpoint, Switch::Disabled, 11)).await.unwrap();
    assert_eq!(store.redeliver(&again("demo", Some(&endpoint))).await.unwrap(), 0);
}

pub(crate) async fn what_is_removed_ends_what_is_on_its_way(database: Database) {
    let store = database.open().await;
    let endpoint = added(&store, "demo", 1, &["*"]).await;
    let event = event_of(&booked(&store, 1, 0).await);
    let lease = Lease { endpoint: endpoint.id.clone(), limit: 1, now: at(0), until: at(MINUTE) };
    let Some(Taken { deliveries, .. }) = store.take_due(&lease).await.unwrap() else { panic!("it is due") };
    store.delete_endpoint("demo", &endpoint.id).await.unwrap();
    assert_eq!(standing(&store, &event).await, (DeliveryState::Failed, Vec::new()));
    let late = attempt(&endpoint, &deliveries[0], failed(), Next::Retry(at(5)), 1);
    store.record_attempt(&late).await.unwrap();
    assert_eq!(standing(&store, &event).await, (DeliveryState::Failed, vec![failed()]));
    assert_eq!(store.endpoints_due(at(999)).await.unwrap(), Vec::<String>::new());
}

pub(crate) async fn whoever_sends_is_told_at_once(database: Database) {
    let store = database.open().await;
    let (waiting, waits) = (Arc::clone(&store), tokio::sync::oneshot::channel());
    let waiter = tokio::spawn(async move {
        waiting.until_told().await;
        let _ = waits.0.send(waiting.backlog().await.unwrap().pending);
    });
    booked(&store, 1, 0).await;
    assert!(!waiter.is_finished(), "nobody wants it");
    added(&store, "demo", 1, &["*"]).await;
    booked(&store, 2, 0).await;
    assert_eq!(waits.1.await.unwrap(), 1, "it is there when that is told");
}
