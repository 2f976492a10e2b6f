//! What every store does, whichever database it is. A new store runs this suite as it stands.

use std::sync::Arc;

use lutine_booking::{
    Basis, Begun, Booking, Bound, Consent, ConsentReceipt, Decline, Idempotency, InFlight, Order, Page,
    Policy, Policyholder, Refusal, Saved, State, Store, StoredQuote,
};
use lutine_core::{Country, Currency, Money};
use lutine_store::SqliteStore;
use tempfile::TempDir;
use time::OffsetDateTime;

/// A SQLite database in a folder of its own, which can be opened again.
struct Sqlite(TempDir);

impl Sqlite {
    fn new() -> Self {
        Self(TempDir::new().unwrap())
    }

    async fn open(&self) -> Arc<dyn Store> {
        Arc::new(SqliteStore::open(&self.0.path().join("lutine.db")).await.unwrap())
    }
}

macro_rules! conformance {
    ($($behaviour:ident),* $(,)?) => {
        mod sqlite {
            $(
                #[tokio::test]
                async fn $behaviour() {
                    super::$behaviour(super::Sqlite::new()).await;
                }
            )*
        }
    };
}

conformance![
    the_first_signing_key_stays,
    a_quote_reads_back_for_its_merchant_alone,
    an_answer_is_kept_under_its_key,
    the_first_no_counts_and_is_final,
    a_booking_reads_back_whole_after_a_restart,
    a_quote_books_once,
    a_key_serves_one_booking,
    an_order_is_insured_once_until_it_is_refused,
    what_has_ended_stays_as_it_ended,
    only_what_has_no_end_is_in_flight,
    lists_come_latest_first_in_parts,
    of_many_at_once_one_books,
];

fn at(seconds: i64) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp(1_800_000_000 + seconds).unwrap()
}

fn usd(minor: i64) -> Money {
    Money::from_minor(minor, Currency::parse("USD").unwrap()).unwrap()
}

fn quote(id: &str) -> StoredQuote {
    StoredQuote {
        id: id.to_owned(),
        merchant: "demo".to_owned(),
        programme: "house-usd".to_owned(),
        revision: "2026-01-01".to_owned(),
        call: r#"{"asOf":"2026-11-21"}"#.to_owned(),
        offer: serde_json::json!({ "title": "House “parcel” insurance", "parcels": [{}] }),
        total: usd(249),
        created_at: at(0),
        expires_at: at(1800),
        declined_at: None,
    }
}

fn booking(number: u32, quote: &str, order: &str) -> Booking {
    let consent = Consent {
        basis: Basis::Shopper,
        quote_id: quote.to_owned(),
        total: usd(249),
        text_hash: "sha256-x".to_owned(),
        locale: "en".to_owned(),
        shown: "Insure this parcel?\nYes, insure it $2.49 – “once”".to_owned(),
    };
    Booking {
        id: format!("booking_{number:04}"),
        merchant: "demo".to_owned(),
        quote_id: quote.to_owned(),
        order: Order { id: order.to_owned(), value: usd(24_900) },
        shipment_reference: String::new(),
        offer: serde_json::json!({ "title": "House" }),
        total: usd(249),
        policyholder: Policyholder {
            first_name: "Ada".to_owned(),
            last_name: "Lovelace".to_owned(),
            email: "ada@example.com".to_owned(),
            country: Country::parse("US").unwrap(),
        },
        consent: ConsentReceipt { consent, at: at(i64::from(number)) },
        state: State::Booking,
        created_at: at(i64::from(number)),
    }
}

fn key(name: &str) -> Idempotency {
    Idempotency { key: name.to_owned(), fingerprint: format!("of {name}") }
}

fn bound(booking: &Booking) -> Booking {
    let policy = Policy { number: "LUT-1".to_owned(), parcel: None };
    InFlight::of(booking.clone()).unwrap().settle(Bound::Policies(vec![policy]))
}

fn refused(booking: &Booking) -> Booking {
    let refusal = Refusal { code: "no".to_owned(), message: "No.".to_owned() };
    InFlight::of(booking.clone()).unwrap().settle(Bound::Refused(refusal))
}

async fn the_first_signing_key_stays(database: Sqlite) {
    assert_eq!(database.open().await.signing_key([7; 32]).await.unwrap(), [7; 32]);
    assert_eq!(database.open().await.signing_key([8; 32]).await.unwrap(), [7; 32]);
}

