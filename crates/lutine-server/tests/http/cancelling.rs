//! Giving a booking back: what comes back, until when, and what the insurer says to it.

use std::sync::atomic::{AtomicUsize, Ordering};

use async_trait::async_trait;
use lutine_booking::{Amending, Booking, Bound, Clock, Found, Insurer, Released};
use lutine_insurers::Sandbox;
use serde_json::{Value, json};
use time::Duration;

use crate::harness::{Reply, Server, call, path};

/// An Italian's booking on terms that let it be given back for 14 days.
async fn booked(server: &Server, mailbox: &str) -> Value {
    let mut call = call();
    call["policyholder"] = json!({ "country": "IT" });
    let mut body = server.booking_of(&server.offer(&call).await, mailbox).await;
    body["policyholder"]["country"] = json!("IT");
    body["policyholder"]["email"] = json!(format!("{mailbox}@example.com"));
    server.book(&body, mailbox).await.body
}

/// A server on a day on which those terms are on sale.
async fn start() -> Server {
    let server = Server::start().await;
    server.clock.pass(Duration::days(1));
    server
}

async fn cancel(server: &Server, booking: &Value, body: &Value, key: &str) -> Reply {
    let shopper = booking["shopperToken"].as_str().unwrap();
    server.post_as(shopper, &path(booking, "cancel"), body, Some(key)).await
}

async fn state(server: &Server, booking: &Value) -> Value {
    let shopper = booking["shopperToken"].as_str().unwrap();
    server.get(path(booking, "").trim_end_matches('/'), shopper).await.body["state"].clone()
}

fn refund() -> Value {
    let usd = |amount: &str| json!({ "amount": amount, "currency": "USD" });
    json!({ "premium": usd("2.49"), "tax": usd("0.53"), "total": usd("3.02") })
}

#[tokio::test]
async fn the_whole_price_comes_back_once() {
    let server = start().await;
    let booking = booked(&server, "ada").await;
    assert_eq!((&booking["state"], booking.get("refund")), (&json!("booked"), None));
    let shopper = booking["shopperToken"].as_str().unwrap();
    for body in [json!({ "preview": true }), json!({ "preview": true })] {
        // A preview changes nothing, and so needs no key.
        let preview = server.post_as(shopper, &path(&booking, "cancel"), &body, None).await;
        assert_eq!((preview.status.as_u16(), &preview.body["preview"]), (200, &json!(true)));
        assert_eq!((&preview.body["state"], &preview.body["refund"]), (&json!("booked"), &refund()));
        assert_eq!(state(&server, &booking).await, "booked");
    }
    let cancelled = cancel(&server, &booking, &json!({}), "x").await;
    assert_eq!((cancelled.status.as_u16(), &cancelled.body["state"]), (200, &json!("cancelled")));
    assert_eq!((&cancelled.body["refund"], cancelled.body.get("preview")), (&refund(), None));
    assert_eq!(cancelled.body.get("policyholder"), None);
    assert_eq!(cancelled.body["policies"], booking["policies"]);
    server.clock.pass(Duration::days(100));
    for key in ["x", "another"] {
        let again = cancel(&server, &booking, &json!({}), key).await;
        assert_eq!((again.status.as_u16(), &again.body), (200, &cancelled.body), "however late");
        assert_eq!(again.headers["idempotent-replayed"], "true");
    }
    let read = server.get(path(&booking, "").trim_end_matches('/'), shopper).await;
    assert_eq!(read.body, cancelled.body);
    let merchant = server.tell(&booking, "cancel", &json!({ "preview": false }), "m").await;
    assert_eq!(
        (merchant.status.as_u16(), &merchant.body["policyholder"]["lastName"]),
        (200, &json!("Lovelace"))
    );
}

#[tokio::test]
async fn a_cancelled_order_can_be_insured_anew() {
    let server = start().await;
    let booking = booked(&server, "ada").await;
    let body = server.booking_of(&server.offer(&call()).await, "ada").await;
    assert_eq!(server.book(&body, "k2").await.problem(), (409, "order-insured"));
    assert_eq!(server.tell(&booking, "cancel", &json!({}), "x").await.status, 200);
    assert_eq!(server.book(&body, "k2").await.status, 201);
}

#[tokio::test]
async fn the_offers_terms_decide_until_when() {
    let server = start().await;
    let booking = booked(&server, "ada").await;
    server.clock.pass(Duration::hours(336));
    assert_eq!(
        cancel(&server, &booking, &json!({ "preview": true }), "x").await.status,
        200,
        "the last moment"
    );
    server.clock.pass(Duration::seconds(1));
    for body in [json!({}), json!({ "preview": true })] {
        let late = cancel(&server, &booking, &body, "x").await;
        assert_eq!((late.problem(), &late.body["reason"]), ((409, "not-cancellable"), &json!("too-late")));
    }
    assert_eq!(state(&server, &booking).await, "booked");
}

