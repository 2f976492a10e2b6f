//! Bookings by publishable key wait for the shop's payment, and only the shop's server ends that.

use std::sync::Arc;

use lutine_booking::{Clock, Payment, State};
use lutine_insurers::Sandbox;
use serde_json::{Value, json};
use time::Duration;

use crate::harness::{Server, Setup, call, demo, path};

fn paid(amount: &str, currency: &str) -> Value {
    json!({ "order": { "value": { "amount": amount, "currency": currency } } })
}

fn whole() -> Value {
    paid("249.00", "USD")
}

async fn waiting(server: &Server, order: &str) -> Value {
    let body = server.booking_of(&server.offer(&call()).await, order).await;
    let reply = server.book(&body, body["consent"]["quoteId"].as_str().unwrap()).await;
    assert_eq!((reply.status.as_u16(), &reply.body["state"]), (202, &json!("pending_payment")));
    reply.body
}

#[tokio::test]
async fn what_is_paid_is_booked() {
    let server = Server::that_waits().await;
    let offer = server.offer(&call()).await;
    let request = server.booking_of(&offer, "A-1").await;
    let pending = server.book(&request, "k").await.body;
    assert_eq!((&pending["state"], &pending["policies"]), (&json!("pending_payment"), &json!([])));
    assert_eq!(pending["expiresAt"], offer["quote"]["expiresAt"]);
    let token = pending["shopperToken"].as_str().unwrap();
    assert_eq!(
        server.get(path(&pending, "").trim_end_matches('/'), token).await.body["state"],
        "pending_payment"
    );
    let repeated = server.book(&request, "k").await;
    assert_eq!(
        (repeated.status.as_u16(), &repeated.body),
        (202, &pending),
        "a yes that is repeated is the same"
    );
    let booked = server.tell(&pending, "confirm", &whole(), "c").await;
    assert_eq!((booked.status.as_u16(), &booked.body["state"]), (201, &json!("booked")));
    assert!(booked.body["policies"][0]["number"].as_str().unwrap().starts_with("LUT-"));
    assert_eq!(booked.body["shopperToken"], pending["shopperToken"]);
    let lies_about = server.files().windows(token.len()).any(|bytes| bytes == token.as_bytes());
    assert!(!lies_about, "answers are kept, and nobody reads them there");
    assert_eq!(booked.body["offer"], pending["offer"], "the price stays what was agreed to");
    for (key, status) in [("c", 201), ("another", 200)] {
        let again = server.tell(&pending, "confirm", &whole(), key).await;
        assert_eq!((again.status.as_u16(), &again.body), (status, &booked.body));
        assert_eq!(again.headers["idempotent-replayed"], "true");
    }
    assert_eq!(server.stored().await, 1);
}

/// A caller whose own patience is shorter than the insurer's answer.
#[tokio::test]
async fn whoever_has_left_may_ask_again_at_once() {
    let insurer = Sandbox { delay: std::time::Duration::from_secs(3600) };
    let setup = Setup { demo: demo(Payment::Confirmed), ..Setup::default() };
    let server = Arc::new(Server::with(setup, insurer).await);
    let pending = waiting(&server, "A-1").await;
    let confirming = {
        let (server, pending) = (Arc::clone(&server), pending.clone());
        tokio::spawn(async move { server.tell(&pending, "confirm", &whole(), "c").await })
    };
    let id = pending["id"].as_str().unwrap();
    while server.app.desk.store.booking("demo", id).await.unwrap().unwrap().state != State::Booking {
        tokio::task::yield_now().await;
    }
    confirming.abort();
    assert!(confirming.await.unwrap_err().is_cancelled());
    assert_eq!(server.app.desk.settle_in_flight(server.clock.now()).await.unwrap(), 1);
    let again = loop {
        let again = server.tell(&pending, "confirm", &whole(), "c").await;
        if again.problem() != (409, "idempotency-key-in-flight") {
            break again;
        }
    };
    assert_eq!((again.status.as_u16(), &again.body["state"]), (200, &json!("booked")), "{}", again.body);
}

#[tokio::test]
async fn the_merchants_own_bookings_wait_for_nobody() {
    let server = Server::that_waits().await;
    let body = server.booking_of(&server.offer(&call()).await, "A-1").await;
    let booked = server.post_as(&server.secret(), "/v1/bookings", &body, Some("k")).await;
    assert_eq!((booked.status.as_u16(), &booked.body["state"]), (201, &json!("booked")));
    let confirmed = server.tell(&booked.body, "confirm", &whole(), "c").await;
    assert_eq!((confirmed.status.as_u16(), &confirmed.body["id"]), (200, &booked.body["id"]));
}

#[tokio::test]
async fn only_the_order_that_was_insured_is_confirmed() {
    let server = Server::that_waits().await;
    let pending = waiting(&server, "A-1").await;
    for other in [paid("249.01", "USD"), paid("24.90", "USD"), paid("0.00", "USD"), paid("249.00", "EUR")] {
        let reply = server.tell(&pending, "confirm", &other, "c").await;
        assert_eq!(reply.problem(), (409, "order-mismatch"), "{other}");
    }
    assert_eq!(server.tell(&pending, "confirm", &whole(), "c").await.body["state"], "booked");
    let late = server.tell(&pending, "confirm", &paid("1.00", "USD"), "c2").await;
    assert_eq!(late.problem(), (409, "order-mismatch"), "also once it is booked");
    let none = json!({ "id": "booking_none" });
    assert_eq!(server.tell(&none, "confirm", &whole(), "c3").await.problem(), (404, "not-found"));
}