async fn a_quote_reads_back_for_its_merchant_alone(database: Sqlite) {
    let store = database.open().await;
    store.save_quotes("demo", &[quote("q1"), quote("q2")], None, at(0)).await.unwrap();
    assert_eq!(store.quote("demo", "q1").await.unwrap(), Some(quote("q1")));
    assert_eq!(store.quote("other", "q1").await.unwrap(), None);
    assert_eq!(store.quote("demo", "q3").await.unwrap(), None);
}

async fn an_answer_is_kept_under_its_key(database: Sqlite) {
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

async fn the_first_no_counts_and_is_final(database: Sqlite) {
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

async fn a_booking_reads_back_whole_after_a_restart(database: Sqlite) {
    let store = database.open().await;
    store.save_quotes("demo", &[quote("q1")], None, at(0)).await.unwrap();
    let begun = booking(1, "q1", "A");
    assert_eq!(store.begin(&begun, &key("k")).await.unwrap(), Begun::Begun);
    drop(store);
    let store = database.open().await;
    assert_eq!(store.booking("demo", &begun.id).await.unwrap(), Some(begun.clone()));
    assert_eq!(store.booking_of_quote("demo", "q1").await.unwrap(), Some(begun.clone()));
    assert_eq!(store.booking("other", &begun.id).await.unwrap(), None);
    let settled = store.settle(&bound(&begun), at(9)).await.unwrap();
    assert_eq!(settled, bound(&begun));
    assert_eq!(database.open().await.booking("demo", &begun.id).await.unwrap(), Some(settled));
    assert_eq!(store.decline("demo", "q1", at(9)).await.unwrap(), Decline::Booked);
}

async fn a_quote_books_once(database: Sqlite) {
    let store = database.open().await;
    store.save_quotes("demo", &[quote("q1")], None, at(0)).await.unwrap();
    let first = booking(1, "q1", "A");
    store.begin(&first, &key("k1")).await.unwrap();
    let again = store.begin(&booking(2, "q1", "B"), &key("k2")).await.unwrap();
    assert_eq!(again, Begun::QuoteUsed(Box::new(first)));
}

async fn a_key_serves_one_booking(database: Sqlite) {
    let store = database.open().await;
    store.save_quotes("demo", &[quote("q1"), quote("q2")], None, at(0)).await.unwrap();
    store.begin(&booking(1, "q1", "A"), &key("k")).await.unwrap();
    assert_eq!(store.begin(&booking(2, "q2", "B"), &key("k")).await.unwrap(), Begun::KeyReused);
    assert_eq!(store.booking_of_quote("demo", "q2").await.unwrap(), None);
}

async fn an_order_is_insured_once_until_it_is_refused(database: Sqlite) {
    let store = database.open().await;
    store.save_quotes("demo", &[quote("q1"), quote("q2"), quote("q3")], None, at(0)).await.unwrap();
    let first = booking(1, "q1", "A");
    store.begin(&first, &key("k1")).await.unwrap();
    assert_eq!(store.begin(&booking(2, "q2", "A"), &key("k2")).await.unwrap(), Begun::OrderInsured);
    let other_shipment = Booking { shipment_reference: "A/2".to_owned(), ..booking(3, "q3", "A") };
    assert_eq!(store.begin(&other_shipment, &key("k3")).await.unwrap(), Begun::Begun);
    store.settle(&refused(&first), at(9)).await.unwrap();
    assert_eq!(store.begin(&booking(2, "q2", "A"), &key("k2")).await.unwrap(), Begun::Begun);
}

async fn what_has_ended_stays_as_it_ended(database: Sqlite) {
    let store = database.open().await;
    store.save_quotes("demo", &[quote("q1")], None, at(0)).await.unwrap();
    let begun = booking(1, "q1", "A");
    store.begin(&begun, &key("k")).await.unwrap();
    store.settle(&bound(&begun), at(9)).await.unwrap();
    assert_eq!(store.settle(&refused(&begun), at(10)).await.unwrap(), bound(&begun));
}

async fn only_what_has_no_end_is_in_flight(database: Sqlite) {
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
    let found: Vec<&Booking> = found.iter().map(InFlight::booking).collect();
    assert_eq!(found, [&asked, &unknown]);
}

fn page(limit: u32) -> Page {
    Page { limit, after: None, order: None }
}

async fn lists_come_latest_first_in_parts(database: Sqlite) {
    let store = database.open().await;
    let ids = ["q1", "q2", "q3"];
    store.save_quotes("demo", &ids.map(quote), None, at(0)).await.unwrap();
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

async fn of_many_at_once_one_books(database: Sqlite) {
    let store = database.open().await;
    store.save_quotes("demo", &[quote("q1")], None, at(0)).await.unwrap();
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
