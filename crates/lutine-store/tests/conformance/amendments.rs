//! Changes of a cover, and what becomes known of a shipment.

use std::sync::Arc;

use lutine_booking::{
    Advanced, Amended, Amending, Amendment, AmendmentEnd, Asked, Begun, Booking, Bound, Change, Covered,
    Event, EventPage, Facts, Open, Policy, Refusal, State, Step, Store, Tracking,
};
use lutine_core::{Date, Difference};
use serde_json::json;

use crate::harness::{Database, at, begun, booking, bound, key, moved, quote, usd};

fn difference() -> Difference {
    let due = json!({ "due": { "premium": usd(251), "tax": usd(3), "total": usd(254) } });
    Difference::read(&serde_json::from_value(due).unwrap()).unwrap()
}

fn amendment(id: &str) -> Amendment {
    Amendment {
        id: id.to_owned(),
        policies: Vec::new(),
        call: r#"{"shipment":"other"}"#.to_owned(),
        offer: json!({ "title": "House, dearer" }),
        total: usd(500),
        difference: difference(),
        at: at(20),
    }
}

/// Changes a booking, as the use cases do.
async fn changed(store: &Arc<dyn Store>, to: Booking, change: Change, seconds: i64) -> Booking {
    let to = Booking { version: to.version + 1, ..to };
    let id = format!("event_{}_{}", to.id, to.version);
    let step = Step { event: Event::of_change(id, &to, change, at(seconds)), to, at: at(seconds) };
    assert_eq!(store.change(&step).await.unwrap(), Advanced::Advanced);
    step.to
}

/// A booked booking for which another cover is asked.
async fn amending(store: &Arc<dyn Store>, number: u32, order: &str) -> Booking {
    let booked = moved(store, bound(&begun(store, number, order).await), 9).await;
    changed(store, Covered::of(booked).unwrap().amend(amendment("amendment_1")), Change::Asked, 20).await
}

async fn kept(database: &Database, booking: &Booking) -> Booking {
    database.open().await.booking("demo", &booking.id).await.unwrap().unwrap()
}

pub(crate) async fn a_change_reads_back_until_it_is_made(database: Database) {
    let store = database.open().await;
    let asked = amending(&store, 1, "A").await;
    assert_eq!(kept(&database, &asked).await, asked);
    assert_eq!((asked.state.name(), asked.total), ("booked", usd(249)), "the old cover holds");
    let policies = vec![Policy { number: "LUT-2".to_owned(), parcel: None }];
    let made = Amending::of(asked.clone()).unwrap().settle(Bound::Policies(policies.clone()));
    let made = changed(&store, made, Change::Made, 21).await;
    assert_eq!(kept(&database, &asked).await, made);
    assert_eq!((&made.state, made.total), (&State::Booked(policies), usd(500)));
    assert_eq!(made.call.as_deref(), Some(r#"{"shipment":"other"}"#));
    let page = EventPage { limit: 2, after: None, kind: None, subject: Some(asked.id) };
    let events = store.events("demo", &page).await.unwrap();
    let told: Vec<_> = events.iter().map(|event| (event.kind.as_str(), event.sequence)).collect();
    assert_eq!(told, [("booking.amended", 3), ("booking.amending", 2)]);
}

pub(crate) async fn a_refused_change_leaves_the_cover(database: Database) {
    let store = database.open().await;
    let asked = amending(&store, 1, "A").await;
    let refusal = Refusal { code: "no".to_owned(), message: "No.".to_owned() };
    let refused = Amending::of(asked.clone()).unwrap().settle(Bound::Refused(refusal.clone()));
    let refused = changed(&store, refused, Change::Refused, 21).await;
    assert_eq!(kept(&database, &asked).await, refused);
    let end = AmendmentEnd::Refused(refusal);
    let ended = Amended {
        id: "amendment_1".to_owned(),
        difference: difference(),
        at: at(20),
        end,
        earlier: Vec::new(),
    };
    assert_eq!((refused.total, refused.call, refused.amended), (usd(249), None, Some(ended)));
    assert_eq!(refused.state.policies(), asked.state.policies());
}

pub(crate) async fn what_is_about_to_change_is_in_flight_and_takes_its_place(database: Database) {
    let store = database.open().await;
    let asked = amending(&store, 1, "A").await;
    store.save_quotes(&[quote("q2")]).await.unwrap();
    assert_eq!(store.begin(&booking(2, "q2", "A"), &key("k2")).await.unwrap(), Begun::OrderInsured);
    let young = Asked { before: at(19), now: at(30) };
    assert_eq!(store.take_in_flight(young).await.unwrap(), []);
    let old = Asked { before: at(20), now: at(30) };
    let open = Open::Amending(Amending::of(asked).unwrap());
    assert_eq!(store.take_in_flight(old).await.unwrap(), [open]);
}

pub(crate) async fn what_becomes_known_reads_back(database: Database) {
    let store = database.open().await;
    let booked = moved(&store, bound(&begun(&store, 1, "A").await), 9).await;
    let facts = Facts {
        tracking: Some(Tracking { carrier: "usps".to_owned(), number: "9400 “1”".to_owned() }),
        shipped_on: Date::parse("2026-11-21"),
        delivered_on: Date::parse("2026-11-24"),
        signed: Some(false),
    };
    let mut to = Booking { facts, ..booked };
    to.policyholder.email = "countess@example.com".to_owned();
    let known = changed(&store, to, Change::Made, 30).await;
    assert_eq!(kept(&database, &known).await, known);
}
