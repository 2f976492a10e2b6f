//! Amending a booking: what another cover costs, what the insurer says to it, and what is only recorded.

use std::sync::atomic::{AtomicUsize, Ordering};

use async_trait::async_trait;
use lutine_booking::{Amending, Booking, Bound, Clock, Found, Insurer, Refusal, Released};
use lutine_insurers::Sandbox;
use serde_json::{Value, json};
use time::Duration;

use crate::cancelling::Unreached;
use crate::claimant;
use crate::harness::{Reply, Server, call, path};

fn usd(amount: &str) -> Value {
    json!({ "amount": amount, "currency": "USD" })
}

fn price(premium: &str, tax: &str, total: &str) -> Value {
    json!({ "premium": usd(premium), "tax": usd(tax), "total": usd(total) })
}

/// The shipment of the tests, worth something else.
fn worth(amount: &str) -> Value {
    let mut shipment = call()["shipment"].clone();
    shipment["insurance"]["amount"] = json!(amount);
    shipment
}

/// An Italian's booking at 2.49 and 0.53 of tax.
async fn booked(server: &Server, mailbox: &str) -> Value {
    let mut call = call();
    call["policyholder"] = json!({ "country": "IT" });
    let mut body = server.booking_of(&server.offer(&call).await, mailbox).await;
    body["policyholder"]["country"] = json!("IT");
    body["policyholder"]["email"] = json!(format!("{mailbox}@example.com"));
    server.book(&body, mailbox).await.body
}

async fn amend(server: &Server, booking: &Value, body: &Value, key: &str) -> Reply {
    server.tell(booking, "amend", body, key).await
}

async fn read(server: &Server, booking: &Value) -> Value {
    server.get(path(booking, "").trim_end_matches('/'), &server.secret()).await.body
}

/// What is told of a booking, in order.
async fn events(server: &Server, booking: &Value) -> Vec<(String, i64)> {
    let subject = booking["id"].as_str().map(str::to_owned);
    let page = lutine_booking::EventPage { limit: 99, after: None, kind: None, subject };
    let events = server.app.desk.store.events("demo", &page).await.unwrap();
    events.into_iter().rev().map(|event| (event.kind, event.sequence)).collect()
}

#[tokio::test]
async fn a_dearer_shipment_is_covered_for_what_is_due() {
    let server = Server::start().await;
    let booking = booked(&server, "ada").await;
    let body = json!({ "shipment": worth("500.00"), "consent": { "basis": "merchant" } });
    let ask = json!({ "preview": true, "shipment": worth("500.00") });
    let preview = server.post_as(&server.secret(), &path(&booking, "amend"), &ask, None).await;
    assert_eq!((preview.status.as_u16(), &preview.body["preview"]), (200, &json!(true)));
    assert_eq!(preview.body["amendment"]["due"], price("2.51", "0.53", "3.04"));
    assert_eq!(preview.body["amendment"]["offer"]["total"], usd("6.06"));
    assert_eq!((&preview.body["offer"], preview.body["amendment"].get("id")), (&booking["offer"], None));
    assert_eq!(read(&server, &booking).await["amendment"], Value::Null, "a preview changes nothing");
    // The next day another revision is on sale: the booking's own is what counts.
    server.clock.pass(Duration::days(2));
    let made = amend(&server, &booking, &body, "a").await;
    assert_eq!((made.status.as_u16(), &made.body["state"]), (200, &json!("booked")));
    assert_eq!(made.body["offer"], preview.body["amendment"]["offer"]);
    let amendment = &made.body["amendment"];
    assert_eq!((&amendment["state"], &amendment["due"]), (&json!("made"), &price("2.51", "0.53", "3.04")));
    assert_eq!(amendment["consent"], json!({ "basis": "merchant", "at": "2026-11-23T12:00:00Z" }));
    let again = amend(&server, &booking, &body, "a").await;
    assert_eq!(again.headers["idempotent-replayed"], "true");
    assert_eq!((again.body, read(&server, &booking).await), (made.body.clone(), made.body));
    let told = [("booking.booked", 1), ("booking.amending", 2), ("booking.amended", 3)];
    assert_eq!(events(&server, &booking).await, told.map(|(kind, at)| (kind.to_owned(), at)));
    let back = amend(&server, &booking, &json!({ "shipment": worth("249.00") }), "b").await;
    assert_eq!(back.body["amendment"]["refund"], price("2.51", "0.53", "3.04"));
    assert_eq!(back.body["amendment"].get("due"), None);
}

