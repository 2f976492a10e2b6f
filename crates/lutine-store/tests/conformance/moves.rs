//! Bookings on their way from state to state: whoever moves one, it moves once.

use std::sync::Arc;

use lutine_booking::{
    Advanced, Begun, Booking, Bound, Cancelling, Covered, Idempotency, InFlight, Open, Pending, Refusal,
    Released, State, Step, Store,
};
use lutine_core::{Currency, Refund};
use time::OffsetDateTime;

use crate::harness::{Sqlite, at, booking, bound, key, quote, refused, usd};

pub(crate) async fn what_has_ended_stays_as_it_ended(database: Sqlite) {
    let store = database.open().await;
    store.save_quotes("demo", &[quote("q1")], None, at(0)).await.unwrap();
    let begun = booking(1, "q1", "A");
    store.begin(&begun, &key("k")).await.unwrap();
    store.settle(&bound(&begun), at(9)).await.unwrap();
    assert_eq!(store.settle(&refused(&begun), at(10)).await.unwrap(), bound(&begun));
}

pub(crate) async fn only_what_has_no_end_is_in_flight(database: Sqlite) {
    let store = database.open().await;
    let ids = ["q1", "q2", "q3", "q4"];
    store.save_quotes("demo", &ids.map(quote), None, at(0)).await.unwrap();
    let [booked, asked, unknown, late] = [1, 2, 3, 40].map(|number| {
        let id = ids[usize::try_from(number).unwrap().min(4) - 1];
        booking(number, id, id)
    });
    for (name, booking) in [("k1", &booked), ("k2", &asked), ("k3", &unknown), ("k4", &late)] {
        assert_eq!(store.begin(booking, &key(name)).await.unwrap(), Begun::Begun);
    }
    store.settle(&bound(&booked), at(9)).await.unwrap();
    let unknown = store.settle(&InFlight::of(unknown).unwrap().settle(Bound::Unknown), at(9)).await.unwrap();
    let found = store.in_flight(at(30)).await.unwrap();
    let found: Vec<&Booking> = found.iter().map(Open::booking).collect();
    assert_eq!(found, [&asked, &unknown]);
}

fn waiting(number: u32, quote: &str, order: &str) -> Booking {
    Pending::begin(booking(number, quote, order), at(1800)).booking().clone()
}

fn confirmed(waiting: &Booking) -> Booking {
    Pending::of(waiting.clone()).unwrap().confirm(at(60)).booking().clone()
}

fn step<'a>(from: &'a Booking, to: &'a Booking) -> Step<'a> {
    Step { from, to, at: at(60) }
}

/// A booking that is covered, in a store that has its quotes.
async fn covered(store: &Arc<dyn Store>) -> Booking {
    store.save_quotes("demo", &[quote("q1"), quote("q2")], None, at(0)).await.unwrap();
    let begun = booking(1, "q1", "A");
    store.begin(&begun, &key("k1")).await.unwrap();
    store.settle(&bound(&begun), at(9)).await.unwrap()
}

fn cancelling(covered: &Booking, now: OffsetDateTime) -> Cancelling {
    let refund = Refund::of(usd(200), usd(49)).unwrap();
    Covered::of(covered.clone()).unwrap().cancel(refund, now)
}

pub(crate) async fn what_waits_takes_no_orders_place(database: Sqlite) {
    let store = database.open().await;
    store.save_quotes("demo", &["q1", "q2", "q3"].map(quote), None, at(0)).await.unwrap();
    let [first, second] = [waiting(1, "q1", "A"), waiting(2, "q2", "A")];
    for (name, booking) in [("k1", &first), ("k2", &second)] {
        assert_eq!(store.begin(booking, &key(name)).await.unwrap(), Begun::Begun);
        assert_eq!(store.booking("demo", &booking.id).await.unwrap().as_ref(), Some(booking));
    }
    assert_eq!(store.in_flight(at(9999)).await.unwrap(), [], "nobody was asked yet");
    let paid = confirmed(&first);
    assert_eq!(store.advance(step(&first, &paid), &key("c1")).await.unwrap(), Advanced::Advanced);
    let late = store.advance(step(&second, &confirmed(&second)), &key("c2")).await.unwrap();
    assert_eq!(late, Advanced::OrderInsured);
    assert_eq!(store.booking("demo", &second.id).await.unwrap(), Some(second), "it goes on waiting");
    assert_eq!(store.begin(&booking(3, "q3", "A"), &key("k3")).await.unwrap(), Begun::OrderInsured);
}

pub(crate) async fn a_payment_is_confirmed_once(database: Sqlite) {
    let store = database.open().await;
    store.save_quotes("demo", &[quote("q1")], None, at(0)).await.unwrap();
    let first = waiting(1, "q1", "A");
    store.begin(&first, &key("k1")).await.unwrap();
    let paid = confirmed(&first);
    assert_eq!(store.advance(step(&first, &paid), &key("c1")).await.unwrap(), Advanced::Advanced);
    drop(store);
    let store = database.open().await;
    assert_eq!(store.booking("demo", &first.id).await.unwrap(), Some(paid.clone()));
    for name in ["c1", "c2"] {
        let again = store.advance(step(&first, &paid), &key(name)).await.unwrap();
        assert_eq!(again, Advanced::Elsewhere(Box::new(paid.clone())));
    }
    // It waited long before anybody was asked; what counts for looking it up is when somebody was.
    assert_eq!(store.in_flight(at(59)).await.unwrap(), []);
    assert_eq!(store.in_flight(at(60)).await.unwrap(), [Open::Binding(InFlight::of(paid).unwrap())]);
}