#[tokio::test]
async fn what_was_sold_without_terms_stays_so() {
    let server = Server::start().await;
    let booking = booked(&server, "ada").await;
    // On this day there are terms, but not for what was sold the day before.
    server.clock.pass(Duration::days(1));
    let reply = cancel(&server, &booking, &json!({}), "x").await;
    assert_eq!((reply.problem(), &reply.body["reason"]), ((409, "not-cancellable"), &json!("no-terms")));
}

#[tokio::test]
async fn the_hours_count_from_when_it_was_booked_and_not_from_when_it_waited() {
    let server = Server::that_waits().await;
    server.clock.pass(Duration::days(1));
    let pending = booked(&server, "ada").await;
    server.clock.pass(Duration::minutes(29));
    let paid = json!({ "order": { "value": { "amount": "249.00", "currency": "USD" } } });
    assert_eq!(server.tell(&pending, "confirm", &paid, "c").await.status, 201);
    server.clock.pass(Duration::hours(336));
    assert_eq!(cancel(&server, &pending, &json!({}), "x").await.body["state"], "cancelled");
}

#[tokio::test]
async fn what_waits_for_its_payment_costs_nothing_to_cancel() {
    let server = Server::that_waits().await;
    let pending = booked(&server, "ada").await;
    let zero = json!({ "amount": "0.00", "currency": "USD" });
    let nothing = json!({ "premium": zero, "tax": zero, "total": zero });
    let preview = cancel(&server, &pending, &json!({ "preview": true }), "x").await;
    assert_eq!((&preview.body["state"], &preview.body["refund"]), (&json!("pending_payment"), &nothing));
    for _ in 0..2 {
        let cancelled = cancel(&server, &pending, &json!({}), "x").await;
        assert_eq!((cancelled.status.as_u16(), &cancelled.body["state"]), (200, &json!("cancelled")));
        assert_eq!((&cancelled.body["refund"], &cancelled.body["policies"]), (&nothing, &json!([])));
    }
    let paid = json!({ "order": { "value": { "amount": "249.00", "currency": "USD" } } });
    let late = server.tell(&pending, "confirm", &paid, "c").await;
    assert_eq!((late.problem(), &late.body["reason"]), ((409, "not-confirmable"), &json!("cancelled")));
}

#[tokio::test]
async fn without_a_cover_there_is_nothing_to_give_back() {
    let server = start().await;
    for mailbox in ["refused", "timeout"] {
        let booking = booked(&server, mailbox).await;
        let reply = cancel(&server, &booking, &json!({}), "x").await;
        assert_eq!(
            (reply.problem(), &reply.body["reason"]),
            ((409, "not-cancellable"), &json!("not-booked"))
        );
    }
    let none = json!({ "id": "booking_none" });
    assert_eq!(server.tell(&none, "cancel", &json!({}), "x").await.problem(), (404, "not-found"));
    assert_eq!(
        server.tell(&none, "cancel", &json!({ "preview": true }), "x").await.problem(),
        (404, "not-found")
    );
}

#[tokio::test]
async fn an_insurer_that_refuses_keeps_its_cover() {
    let server = start().await;
    let booking = booked(&server, "cancel-refused").await;
    let reply = cancel(&server, &booking, &json!({}), "x").await;
    assert_eq!(
        (reply.problem(), &reply.body["reason"]),
        ((409, "not-cancellable"), &json!("insurer-refused"))
    );
    assert_eq!(reply.body["refusal"]["code"], "sandbox-refused");
    assert_eq!(state(&server, &booking).await, "booked");
    let read = server.get(path(&booking, "").trim_end_matches('/'), &server.secret()).await.body;
    assert_eq!((&read["policies"], read.get("refund")), (&booking["policies"], None));
    let of_it = format!("/v1/events?subject={}", booking["id"].as_str().unwrap());
    let told = server.get(&of_it, &server.secret()).await.body["data"].clone();
    let kinds: Vec<_> = told.as_array().unwrap().iter().map(|event| &event["type"]).collect();
    assert_eq!(kinds, ["booking.cancellation_refused", "booking.cancelling", "booking.booked"]);
}

#[tokio::test]
async fn a_silent_insurer_is_asked_again_what_it_did() {
    let server = start().await;
    let booking = booked(&server, "cancel-timeout").await;
    for _ in 0..2 {
        let reply = cancel(&server, &booking, &json!({}), "x").await;
        assert_eq!((reply.status.as_u16(), &reply.body["state"]), (202, &json!("cancelling")));
        assert_eq!(reply.body["refund"], refund());
    }
    assert_eq!(server.app.desk.settle_in_flight(server.clock.now()).await.unwrap(), 1);
    let reply = cancel(&server, &booking, &json!({}), "x").await;
    assert_eq!((reply.status.as_u16(), &reply.body["state"]), (200, &json!("cancelled")));
}

