//! Bookings on their way from version to version: whoever moves one, it moves once.

use std::sync::Arc;

use lutine_booking::{
    Advanced, Asked, Begun, Booking, Bound, Cancelling, Covered, EventPage, InFlight, Open, Pending,
    Released, Store,
};
use lutine_core::{Currency, Refund};

use crate::harness::{Database, at, begun, booking, bound, key, moved, quote, refused, step, usd};

fn in_flight(booking: &Booking) -> InFlight {
    InFlight::of(booking.clone()).unwrap()
}

fn asked(before: i64, now: i64) -> Asked {
    Asked { before: at(before), now: at(now) }
}

/// Records a booking that waits for its payment until 1,800 seconds are over.
async fn waiting(store: &Arc<dyn Store>, number: u32, order: &str) -> Pending {
    let id = format!("q{number}");
    store.save_quotes(&[quote(&id)]).await.unwrap();
    let pending = Pending::begin(booking(number, &id, order), at(1800));
    let begun = store.begin(pending.booking(), &key(&format!("k{number}"))).await.unwrap();
    assert_eq!(begun, Begun::Begun);
    pending
}

async fn kept(store: &Arc<dyn Store>, booking: &Booking) -> Booking {
    store.booking("demo", &booking.id).await.unwrap().unwrap()
}

fn given_back(booking: Booking, now: i64) -> Booking {
    Covered::of(booking).unwrap().cancel(Refund::of(usd(200), usd(49)).unwrap(), at(now))
}

pub(crate) async fn every_state_reads_back(database: Database) {
    let store = database.open().await;
    let first = begun(&store, 1, "A").await;
    let unknown = moved(&store, in_flight(&first).settle(Bound::Unknown), 2).await;
    let booked = moved(&store, bound(&unknown), 3).await;
    let cancelling = moved(&store, given_back(booked.clone(), 4), 4).await;
    assert_eq!(kept(&database.open().await, &first).await, cancelling);
    let cancelled = moved(&store, Cancelling::of(cancelling).unwrap().settle(Released::Released), 5).await;
    assert_eq!(kept(&store, &first).await, cancelled);
    let second = begun(&store, 2, "B").await;
    let rejected = moved(&store, refused(&second), 3).await;
    assert_eq!(kept(&store, &second).await, rejected);
    let third = waiting(&store, 3, "C").await;
    assert_eq!(kept(&store, third.booking()).await, *third.booking());
    let paid = moved(&store, third.confirm(at(60)), 60).await;
    assert_eq!(kept(&store, &paid).await, paid);
    let expired = moved(&store, waiting(&store, 4, "D").await.expire(), 1800).await;
    assert_eq!(kept(&store, &expired).await, expired);
}

pub(crate) async fn whoever_comes_late_moves_nothing(database: Database) {
    let store = database.open().await;
    let first = begun(&store, 1, "A").await;
    let booked = moved(&store, bound(&first), 9).await;
    let late = store.advance(&step(refused(&first), 10)).await.unwrap();
    assert_eq!(late, Advanced::Elsewhere(Box::new(booked.clone())));
    assert_eq!(kept(&store, &first).await, booked);
    let foreign = Booking { merchant: "other".to_owned(), ..first };
    assert!(store.advance(&step(refused(&foreign), 10)).await.is_err());
}

pub(crate) async fn an_event_tells_of_every_move(database: Database) {
    let store = database.open().await;
    let booked = moved(&store, bound(&begun(&store, 1, "A").await), 2).await;
    let steps = [step(given_back(booked.clone(), 3), 3)];
    assert_eq!(store.advance(&steps[0]).await.unwrap(), Advanced::Advanced);
    assert!(matches!(store.advance(&steps[0]).await.unwrap(), Advanced::Elsewhere(_)));
    moved(&store, refused(&begun(&store, 2, "B").await), 4).await;
    let page = EventPage { limit: 9, after: None, subject: Some(booked.id.clone()), kind: None };
    let events = store.events("demo", &page).await.unwrap();
    let told: Vec<_> = events.iter().map(|event| (event.kind.as_str(), event.sequence, event.at)).collect();
    assert_eq!(told, [("booking.cancelling", 2, at(3)), ("booking.booked", 1, at(2))]);
    assert_eq!(events[0], steps[0].event);
    assert_eq!(store.event("demo", &events[0].id).await.unwrap().as_ref(), Some(&events[0]));
    assert_eq!(store.event("other", &events[0].id).await.unwrap(), None);
    assert_eq!(store.events("other", &page).await.unwrap(), []);
    let all = EventPage { limit: 2, after: None, subject: None, kind: None };
    let all = store.events("demo", &all).await.unwrap();
    assert_eq!(all.len(), 2);
    let rest = EventPage { limit: 9, after: Some(all[1].id.clone()), subject: None, kind: None };
    assert_eq!(store.events("demo", &rest).await.unwrap().len(), 1);
}

