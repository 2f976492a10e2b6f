//! The signing key, quotes, answers and the "no".

use lutine_booking::{Begun, Decline, Idempotency, Saved, StoredQuote};

use crate::harness::{Sqlite, at, booking, key, page, quote};

pub(crate) async fn the_first_signing_key_stays(database: Sqlite) {
    assert_eq!(database.open().await.signing_key([7; 32]).await.unwrap(), [7; 32]);
    assert_eq!(database.open().await.signing_key([8; 32]).await.unwrap(), [7; 32]);
}

pub(crate) async fn a_quote_reads_back_for_its_merchant_alone(database: Sqlite) {
    let store = database.open().await;
    store.save_quotes("demo", &[quote("q1"), quote("q2")], None, at(0)).await.unwrap();
    assert_eq!(store.quote("demo", "q1").await.unwrap(), Some(quote("q1")));
    assert_eq!(store.quote("other", "q1").await.unwrap(), None);
    assert_eq!(store.quote("demo", "q3").await.unwrap(), None);
}

pub(crate) async fn an_answer_is_kept_under_its_key(database: Sqlite) {
    let store = database.open().await;
    assert_eq!(store.answer("demo", &key("k")).await.unwrap(), None);
    assert_eq!(
        store.save_quotes("demo", &[quote("q1")], Some((&key("k"), "body")), at(0)).await.unwrap(),
        Saved::Saved
    );
    let replay = Saved::Replay("body".to_owned());
    assert_eq!(
        store.save_quotes("demo", &[quote("q2")], Some((&key("k"), "other")), at(0)).await.unwrap(),
        replay
    );
    assert_eq!(store.quote("demo", "q2").await.unwrap(), None, "a replay keeps nothing");
    let other = Idempotency { fingerprint: "of another body".to_owned(), ..key("k") };
    assert_eq!(store.answer("demo", &other).await.unwrap(), Some(Saved::KeyReused));
    assert_eq!(store.answer("other", &key("k")).await.unwrap(), None);
    // An answer without any offer is an answer too.
    store.save_quotes("demo", &[], Some((&key("none"), "no offers")), at(0)).await.unwrap();
    let kept = store.answer("demo", &key("none")).await.unwrap();
    assert_eq!(kept, Some(Saved::Replay("no offers".to_owned())));
}

pub(crate) async fn the_first_no_counts_and_is_final(database: Sqlite) {
    let store = database.open().await;
    store.save_quotes("demo", &[quote("q1")], None, at(0)).await.unwrap();
    let first = StoredQuote { declined_at: Some(at(5)), ..quote("q1") };
    for seconds in [5, 9] {
        let declined = store.decline("demo", "q1", at(seconds)).await.unwrap();
        assert_eq!(declined, Decline::Declined(Box::new(first.clone())));
    }
    assert_eq!(store.begin(&booking(1, "q1", "A"), &key("k")).await.unwrap(), Begun::QuoteDeclined);
    assert_eq!(store.decline("demo", "q9", at(5)).await.unwrap(), Decline::NotFound);
    assert_eq!(store.decline("other", "q1", at(5)).await.unwrap(), Decline::NotFound);
    assert_eq!(store.bookings("demo", &page(10)).await.unwrap(), []);
}
