//! Bookings: recorded once, and found again.

use std::sync::Arc;

use lutine_booking::{Begun, Booking, Decline, Idempotency, OfKey, Page};

use crate::harness::{Database, booking, bound, key, moved, no, page, quote, refused};

pub(crate) async fn a_booking_reads_back_whole_after_a_restart(database: Database) {
    let store = database.open().await;
    store.save_quotes(&[quote("q1")]).await.unwrap();
    let begun = booking(1, "q1", "A");
    assert_eq!(store.begin(&begun, &key("k")).await.unwrap(), Begun::Begun);
    drop(store);
    let store = database.open().await;
    assert_eq!(store.booking("demo", &begun.id).await.unwrap(), Some(begun.clone()));
    assert_eq!(store.booking_of_quote("demo", "q1").await.unwrap(), Some(begun.clone()));
    assert_eq!(store.booking("other", &begun.id).await.unwrap(), None);
    let settled = moved(&store, bound(&begun), 9).await;
    assert_eq!(database.open().await.booking("demo", &begun.id).await.unwrap(), Some(settled));
    assert_eq!(store.decline("demo", "q1", &no(9)).await.unwrap(), Decline::Booked);
}

pub(crate) async fn a_quote_books_once(database: Database) {
    let store = database.open().await;
    store.save_quotes(&[quote("q1")]).await.unwrap();
    let first = booking(1, "q1", "A");
    store.begin(&first, &key("k1")).await.unwrap();
    let again = store.begin(&booking(2, "q1", "B"), &key("k2")).await.unwrap();
    assert_eq!(again, Begun::QuoteUsed(Box::new(first)));
}

pub(crate) async fn a_key_serves_one_booking(database: Database) {
    let store = database.open().await;
    store.save_quotes(&[quote("q1"), quote("q2")]).await.unwrap();
    store.begin(&booking(1, "q1", "A"), &key("k")).await.unwrap();
    assert_eq!(store.begin(&booking(2, "q2", "B"), &key("k")).await.unwrap(), Begun::KeyReused);
    assert_eq!(store.booking_of_quote("demo", "q2").await.unwrap(), None);
}

pub(crate) async fn a_booking_is_found_by_its_key_and_body(database: Database) {
    let store = database.open().await;
    store.save_quotes(&[quote("q1")]).await.unwrap();
    assert_eq!(store.booking_of_key("demo", &key("k")).await.unwrap(), OfKey::Nothing);
    let first = booking(1, "q1", "A");
    store.begin(&first, &key("k")).await.unwrap();
    let store = database.open().await;
    assert_eq!(store.booking_of_key("demo", &key("k")).await.unwrap(), OfKey::Same(Box::new(first)));
    let other = Idempotency { fingerprint: "of another body".to_owned(), ..key("k") };
    assert_eq!(store.booking_of_key("demo", &other).await.unwrap(), OfKey::Other);
    assert_eq!(store.booking_of_key("other", &key("k")).await.unwrap(), OfKey::Nothing);
}

pub(crate) async fn an_order_is_insured_once_until_it_is_refused(database: Database) {
    let store = database.open().await;
    store.save_quotes(&[quote("q1"), quote("q2"), quote("q3")]).await.unwrap();
    let first = booking(1, "q1", "A");
    store.begin(&first, &key("k1")).await.unwrap();
    assert_eq!(store.begin(&booking(2, "q2", "A"), &key("k2")).await.unwrap(), Begun::OrderInsured);
    let other_shipment = Booking { shipment_reference: "A/2".to_owned(), ..booking(3, "q3", "A") };
    assert_eq!(store.begin(&other_shipment, &key("k3")).await.unwrap(), Begun::Begun);
    moved(&store, refused(&first), 9).await;
    assert_eq!(store.begin(&booking(2, "q2", "A"), &key("k2")).await.unwrap(), Begun::Begun);
}

