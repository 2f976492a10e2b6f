//! Durable bookings, recorded through the Store port, beside plain inserts.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use lutine_booking::{
    Basis, Begun, Booking, Consent, ConsentReceipt, Idempotency, InFlight, Order, Policyholder, State, Store,
    StoredQuote,
};
use lutine_core::{Country, Currency, Money};
use time::OffsetDateTime;

use crate::backend::{self, Kept};
use crate::load::{Figures, better, figures};
use crate::{line, postgres, raw, runtime};

const BOOKINGS: usize = 40_000;
const CLIENTS: usize = 256;
const BATCH: usize = 256;
/// Its server takes a hundred connections; the ratio is to what is best for it.
const ON_POSTGRES: [usize; 2] = [32, 90];
const SECONDS: u32 = 5;

pub(crate) fn bookings() {
    let runtime = runtime(2);
    let offer = offer();
    let row = raw::row(&booking(0, &offer));
    println!("  a row of {} bytes", row.len());
    let sqlite = runtime.block_on(backend::sqlite());
    let plain = runtime.block_on(raw::sqlite(sqlite.folder.path(), &row, BOOKINGS, BATCH));
    line(&format!("SQLite: plain inserts, {BATCH} to a commit"), &plain, None);
    let booked = runtime.block_on(book(&sqlite, &offer, CLIENTS));
    line(&format!("SQLite: bookings recorded, {CLIENTS} clients"), &booked, Some(&plain));
    let (kept, url) = runtime.block_on(backend::postgres());
    raw::pgbench_table(&postgres::programs(), &url);
    let mut best = None;
    for clients in ON_POSTGRES {
        let plain = raw::pgbench(&postgres::programs(), &url, &row, clients, SECONDS);
        line(&format!("PostgreSQL: pgbench, single inserts, {clients} clients"), &plain, None);
        best = better(best, plain);
    }
    for clients in ON_POSTGRES.into_iter().chain([CLIENTS]) {
        let booked = runtime.block_on(book(&kept, &offer, clients));
        line(&format!("PostgreSQL: bookings recorded, {clients} clients"), &booked, best.as_ref());
    }
}

/// Records bookings of quotes that are there, from so many clients at once. Each is durable when its time is taken.
async fn book(kept: &Kept, offer: &serde_json::Value, clients: usize) -> Figures {
    static FIRST: AtomicUsize = AtomicUsize::new(0);
    let first = FIRST.fetch_add(BOOKINGS, Ordering::Relaxed);
    save_quotes(&kept.store, first, offer).await;
    // Made before the clock runs, and dropped after it, as whoever inserts plain rows has but one of them.
    let made: Vec<Vec<Booking>> = (0..clients)
        .map(|client| (client..BOOKINGS).step_by(clients).map(|n| booking(first + n, offer)).collect())
        .collect();
    let begun = Instant::now();
    let tasks: Vec<_> = made
        .into_iter()
        .map(|bookings| {
            let store = Arc::clone(&kept.store);
            tokio::spawn(async move {
                let mut times = Vec::new();
                for booking in &bookings {
                    let key =
                        Idempotency { key: booking.quote_id.clone(), fingerprint: "sha256-x".to_owned() };
                    let start = Instant::now();
                    assert_eq!(store.begin(booking, &key).await.expect("a booking"), Begun::Begun);
                    times.push(start.elapsed());
                }
                (times, bookings)
            })
        })
        .collect();
    let mut done = Vec::new();
    for task in tasks {
        done.push(task.await.expect("a client"));
    }
    let all = begun.elapsed();
    figures(done.into_iter().flat_map(|(times, _)| times).collect(), all, Vec::new())
}

async fn save_quotes(store: &Arc<dyn Store>, first: usize, offer: &serde_json::Value) {
    let numbers: Vec<usize> = (first..first + BOOKINGS).collect();
    for some in numbers.chunks(1000) {
        let quotes: Vec<StoredQuote> = some.iter().map(|number| quote(*number, offer)).collect();
        store.save_quotes(&quotes).await.expect("quotes");
    }
}

/// An offer as the core makes it.
fn offer() -> serde_json::Value {
    let call = crate::http::call();
    let mut call: lutine_core::Node = serde_json::from_value(call).expect("a call");
    call.set("asOf", lutine_core::Node::Text("2026-11-21".to_owned()));
    let tariff = lutine_programmes::shipped().expect("the tariff");
    let answer = serde_json::to_value(lutine_core::quote(&call, &tariff)).expect("an answer");
    answer["offers"][0].clone()
}

fn quote(number: usize, offer: &serde_json::Value) -> StoredQuote {
    StoredQuote {
        id: id("quote", number),
        merchant: "demo".to_owned(),
        programme: "house-usd".to_owned(),
        revision: "2026-01-01".to_owned(),
        call: crate::http::call().to_string(),
        offer: offer.to_string(),
        total: usd(249),
        created_at: OffsetDateTime::UNIX_EPOCH,
        expires_at: OffsetDateTime::UNIX_EPOCH,
        declined: None,
    }
}

fn id(prefix: &str, number: usize) -> String {
    format!("{prefix}_{number:032x}")
}

fn usd(minor: i64) -> Money {
    Currency::parse("USD").and_then(|usd| Money::from_minor(minor, usd)).expect("an amount")
}

fn booking(number: usize, offer: &serde_json::Value) -> Booking {
    let quote_id = id("quote", number);
    let consent = Consent {
        basis: Basis::Shopper,
        quote_id: quote_id.clone(),
        total: usd(249),
        text_hash: "sha256-n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg".to_owned(),
        locale: "en".to_owned(),
        shown: "Insure this parcel?".to_owned(),
    };
    let booking = Booking {
        id: id("booking", number),
        merchant: "demo".to_owned(),
        quote_id,
        order: Order { id: format!("order {number}"), value: usd(24_900) },
        shipment_reference: String::new(),
        offer: offer.clone(),
        total: usd(249),
        policyholder: Policyholder {
            first_name: "Ada".to_owned(),
            last_name: "Lovelace".to_owned(),
            email: "ada@example.com".to_owned(),
            country: Country::parse("US").expect("a country"),
        },
        consent: ConsentReceipt { consent, at: OffsetDateTime::UNIX_EPOCH },
        facts: lutine_booking::Facts::default(),
        call: None,
        amended: None,
        state: State::Booking,
        created_at: OffsetDateTime::UNIX_EPOCH,
        begun_at: None,
        version: 0,
    };
    InFlight::begin(booking, OffsetDateTime::UNIX_EPOCH).booking().clone()
}