pub(crate) async fn what_waits_too_long_expires(database: Sqlite) {
    let store = database.open().await;
    store.save_quotes("demo", &[quote("q1"), quote("q2")], None, at(0)).await.unwrap();
    let [first, paid] = [waiting(1, "q1", "A"), waiting(2, "q2", "B")];
    store.begin(&first, &key("k1")).await.unwrap();
    store.begin(&paid, &key("k2")).await.unwrap();
    store.advance(step(&paid, &confirmed(&paid)), &key("c2")).await.unwrap();
    store.expire(at(1799)).await.unwrap();
    assert_eq!(store.booking("demo", &first.id).await.unwrap(), Some(first.clone()));
    store.expire(at(1800)).await.unwrap();
    let expired = Booking { state: State::Expired, ..first.clone() };
    assert_eq!(store.booking("demo", &first.id).await.unwrap(), Some(expired.clone()));
    let late = store.advance(step(&first, &confirmed(&first)), &key("c1")).await.unwrap();
    assert_eq!(late, Advanced::Elsewhere(Box::new(expired)));
    assert_eq!(store.booking("demo", &paid.id).await.unwrap(), Some(confirmed(&paid)));
}

pub(crate) async fn a_cancelled_order_can_be_insured_anew(database: Sqlite) {
    let store = database.open().await;
    let covered = covered(&store).await;
    let asked = cancelling(&covered, at(60));
    assert_eq!(store.advance(step(&covered, asked.booking()), &key("x")).await.unwrap(), Advanced::Advanced);
    drop(store);
    let store = database.open().await;
    assert_eq!(store.in_flight(at(60)).await.unwrap(), [Open::Cancelling(asked.clone())]);
    let second = booking(2, "q2", "A");
    assert_eq!(store.begin(&second, &key("k2")).await.unwrap(), Begun::OrderInsured, "until that has ended");
    let cancelled = asked.settle(Released::Released);
    assert_eq!(store.settle_cancel(&cancelled, at(60), at(61)).await.unwrap(), cancelled);
    assert_eq!(database.open().await.booking("demo", &cancelled.id).await.unwrap(), Some(cancelled));
    assert_eq!(store.in_flight(at(9999)).await.unwrap(), []);
    assert_eq!(store.begin(&second, &key("k2")).await.unwrap(), Begun::Begun);
}

pub(crate) async fn a_cancelling_ends_once_and_only_the_latest(database: Sqlite) {
    let store = database.open().await;
    let covered = covered(&store).await;
    let no = Released::Refused(Refusal { code: "no".to_owned(), message: "No.".to_owned() });
    let first = cancelling(&covered, at(60));
    store.advance(step(&covered, first.booking()), &key("x1")).await.unwrap();
    let unknown =
        store.settle_cancel(&first.clone().settle(Released::Unknown), at(60), at(61)).await.unwrap();
    assert_eq!(unknown, *first.booking(), "whoever knows nothing changes nothing");
    let refused = store.settle_cancel(&first.clone().settle(no), at(60), at(62)).await.unwrap();
    assert_eq!(refused, covered, "it is covered as before");
    let second = cancelling(&covered, at(70));
    store.advance(step(&covered, second.booking()), &key("x2")).await.unwrap();
    let late = store.settle_cancel(&first.settle(Released::Released), at(60), at(71)).await.unwrap();
    assert_eq!(late, *second.booking(), "an answer to the first is none to the second");
    assert_eq!(store.settle(&covered, at(71)).await.unwrap(), *second.booking(), "nor is one to the booking");
    let cancelled = second.settle(Released::Released);
    assert_eq!(store.settle_cancel(&cancelled, at(70), at(72)).await.unwrap(), cancelled);
    assert_eq!(store.settle_cancel(&covered, at(70), at(73)).await.unwrap(), cancelled);
}

pub(crate) async fn a_key_moves_one_booking(database: Sqlite) {
    let store = database.open().await;
    let covered = covered(&store).await;
    let asked = cancelling(&covered, at(60));
    let other = Idempotency { fingerprint: "of another body".to_owned(), ..key("k1") };
    assert_eq!(store.advance(step(&covered, asked.booking()), &other).await.unwrap(), Advanced::KeyReused);
    assert_eq!(store.booking("demo", &covered.id).await.unwrap(), Some(covered));
}

pub(crate) async fn of_many_who_move_a_booking_one_does(database: Sqlite) {
    let store = database.open().await;
    store.save_quotes("demo", &[quote("q1")], None, at(0)).await.unwrap();
    let first = waiting(1, "q1", "A");
    store.begin(&first, &key("k1")).await.unwrap();
    let tasks: Vec<_> = (0..32)
        .map(|number| {
            let (store, first) = (Arc::clone(&store), first.clone());
            tokio::spawn(async move {
                let pending = Pending::of(first.clone()).unwrap();
                let paid = number % 2 == 0;
                let to = if paid { confirmed(&first) } else { pending.cancel(at(60)) };
                let moved = store.advance(step(&first, &to), &key(&format!("m{number}"))).await.unwrap();
                (moved, to)
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
    assert_eq!(store.booking("demo", &first.id).await.unwrap().as_ref(), Some(to));
    if let Some(refund) = to.state.refund() {
        assert_eq!(*refund, Refund::nothing(Currency::parse("USD").unwrap()));
    }
}