pub(crate) async fn lists_come_latest_first_in_parts(database: Database) {
    let store = database.open().await;
    let ids = ["q1", "q2", "q3"];
    store.save_quotes(&ids.map(quote)).await.unwrap();
    for (number, id) in (1..).zip(ids) {
        store.begin(&booking(number, id, &format!("order {id}")), &key(id)).await.unwrap();
    }
    let numbers = |list: Vec<Booking>| list.into_iter().map(|booking| booking.quote_id).collect::<Vec<_>>();
    let first = store.bookings("demo", &page(2)).await.unwrap();
    let after = Page { after: Some(first[1].id.clone()), ..page(2) };
    assert_eq!(numbers(first), ["q3", "q2"]);
    assert_eq!(numbers(store.bookings("demo", &after).await.unwrap()), ["q1"]);
    let one_order = Page { order: Some("order q2".to_owned()), ..page(9) };
    assert_eq!(numbers(store.bookings("demo", &one_order).await.unwrap()), ["q2"]);
    assert_eq!(store.bookings("other", &page(9)).await.unwrap(), []);
}

pub(crate) async fn of_many_at_once_one_books(database: Database) {
    let store = database.open().await;
    store.save_quotes(&[quote("q1")]).await.unwrap();
    let tasks: Vec<_> = (1..=32)
        .map(|number| {
            let store = Arc::clone(&store);
            tokio::spawn(async move {
                let booking = booking(number, "q1", "A");
                store.begin(&booking, &key(&format!("k{number}"))).await.unwrap()
            })
        })
        .collect();
    let mut begun = 0;
    for task in tasks {
        match task.await.unwrap() {
            Begun::Begun => begun += 1,
            Begun::QuoteUsed(_) => {}
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(begun, 1);
    assert_eq!(store.bookings("demo", &page(99)).await.unwrap().len(), 1);
}

/// Writers share the wait for the disk; that one of them is in the way of itself must not be in the others'.
pub(crate) async fn many_orders_at_once_are_all_booked(database: Database) {
    let store = database.open().await;
    let tasks: Vec<_> = (1..=64)
        .map(|number| {
            let store = Arc::clone(&store);
            tokio::spawn(async move {
                // Every fourth tries for the order of the one before it.
                let order = if number % 4 == 0 { number - 1 } else { number };
                let id = format!("q{number}");
                store.save_quotes(&[quote(&id)]).await.unwrap();
                let booking = booking(number, &id, &order.to_string());
                (store.begin(&booking, &key(&id)).await.unwrap(), booking)
            })
        })
        .collect();
    let mut begun = Vec::new();
    for task in tasks {
        match task.await.unwrap() {
            (Begun::Begun, booking) => begun.push(booking.id),
            (Begun::OrderInsured, _) => {}
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(begun.len(), 48);
    let mut kept: Vec<_> =
        store.bookings("demo", &page(99)).await.unwrap().into_iter().map(|booking| booking.id).collect();
    kept.sort();
    begun.sort();
    assert_eq!(kept, begun);
}

/// Bookings that come together share statements; none shares another's obstacle, and none is lost.
pub(crate) async fn what_is_in_the_way_of_one_is_in_no_others(database: Database) {
    let store = database.open().await;
    let quotes: Vec<_> = (0..60).map(|number| quote(&format!("q{number}"))).collect();
    store.save_quotes(&quotes).await.unwrap();
    store.decline("demo", "q7", &no(1)).await.unwrap();
    let first = booking(100, "q8", "of another");
    store.begin(&first, &key("another")).await.unwrap();
    let at_once = (0..60).map(|number: u32| {
        let (store, name) = (Arc::clone(&store), number.to_string());
        tokio::spawn(async move {
            let order = if number == 9 { "of another" } else { &name };
            let key = if number == 10 { key("another") } else { key(&name) };
            store.begin(&booking(number, &format!("q{number}"), order), &key).await.unwrap()
        })
    });
    let at_once: Vec<_> = at_once.collect();
    for (number, begun) in at_once.into_iter().enumerate() {
        let expected = match number {
            7 => Begun::QuoteDeclined,
            8 => Begun::QuoteUsed(Box::new(first.clone())),
            9 => Begun::OrderInsured,
            10 => Begun::KeyReused,
            _ => Begun::Begun,
        };
        assert_eq!(begun.await.unwrap(), expected, "{number}");
    }
    assert_eq!(store.bookings("demo", &page(100)).await.unwrap().len(), 57);
}