pub(crate) async fn only_what_has_no_end_is_in_flight(database: Database) {
    let store = database.open().await;
    moved(&store, bound(&begun(&store, 1, "A").await), 9).await;
    let second = begun(&store, 2, "B").await;
    let unknown = moved(&store, in_flight(&begun(&store, 3, "C").await).settle(Bound::Unknown), 9).await;
    begun(&store, 40, "D").await;
    // It waited long before anybody was asked; what counts is when somebody was.
    let paid = moved(&store, waiting(&store, 5, "E").await.confirm(at(60)), 60).await;
    assert_eq!(taken(&store, asked(30, 30)).await, [second, unknown]);
    assert_eq!(store.take_in_flight(asked(59, 61)).await.unwrap().len(), 3);
    assert_eq!(taken(&store, asked(60, 62)).await, [paid]);
}

async fn taken(store: &Arc<dyn Store>, asked: Asked) -> Vec<Booking> {
    let mut taken: Vec<_> =
        store.take_in_flight(asked).await.unwrap().iter().map(Open::booking).cloned().collect();
    taken.sort_by(|one, other| one.id.cmp(&other.id));
    taken
}

pub(crate) async fn what_is_taken_is_taken_once(database: Database) {
    let store = database.open().await;
    for number in 1..=20 {
        begun(&store, number, &number.to_string()).await;
    }
    let takers = (0..4).map(|_| {
        let store = Arc::clone(&store);
        tokio::spawn(async move { store.take_in_flight(asked(100, 200)).await.unwrap().len() })
    });
    let mut all = 0;
    for taker in takers.collect::<Vec<_>>() {
        all += taker.await.unwrap();
    }
    assert_eq!(all, 20);
    assert_eq!(store.take_in_flight(asked(199, 300)).await.unwrap(), []);
    assert_eq!(store.take_in_flight(asked(200, 300)).await.unwrap().len(), 20, "whose taker crashed");
}

pub(crate) async fn what_waits_takes_no_orders_place(database: Database) {
    let store = database.open().await;
    let [first, second] = [waiting(&store, 1, "A").await, waiting(&store, 2, "A").await];
    assert_eq!(store.take_in_flight(asked(9999, 9999)).await.unwrap(), [], "nobody was asked yet");
    moved(&store, first.confirm(at(60)), 60).await;
    let late = store.advance(&step(second.clone().confirm(at(61)), 61)).await.unwrap();
    assert_eq!(late, Advanced::OrderInsured);
    assert_eq!(kept(&store, second.booking()).await, *second.booking(), "it goes on waiting");
    store.save_quotes(&[quote("q3")]).await.unwrap();
    assert_eq!(store.begin(&booking(3, "q3", "A"), &key("k3")).await.unwrap(), Begun::OrderInsured);
}

pub(crate) async fn what_waits_too_long_is_overdue(database: Database) {
    let store = database.open().await;
    let first = waiting(&store, 1, "A").await;
    moved(&store, waiting(&store, 2, "B").await.confirm(at(60)), 60).await;
    assert_eq!(store.overdue(at(1799)).await.unwrap(), []);
    assert_eq!(store.overdue(at(1800)).await.unwrap(), std::slice::from_ref(&first));
    moved(&store, first.expire(), 1800).await;
    assert_eq!(store.overdue(at(9999)).await.unwrap(), []);
}

pub(crate) async fn a_cancelled_order_can_be_insured_anew(database: Database) {
    let store = database.open().await;
    let booked = moved(&store, bound(&begun(&store, 1, "A").await), 9).await;
    let cancelling = moved(&store, given_back(booked, 60), 60).await;
    store.save_quotes(&[quote("q2")]).await.unwrap();
    let second = booking(2, "q2", "A");
    assert_eq!(store.begin(&second, &key("k2")).await.unwrap(), Begun::OrderInsured, "until that has ended");
    moved(&store, Cancelling::of(cancelling).unwrap().settle(Released::Released), 61).await;
    assert_eq!(store.take_in_flight(asked(9999, 9999)).await.unwrap(), []);
    assert_eq!(store.begin(&second, &key("k2")).await.unwrap(), Begun::Begun);
}

pub(crate) async fn of_many_who_move_a_booking_one_does(database: Database) {
    let store = database.open().await;
    let first = waiting(&store, 1, "A").await;
    let tasks: Vec<_> = (0..32)
        .map(|number| {
            let (store, first) = (Arc::clone(&store), first.clone());
            tokio::spawn(async move {
                let to = if number % 2 == 0 { first.confirm(at(60)) } else { first.cancel(at(60)) };
                let step = step(to, 60);
                (store.advance(&step).await.unwrap(), step.to)
            })
        })
        .collect();
    let mut moved = Vec::new();
    for task in tasks {
        match task.await.unwrap() {
            (Advanced::Advanced, to) => moved.push(to),
            (Advanced::Elsewhere(_), _) => {}
            (other, _) => panic!("{other:?}"),
        }
    }
    let [to] = moved.as_slice() else { panic!("{moved:?}") };
    assert_eq!(kept(&store, first.booking()).await, *to);
    if let Some(refund) = to.state.refund() {
        assert_eq!(*refund, Refund::nothing(Currency::parse("USD").unwrap()));
    }
}