#[tokio::test]
async fn what_comes_back_of_a_cancelling_is_the_amended_price() {
    let server = Server::start().await;
    server.clock.pass(Duration::days(1));
    let booking = booked(&server, "ada").await;
    assert_eq!(amend(&server, &booking, &json!({ "shipment": worth("500.00") }), "a").await.status, 200);
    let cancelled = server.tell(&booking, "cancel", &json!({}), "x").await;
    assert_eq!(cancelled.body["refund"], price("5.00", "1.06", "6.06"));
}

#[tokio::test]
async fn what_no_programme_takes_leaves_the_cover_as_it_was() {
    let server = Server::start().await;
    let booking = booked(&server, "ada").await;
    for body in [
        json!({ "shipment": worth("900000.00") }),
        json!({ "shipment": worth("900000.00"), "preview": true }),
    ] {
        let reply = amend(&server, &booking, &body, "a").await;
        assert_eq!(reply.problem(), (409, "not-insurable"));
        assert_eq!(reply.body["declined"][0]["reasons"][0]["code"], "value-above-limit");
    }
    let before = read(&server, &booking).await;
    let mut other = worth("249.00");
    other["insurance"]["currency"] = json!("EUR");
    let mut renamed = worth("249.00");
    renamed["reference"] = json!("another");
    let faults = [
        (json!({ "shipment": other }), "shipment.insurance.currency"),
        (json!({ "shipment": renamed }), "shipment.reference"),
        (json!({ "shipment": worth("0.00") }), "shipment.insurance.amount"),
        (json!({ "shipment": worth("1.00"), "consent": { "basis": "shopper" } }), "consent.basis"),
        (json!({ "shipment": worth("1.00"), "signed": true }), "shipment"),
        (json!({ "preview": true, "signed": true }), "shipment"),
        (json!({}), "shipment"),
        (json!({ "policyholder": { "country": "US" } }), "policyholder.country"),
        (json!({ "tracking": { "carrier": "usps" } }), "tracking.number"),
        (json!({ "shippedOn": "2026-11-22", "deliveredOn": "2026-11-21" }), "deliveredOn"),
        (json!({ "deliveredOn": "2026-11-23" }), "deliveredOn"),
    ];
    for (body, place) in faults {
        let reply = amend(&server, &booking, &body, "f").await;
        assert_eq!(reply.problem(), (400, "invalid-input"), "{body}");
        let paths: Vec<_> =
            reply.body["errors"].as_array().unwrap().iter().map(|error| &error["path"]).collect();
        assert_eq!(paths, [&json!(place)], "{body}");
    }
    assert_eq!(read(&server, &booking).await, before);
}

#[tokio::test]
async fn an_insurer_that_refuses_keeps_its_cover() {
    let server = Server::start().await;
    let booking = booked(&server, "amend-refused").await;
    let body = json!({ "shipment": worth("500.00") });
    for _ in 0..2 {
        let reply = amend(&server, &booking, &body, "a").await;
        assert_eq!(
            (reply.problem(), &reply.body["reason"]),
            ((409, "not-amendable"), &json!("insurer-refused"))
        );
        assert_eq!(reply.body["refusal"]["code"], "sandbox-refused");
    }
    let kept = read(&server, &booking).await;
    assert_eq!((&kept["state"], &kept["offer"]), (&json!("booked"), &booking["offer"]));
    assert_eq!(kept["amendment"]["state"], "refused");
    let told = events(&server, &booking).await;
    assert_eq!(told.last().unwrap(), &("booking.amendment_refused".to_owned(), 3), "it was asked once");
}

#[tokio::test]
async fn a_refused_change_is_not_taken_for_a_later_one() {
    let server = Server::insured_by(Unsteady::default()).await;
    let booking = booked(&server, "ada").await;
    let (first, other) = (json!({ "shipment": worth("500.00") }), json!({ "shipment": worth("300.00") }));
    let refused = (409, "not-amendable");
    assert_eq!(amend(&server, &booking, &first, "a").await.problem(), refused);
    assert_eq!(amend(&server, &booking, &other, "b").await.status, 202);
    assert_eq!(amend(&server, &booking, &first, "a").await.problem(), refused, "the other one is open");
    assert_eq!(server.app.desk.settle_in_flight(server.clock.now()).await.unwrap(), 1);
    let made = amend(&server, &booking, &other, "b").await;
    assert_eq!((made.status.as_u16(), &made.body["offer"]["total"]), (200, &usd("3.64")));
    assert_eq!(amend(&server, &booking, &first, "a").await.problem(), refused, "it stays refused");
    let last = amend(&server, &booking, &json!({ "shipment": worth("500.00") }), "c").await.body;
    assert_eq!(last["amendment"]["due"]["total"], usd("2.42"));
    let again = amend(&server, &booking, &other, "b").await;
    assert_eq!((again.status, &again.body["amendment"]), (made.status, &made.body["amendment"]));
}

