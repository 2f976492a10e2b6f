//! The signing key, quotes, and the "no".

use std::sync::Arc;

use lutine_booking::{Begun, Decline, No, StoredQuote};

use crate::harness::{Database, booking, key, no, page, quote};

pub(crate) async fn an_open_database_can_write(database: Database) {
    let store = database.open().await;
    for _ in 0..3 {
        store.can_write().await.unwrap();
    }
    assert_eq!(store.signing_key([7; 32]).await.unwrap(), [7; 32]);
}

pub(crate) async fn the_first_signing_key_stays(database: Database) {
    assert_eq!(database.open().await.signing_key([7; 32]).await.unwrap(), [7; 32]);
    assert_eq!(database.open().await.signing_key([8; 32]).await.unwrap(), [7; 32]);
}

pub(crate) async fn a_quote_reads_back_for_its_merchant_alone(database: Database) {
    let store = database.open().await;
    store.save_quotes(&[quote("q1"), quote("q2")]).await.unwrap();
    assert_eq!(store.quote("demo", "q1").await.unwrap(), Some(quote("q1")));
    assert_eq!(store.quote("other", "q1").await.unwrap(), None);
    assert_eq!(store.quote("demo", "q3").await.unwrap(), None);
}

pub(crate) async fn the_first_no_counts_and_is_final(database: Database) {
    let store = database.open().await;
    store.save_quotes(&[quote("q1")]).await.unwrap();
    let first = StoredQuote { declined: Some(no(5)), ..quote("q1") };
    for later in [no(5), No { locale: Some("fr".to_owned()), ..no(9) }] {
        let declined = store.decline("demo", "q1", &later).await.unwrap();
        assert_eq!(declined, Decline::Declined(Box::new(first.clone()), no(5)));
    }
    assert_eq!(database.open().await.quote("demo", "q1").await.unwrap(), Some(first));
    assert_eq!(store.begin(&booking(1, "q1", "A"), &key("k")).await.unwrap(), Begun::QuoteDeclined);
    assert_eq!(store.decline("demo", "q9", &no(5)).await.unwrap(), Decline::NotFound);
    assert_eq!(store.decline("other", "q1", &no(5)).await.unwrap(), Decline::NotFound);
    assert_eq!(store.bookings("demo", &page(10)).await.unwrap(), []);
}

/// However closely a "yes" and a "no" follow one another, one of them holds.
pub(crate) async fn a_quote_is_answered_once(database: Database) {
    let store = database.open().await;
    for number in 1..=16 {
        let id = format!("q{number}");
        store.save_quotes(&[quote(&id)]).await.unwrap();
        let no = {
            let (store, id) = (Arc::clone(&store), id.clone());
            tokio::spawn(async move { store.decline("demo", &id, &no(5)).await.unwrap() })
        };
        let yes = store.begin(&booking(number, &id, &id), &key(&id)).await.unwrap();
        match (yes, no.await.unwrap()) {
            (Begun::Begun, Decline::Booked) | (Begun::QuoteDeclined, Decline::Declined(..)) => {}
            both => panic!("{both:?}"),
        }
    }
}