#[tokio::test]
async fn of_two_that_wait_for_an_order_the_first_paid_has_it() {
    let server = Server::that_waits().await;
    let [first, second] = [waiting(&server, "A-1").await, waiting(&server, "A-1").await];
    assert_eq!(server.tell(&second, "confirm", &whole(), "c1").await.status, 201);
    assert_eq!(server.tell(&first, "confirm", &whole(), "c2").await.problem(), (409, "order-insured"));
    let reused = server.tell(&waiting(&server, "A-2").await, "confirm", &whole(), "c1").await;
    assert_eq!(reused.problem(), (422, "idempotency-key-reused"));
}

#[tokio::test]
async fn what_waits_too_long_expires() {
    let server = Server::that_waits().await;
    let offer = server.offer(&call()).await;
    let request = server.booking_of(&offer, "A-1").await;
    let pending = server.book(&request, "k").await.body;
    let own = path(&pending, "");
    let own = own.trim_end_matches('/');
    server.clock.pass(Duration::minutes(30) - Duration::seconds(1));
    assert_eq!(server.get(own, &server.secret()).await.body["state"], "pending_payment");
    server.clock.pass(Duration::seconds(1));
    // First as whoever looks finds it, then as it is recorded: the same.
    for _ in 0..2 {
        assert_eq!(server.get(own, &server.secret()).await.body["state"], "expired");
        let listed = server.get("/v1/bookings", &server.secret()).await.body;
        assert_eq!(listed["data"][0]["state"], "expired");
        let of_quote = format!("/v1/quotes/{}", pending["quoteId"].as_str().unwrap());
        let quote = server.get(&of_quote, &server.secret()).await.body;
        assert_eq!((&quote["state"], &quote["bookingState"]), (&json!("booked"), &json!("expired")));
        let late = server.tell(&pending, "confirm", &whole(), "c").await;
        assert_eq!((late.problem(), &late.body["reason"]), ((409, "not-confirmable"), &json!("expired")));
        let shopper = pending["shopperToken"].as_str().unwrap();
        let cancelled = server.post_as(shopper, &path(&pending, "cancel"), &json!({}), Some("x")).await;
        assert_eq!(cancelled.problem(), (409, "not-cancellable"));
        let again = server.book(&request, "k").await;
        assert_eq!(
            again.problem(),
            (409, "price-changed"),
            "with a new offer, for the shopper is still there"
        );
        assert_eq!(again.body["offer"]["total"], offer["total"]);
        server.app.desk.settle_in_flight(lutine_booking::Clock::now(&server.clock)).await.unwrap();
    }
    assert_eq!(server.tell(&waiting(&server, "A-1").await, "confirm", &whole(), "c").await.status, 201);
}

#[tokio::test]
async fn an_insurers_no_and_its_silence_come_after_the_payment() {
    let server = Server::that_waits().await;
    for (mailbox, status, state) in [("refused", 201, "rejected"), ("timeout", 202, "unknown")] {
        let mut body = server.booking_of(&server.offer(&call()).await, mailbox).await;
        body["policyholder"]["email"] = json!(format!("{mailbox}@example.com"));
        let pending = server.book(&body, mailbox).await.body;
        assert_eq!(pending["state"], "pending_payment");
        let reply = server.tell(&pending, "confirm", &whole(), &format!("c {mailbox}")).await;
        assert_eq!((reply.status.as_u16(), &reply.body["state"]), (status, &json!(state)));
    }
    let now = lutine_booking::Clock::now(&server.clock);
    assert_eq!(server.app.desk.settle_in_flight(now).await.unwrap(), 1, "the silence alone is looked up");
}

#[tokio::test]
async fn rubbish_confirms_nothing() {
    let server = Server::that_waits().await;
    let pending = waiting(&server, "A-1").await;
    let (confirm, secret) = (path(&pending, "confirm"), server.secret());
    let rubbish: [(Value, &str); 9] = [
        (json!(null), ""),
        (json!([]), ""),
        (json!({}), "order"),
        (json!({ "order": "A-1" }), "order"),
        (json!({ "order": {} }), "order.value"),
        (json!({ "order": { "value": "249.00" } }), "order.value"),
        (json!({ "order": { "value": { "amount": 249, "currency": "USD" } } }), "order.value.amount"),
        (paid("249.00", "usd"), "order.value.currency"),
        (json!({ "order": whole()["order"], "state": "booked" }), "state"),
    ];
    for (body, at) in rubbish {
        let reply = server.post_as(&secret, &confirm, &body, Some("c")).await;
        assert_eq!(reply.problem(), (400, "invalid-input"), "{body}");
        assert_eq!(reply.body["errors"][0]["path"], at, "{body}");
    }
    let no_key = server.post_as(&secret, &confirm, &whole(), None).await;
    assert_eq!(no_key.problem(), (400, "idempotency-key-missing"));
    assert_eq!(server.get(&confirm, &secret).await.problem(), (405, "method-not-allowed"));
    assert_eq!(server.tell(&pending, "confirm", &whole(), "c").await.status, 201);
}

/// Whoever has the publishable key has no part of the merchant's own idempotency keys.
#[tokio::test]
async fn a_page_uses_up_nobodys_keys() {
    let server = Server::that_waits().await;
    let pending = waiting(&server, "A-1").await;
    for key in ["c", "k"] {
        assert_eq!(server.post_as("pk_demo", "/v1/quotes", &call(), Some(key)).await.status, 200);
    }
    assert_eq!(server.tell(&pending, "confirm", &whole(), "c").await.status, 201);
    let body = server.booking_of(&server.offer(&call()).await, "A-2").await;
    assert_eq!(server.book(&body, "own").await.status, 202);
    let body = server.booking_of(&server.offer(&call()).await, "A-3").await;
    assert_eq!(server.post_as(&server.secret(), "/v1/bookings", &body, Some("own")).await.status, 201);
}