/// An insurer that refuses the first change, does not answer to the second, and makes every other.
#[derive(Default)]
struct Unsteady {
    sandbox: Sandbox,
    asked: AtomicUsize,
}

#[async_trait]
impl Insurer for Unsteady {
    async fn bind(&self, booking: &Booking) -> Bound {
        self.sandbox.bind(booking).await
    }

    async fn lookup(&self, booking: &Booking) -> Found<Bound> {
        self.sandbox.lookup(booking).await
    }

    async fn cancel(&self, booking: &Booking) -> Released {
        self.sandbox.cancel(booking).await
    }

    async fn lookup_cancel(&self, booking: &Booking) -> Found<Released> {
        self.sandbox.lookup_cancel(booking).await
    }

    async fn amend(&self, amending: &Amending) -> Bound {
        match self.asked.fetch_add(1, Ordering::SeqCst) {
            0 => Bound::Refused(Refusal { code: "no".to_owned(), message: "No.".to_owned() }),
            1 => Bound::Unknown,
            _ => self.sandbox.amend(amending).await,
        }
    }

    async fn lookup_amend(&self, amending: &Amending) -> Found<Bound> {
        self.sandbox.lookup_amend(amending).await
    }
}

#[tokio::test]
async fn a_silent_insurer_is_asked_again_what_it_did() {
    let server = Server::start().await;
    let booking = booked(&server, "amend-timeout").await;
    let body = json!({ "shipment": worth("500.00") });
    for _ in 0..2 {
        let reply = amend(&server, &booking, &body, "a").await;
        assert_eq!((reply.status.as_u16(), &reply.body["state"]), (202, &json!("booked")));
        assert_eq!(reply.body["amendment"]["state"], "pending");
        assert_eq!(reply.body["offer"], booking["offer"], "the old cover holds");
    }
    let other = amend(&server, &booking, &json!({ "shipment": worth("300.00") }), "b").await;
    assert_eq!((other.problem(), &other.body["reason"]), ((409, "not-amendable"), &json!("amendment-open")));
    let cancel = server.tell(&booking, "cancel", &json!({}), "x").await;
    assert_eq!(
        (cancel.problem(), &cancel.body["reason"]),
        ((409, "not-cancellable"), &json!("amendment-open"))
    );
    let order = server.booking_of(&server.offer(&call()).await, "amend-timeout").await;
    assert_eq!(server.book(&order, "o").await.problem(), (409, "order-insured"));
    let known = amend(&server, &booking, &json!({ "signed": true }), "s").await;
    assert_eq!((known.status.as_u16(), &known.body["signed"]), (202, &json!(true)));
    assert_eq!(server.app.desk.settle_in_flight(server.clock.now()).await.unwrap(), 1);
    let reply = amend(&server, &booking, &body, "a").await;
    assert_eq!((reply.status.as_u16(), &reply.body["amendment"]["state"]), (200, &json!("made")));
    assert_eq!((&reply.body["offer"]["total"], &reply.body["signed"]), (&usd("6.06"), &json!(true)));
}

#[tokio::test]
async fn what_never_reached_the_insurer_is_sent_again() {
    let server = Server::insured_by(Unreached::default()).await;
    let booking = booked(&server, "ada").await;
    assert_eq!(amend(&server, &booking, &json!({ "shipment": worth("500.00") }), "a").await.status, 202);
    assert_eq!(server.app.desk.settle_in_flight(server.clock.now()).await.unwrap(), 1);
    assert_eq!(read(&server, &booking).await["amendment"]["state"], "made");
}

/// Else what cannot be cancelled any more would be made worth next to nothing.
#[tokio::test]
async fn what_cannot_be_given_back_is_not_amended_away() {
    let server = Server::start().await;
    let booking = claimant::booked(&server, &claimant::watch()).await;
    let why = |reply: Reply| (reply.status.as_u16(), reply.body["reason"].clone());
    server.clock.pass(Duration::hours(12));
    let cheaper =
        amend(&server, &booking, &json!({ "shipment": worth("800.00"), "preview": true }), "p").await;
    assert_eq!(cheaper.status, 200);
    server.clock.pass(Duration::seconds(1));
    for body in
        [json!({ "shipment": worth("800.00"), "preview": true }), json!({ "shipment": worth("800.00") })]
    {
        assert_eq!(why(amend(&server, &booking, &body, "a").await), (409, json!("too-late")));
    }
    let dearer = amend(&server, &booking, &json!({ "shipment": worth("6000.00") }), "b").await;
    assert_eq!(dearer.status, 200, "{}", dearer.body);
}

