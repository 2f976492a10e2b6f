//! Memory over a million bookings: what is held after the first of them is what is held after all.

use std::sync::Arc;

use lutine_booking::{Booked, BookingRequest, Desk, Idempotency, Merchant, Payment, Quoted, text_hash};
use lutine_core::Node;
use lutine_programmes::Data;
use lutine_server::{App, Seller, demo_account};
use serde_json::{Value, json};

use crate::{backend, http, runtime};

const BOOKINGS: usize = 1_000_000;
const CLIENTS: usize = 128;

pub(crate) fn flat() {
    let bookings =
        std::env::var("LUTINE_BOOKINGS").ok().and_then(|number| number.parse().ok()).unwrap_or(BOOKINGS);
    let runtime = runtime(2);
    let sqlite = runtime.block_on(backend::sqlite());
    let app = runtime.block_on(backend::app(Arc::clone(&sqlite.store)));
    let account = demo_account(Payment::AtOnce, app.desk.clock.now()).expect("the demo merchant");
    let seller = Seller::of(&account, &Data::shipped().expect("the shipped rates")).expect("a seller");
    let merchant = Arc::new(seller.merchant);
    let (mut done, mut held) = (0, Vec::new());
    for part in 1..=10 {
        let until = bookings * part / 10;
        runtime.block_on(book(&app, &merchant, done, until));
        done = until;
        held.push(resident_kib());
        println!("  memory after {done:>9} bookings, quoted and booked   {:>9} KiB", resident_kib());
    }
    // By then every cache is full.
    println!(
        "  the last seven tenths of them took {:.1}% more",
        100.0 * (held[9] as f64 / held[2] as f64 - 1.0)
    );
}

async fn book(app: &App, merchant: &Arc<Merchant>, from: usize, until: usize) {
    let tasks: Vec<_> = (0..CLIENTS)
        .map(|client| {
            let (app, merchant) = (app.clone(), Arc::clone(merchant));
            tokio::spawn(async move {
                for number in (from + client..until).step_by(CLIENTS) {
                    one(&app.desk, &merchant, number).await;
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.expect("a client");
    }
}

async fn one(desk: &Desk, merchant: &Merchant, number: usize) {
    let call: Node = serde_json::from_value(http::call()).expect("a call");
    let Quoted::Answered(answer) = desk.quote(merchant, call).await.expect("a quote") else {
        panic!("invalid")
    };
    let answer: Value = serde_json::from_str(&answer).expect("an answer");
    let offer = &answer["offers"][0];
    let programme = merchant
        .tariff
        .programmes
        .iter()
        .find(|known| offer["programme"] == *known.id && offer["revision"] == known.revision.to_string())
        .expect("the programme");
    let request = http::booking(offer, &json!(text_hash(programme, "en")), number);
    let request =
        BookingRequest::read(&serde_json::from_value(request).expect("a request")).expect("a request");
    let key = Idempotency { key: format!("key {number}"), fingerprint: "sha256-x".to_owned() };
    let booked = desk.book(merchant, request, Payment::AtOnce, &key).await.expect("a booking");
    assert!(matches!(booked, Booked::Now(_)));
}

/// What the process holds of the machine's memory now.
fn resident_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or_default();
    line.split_whitespace().next().and_then(|number| number.parse().ok()).unwrap_or_default()
}