/// An insurer that a cancelling, or a change, does not reach the first time, as after a crash before anything was sent.
#[derive(Default)]
pub(crate) struct Unreached {
    sandbox: Sandbox,
    asked: AtomicUsize,
}

#[async_trait]
impl Insurer for Unreached {
    async fn bind(&self, booking: &Booking) -> Bound {
        self.sandbox.bind(booking).await
    }

    async fn lookup(&self, booking: &Booking) -> Found<Bound> {
        self.sandbox.lookup(booking).await
    }

    async fn cancel(&self, _: &Booking) -> Released {
        if self.asked.fetch_add(1, Ordering::SeqCst) == 0 { Released::Unknown } else { Released::Released }
    }

    async fn lookup_cancel(&self, _: &Booking) -> Found<Released> {
        Found::Nothing
    }

    async fn amend(&self, amending: &Amending) -> Bound {
        if self.asked.fetch_add(1, Ordering::SeqCst) == 0 {
            return Bound::Unknown;
        }
        self.sandbox.amend(amending).await
    }

    async fn lookup_amend(&self, _: &Amending) -> Found<Bound> {
        Found::Nothing
    }
}

/// A shop's page may give every shopper the same key.
#[tokio::test]
async fn a_shoppers_key_is_nobody_elses() {
    let server = start().await;
    for mailbox in ["ada", "grace"] {
        let booking = booked(&server, mailbox).await;
        let cancelled = cancel(&server, &booking, &json!({}), "cancel").await;
        assert_eq!((cancelled.status.as_u16(), &cancelled.body["id"]), (200, &booking["id"]));
    }
}

#[tokio::test]
async fn what_never_reached_the_insurer_is_sent_again() {
    let server = Server::insured_by(Unreached::default()).await;
    server.clock.pass(Duration::days(1));
    let booking = booked(&server, "ada").await;
    assert_eq!(cancel(&server, &booking, &json!({}), "x").await.body["state"], "cancelling");
    assert_eq!(server.app.desk.settle_in_flight(server.clock.now()).await.unwrap(), 1);
    assert_eq!(state(&server, &booking).await, "cancelled");
}

#[tokio::test]
async fn of_many_cancellings_at_once_one_is_made() {
    let server = start().await;
    let booking = booked(&server, "ada").await;
    let path = path(&booking, "cancel");
    let secret = server.secret();
    let body = json!({});
    let keys: Vec<String> = (0..16).map(|number| format!("x{number}")).collect();
    let mut made = 0;
    let calls = keys.iter().map(|key| server.post_as(&secret, &path, &body, Some(key)));
    for reply in all(calls).await {
        assert!([200, 202].contains(&reply.status.as_u16()), "{:?}", reply.body);
        assert_eq!(reply.body["refund"], refund());
        made += usize::from(!reply.headers.contains_key("idempotent-replayed"));
    }
    assert_eq!(made, 1);
    assert_eq!(state(&server, &booking).await, "cancelled");
}

/// Runs calls side by side.
async fn all<F: Future<Output = Reply>>(calls: impl Iterator<Item = F>) -> Vec<Reply> {
    let mut running: Vec<_> = calls.map(Box::pin).collect();
    let mut replies = Vec::new();
    std::future::poll_fn(|context| {
        running.retain_mut(|call| match call.as_mut().poll(context) {
            std::task::Poll::Ready(reply) => {
                replies.push(reply);
                false
            }
            std::task::Poll::Pending => true,
        });
        if running.is_empty() { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
    })
    .await;
    replies
}

#[tokio::test]
async fn rubbish_cancels_nothing() {
    let server = start().await;
    let booking = booked(&server, "ada").await;
    let (path, secret) = (path(&booking, "cancel"), server.secret());
    for body in
        [json!(null), json!([]), json!("{}"), json!({ "preview": "true" }), json!({ "previev": true })]
    {
        let reply = server.post_as(&secret, &path, &body, Some("x")).await;
        assert_eq!(reply.problem(), (400, "invalid-input"), "{body}");
    }
    let no_key = server.post_as(&secret, &path, &json!({}), None).await;
    assert_eq!(no_key.problem(), (400, "idempotency-key-missing"));
    let other = booked(&server, "grace").await;
    assert_eq!(server.tell(&other, "cancel", &json!({}), "o").await.status, 200);
    let reused = server.post_as(&secret, &path, &json!({}), Some("o")).await;
    assert_eq!(reused.problem(), (422, "idempotency-key-reused"), "it cancelled the other with that key");
    let publishable = server.post_as("pk_demo", &path, &json!({}), Some("x")).await;
    assert_eq!(publishable.problem(), (403, "forbidden"));
    assert_eq!(state(&server, &booking).await, "booked");
}