/// Else a parcel that is broken, or safe, would be covered for what suits.
#[tokio::test]
async fn what_has_arrived_is_covered_for_what_it_was() {
    let server = Server::start().await;
    let booking = booked(&server, "ada").await;
    let facts = json!({ "shippedOn": "2026-11-20", "deliveredOn": "2026-11-21" });
    assert_eq!(amend(&server, &booking, &facts, "a").await.status, 200);
    for (amount, preview) in [("500.00", true), ("500.00", false), ("1.00", false)] {
        let body = json!({ "shipment": worth(amount), "preview": preview });
        let reply = amend(&server, &booking, &body, "b").await;
        assert_eq!((reply.problem(), &reply.body["reason"]), ((409, "not-amendable"), &json!("delivered")));
    }
    assert_eq!(amend(&server, &booking, &json!({ "signed": true }), "c").await.status, 200);
    assert_eq!(amend(&server, &booking, &json!({ "deliveredOn": null }), "d").await.status, 200);
    let body = json!({ "shipment": worth("500.00") });
    assert_eq!(amend(&server, &booking, &body, "e").await.body["amendment"]["state"], "made");
}

#[tokio::test]
async fn without_a_cover_there_is_nothing_to_amend() {
    let server = Server::insured_by(Sandbox::default()).await;
    let body = json!({ "shipment": worth("500.00") });
    for mailbox in ["refused", "timeout"] {
        let booking = booked(&server, mailbox).await;
        let reply = amend(&server, &booking, &body, "a").await;
        assert_eq!((reply.problem(), &reply.body["reason"]), ((409, "not-amendable"), &json!("not-booked")));
    }
    let none = json!({ "id": "booking_none" });
    assert_eq!(amend(&server, &none, &body, "a").await.problem(), (404, "not-found"));
    assert_eq!(amend(&server, &none, &json!({ "signed": true }), "a").await.problem(), (404, "not-found"));
}

#[tokio::test]
async fn what_becomes_known_is_recorded_and_told_once() {
    let server = Server::start().await;
    let booking = booked(&server, "ada").await;
    let body = json!({
        "tracking": { "carrier": "usps", "number": "9400 1" },
        "shippedOn": "2026-11-21",
        "policyholder": { "lastName": "King", "email": "countess@example.com" },
    });
    let known = amend(&server, &booking, &body, "a").await;
    assert_eq!((known.status.as_u16(), &known.body["tracking"]), (200, &body["tracking"]));
    assert_eq!((&known.body["offer"], &known.body["policies"]), (&booking["offer"], &booking["policies"]));
    let holder =
        json!({ "firstName": "Ada", "lastName": "King", "email": "countess@example.com", "country": "IT" });
    assert_eq!(known.body["policyholder"], holder);
    // The same again, with another key, changes nothing and so is not told.
    assert_eq!(amend(&server, &booking, &body, "b").await.body, known.body);
    server.clock.pass(Duration::days(3));
    let later = json!({ "deliveredOn": "2026-11-24", "signed": false });
    let later = amend(&server, &booking, &later, "c").await.body;
    assert_eq!((&later["shippedOn"], &later["deliveredOn"]), (&json!("2026-11-21"), &json!("2026-11-24")));
    assert_eq!((&later["signed"], &later), (&json!(false), &read(&server, &booking).await));
    let told = [("booking.booked", 1), ("booking.amended", 2), ("booking.amended", 3)];
    assert_eq!(events(&server, &booking).await, told.map(|(kind, at)| (kind.to_owned(), at)));
}

#[tokio::test]
async fn what_was_recorded_and_is_not_so_is_taken_back() {
    let server = Server::start().await;
    let booking = booked(&server, "ada").await;
    let facts = json!({ "shippedOn": "2026-11-20", "deliveredOn": "2026-11-21", "signed": true });
    assert_eq!(amend(&server, &booking, &facts, "a").await.status, 200);
    let taken = json!({ "deliveredOn": null, "signed": null });
    let known = amend(&server, &booking, &taken, "b").await.body;
    assert_eq!((known.get("deliveredOn"), known.get("signed")), (None, None));
    assert_eq!(known["shippedOn"], "2026-11-20");
    let nothing = amend(&server, &booking, &json!({}), "c").await;
    assert_eq!(nothing.problem(), (400, "invalid-input"));
    assert!(nothing.body["errors"][0]["message"].as_str().unwrap().contains("`deliveredOn`"));
}
