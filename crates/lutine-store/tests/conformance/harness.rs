//! A database of the test's own, and what is put into it.

use std::sync::Arc;

use lutine_booking::{
    Advanced, Basis, Begun, Booking, Bound, Consent, ConsentReceipt, Event, Facts, Idempotency, InFlight, No,
    Order, Page, Policy, Policyholder, Refusal, State, Step, Store, StoredQuote,
};
use lutine_core::{Country, Currency, Money};
use lutine_store::{PostgresStore, SqliteStore};
use tempfile::TempDir;
use time::OffsetDateTime;

use crate::postgres;

/// A database of the test's own, which can be opened again.
pub(crate) enum Database {
    /// A file in a folder of its own.
    Sqlite(TempDir),
    /// By its address.
    Postgres(String),
}

impl Database {
    pub(crate) async fn sqlite() -> Self {
        Self::Sqlite(TempDir::new().unwrap())
    }

    pub(crate) async fn postgres() -> Self {
        Self::Postgres(postgres::database().await)
    }

    pub(crate) async fn open(&self) -> Arc<dyn Store> {
        match self {
            Self::Sqlite(folder) => {
                Arc::new(SqliteStore::open(&folder.path().join("lutine.db")).await.unwrap())
            }
            Self::Postgres(url) => Arc::new(PostgresStore::connect(url).await.unwrap()),
        }
    }
}

pub(crate) fn at(seconds: i64) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp(1_800_000_000 + seconds).unwrap()
}

pub(crate) fn usd(minor: i64) -> Money {
    Money::from_minor(minor, Currency::parse("USD").unwrap()).unwrap()
}

pub(crate) fn quote(id: &str) -> StoredQuote {
    StoredQuote {
        id: id.to_owned(),
        merchant: "demo".to_owned(),
        programme: "house-usd".to_owned(),
        revision: "2026-01-01".to_owned(),
        call: r#"{"asOf":"2026-11-21"}"#.to_owned(),
        offer: r#"{"title":"House “parcel” insurance","parcels":[{}]}"#.to_owned(),
        total: usd(249),
        created_at: at(0),
        expires_at: at(1800),
        declined: None,
    }
}

pub(crate) fn booking(number: u32, quote: &str, order: &str) -> Booking {
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
        facts: Facts::default(),
        call: None,
        amended: None,
        state: State::Booking,
        created_at: at(i64::from(number)),
        begun_at: Some(at(i64::from(number))),
        version: 0,
    }
}

pub(crate) fn key(name: &str) -> Idempotency {
    Idempotency { key: name.to_owned(), fingerprint: format!("of {name}") }
}

pub(crate) fn bound(booking: &Booking) -> Booking {
    let policy = Policy { number: "LUT-1".to_owned(), parcel: None };
    InFlight::of(booking.clone()).unwrap().settle(Bound::Policies(vec![policy]))
}

pub(crate) fn refused(booking: &Booking) -> Booking {
    let refusal = Refusal { code: "no".to_owned(), message: "No.".to_owned() };
    InFlight::of(booking.clone()).unwrap().settle(Bound::Refused(refusal))
}

/// Begins a booking of a new quote under a key of its own.
pub(crate) async fn begun(store: &Arc<dyn Store>, number: u32, order: &str) -> Booking {
    let id = format!("q{number}");
    store.save_quotes(&[quote(&id)]).await.unwrap();
    let booking = booking(number, &id, order);
    assert_eq!(store.begin(&booking, &key(&format!("k{number}"))).await.unwrap(), Begun::Begun);
    booking
}

/// A step to what a booking is to be, as the use cases make it.
pub(crate) fn step(to: Booking, seconds: i64) -> Step {
    let to = Booking { version: to.version + 1, ..to };
    let id = format!("event_{}_{}", to.id, to.version);
    Step { event: Event::of_booking(id, &to, at(seconds)), to, at: at(seconds) }
}

/// Takes a step that nothing is in the way of.
pub(crate) async fn moved(store: &Arc<dyn Store>, to: Booking, seconds: i64) -> Booking {
    let step = step(to, seconds);
    assert_eq!(store.advance(&step).await.unwrap(), Advanced::Advanced);
    step.to
}

pub(crate) fn page(limit: u32) -> Page {
    Page { limit, after: None, order: None }
}

pub(crate) fn no(seconds: i64) -> No {
    No { at: at(seconds), shown: Some("Insure this parcel?".to_owned()), locale: None }
}
