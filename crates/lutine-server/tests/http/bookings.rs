//! Bookings: once, at the agreed price, whatever happens.

use lutine_booking::Clock;
use serde_json::{Value, json};
use sqlx::{Connection as _, SqliteConnection};
use time::Duration;

use crate::harness::{Server, call};

#[tokio::test]
async fn a_yes_is_booked_with_its_receipt() {
    let server = Server::start().await;
    let offer = server.offer(&call()).await;
    let reply = server.book(&server.booking_of(&offer, "A-1").await, "k").await;
    assert_eq!(reply.status, 201, "{:?}", reply.body);
    assert_eq!(reply.body["state"], "booked");
    assert_eq!(reply.body["sandbox"], true);
    assert!(reply.body["policies"][0]["number"].as_str().unwrap().starts_with("LUT-"));
    assert_eq!(reply.body.get("policyholder"), None, "a publishable key never sees it");
    let id = reply.body["id"].as_str().unwrap();
    let stored = server.get(&format!("/v1/bookings/{id}"), &server.secret()).await.body;
    assert_eq!(stored["consent"]["shown"], "Insure this parcel?");
    assert_eq!(stored["consent"]["at"], "2026-11-21T12:00:00Z");
    assert_eq!(stored["policyholder"]["lastName"], "Lovelace");
    let list = server.get("/v1/bookings?order=A-1", &server.secret()).await.body;
    assert_eq!(list["data"].as_array().unwrap().len(), 1);
    let token = reply.body["shopperToken"].as_str().unwrap();
    let own = server.get(&format!("/v1/bookings/{id}"), token).await;
    assert_eq!((own.status.as_u16(), own.body.get("policyholder")), (200, None));
}

#[tokio::test]
async fn repeated_it_is_the_same_booking() {
    let server = Server::start().await;
    let offer = server.offer(&call()).await;
    let body = server.booking_of(&offer, "A-1").await;
    let first = server.book(&body, "k").await;
    server.clock.pass(Duration::days(2));
    for key in ["k", "another"] {
        let again = server.book(&body, key).await;
        assert_eq!(again.status, 200);
        assert_eq!(again.headers["idempotent-replayed"], "true");
        assert_eq!(again.body, first.body);
    }
    let mut other_order = body;
    other_order["order"]["id"] = json!("A-2");
    assert_eq!(server.book(&other_order, "k2").await.problem(), (409, "quote-used"));
    assert_eq!(server.stored().await, 1);
}

#[tokio::test]
async fn a_price_that_is_not_the_servers_is_refused() {
    let server = Server::start().await;
    let offer = server.offer(&call()).await;
    let good = server.booking_of(&offer, "A-1").await;
    let token = good["quote"].as_str().unwrap();
    let (body, signature) = token.split_once('.').unwrap();
    for tampered in [format!("{body}x.{signature}"), format!("{body}.x{signature}"), "rubbish".to_owned()] {
        let mut booking = good.clone();
        booking["quote"] = json!(tampered);
        let reply = server.book(&booking, "k").await;
        assert_eq!(reply.problem(), (409, "price-changed"), "{tampered}");
        assert_eq!(
            reply.body["offer"]["total"], offer["total"],
            "a new offer for the quote that the consent names"
        );
        assert_ne!(reply.body["offer"]["quote"]["id"], offer["quote"]["id"]);
    }
    let mut stranger = good;
    stranger["quote"] = json!("rubbish");
    stranger["consent"]["quoteId"] = json!("quote_none");
    let reply = server.book(&stranger, "k").await;
    assert_eq!((reply.problem(), reply.body.get("offer")), ((409, "price-changed"), None));
    assert_eq!(server.stored().await, 0);
}

#[tokio::test]
async fn a_token_is_good_until_it_expires() {
    let server = Server::start().await;
    let offer = server.offer(&call()).await;
    let booking = server.booking_of(&offer, "A-1").await;
    server.clock.pass(Duration::minutes(30));
    let expired = server.book(&booking, "k").await;
    assert_eq!(expired.problem(), (409, "price-changed"));
    let fresh = server.booking_of(&expired.body["offer"], "A-1").await;
    server.clock.pass(Duration::minutes(30) - Duration::seconds(1));
    assert_eq!(server.book(&fresh, "k").await.status, 201);
}

/// The day changes between yes and pay: the price is that of the quote's own day.
#[tokio::test]
async fn midnight_does_not_change_a_price() {
    let server = Server::start().await;
    server.clock.pass(Duration::hours(12) - Duration::minutes(10));
    let offer = server.offer(&call()).await;
    let booking = server.booking_of(&offer, "A-1").await;
    server.clock.pass(Duration::minutes(20));
    assert_eq!(server.clock.now().date().to_string(), "2026-11-22");
    assert_eq!(server.book(&booking, "k").await.status, 201);
}

#[tokio::test]
async fn tax_follows_whoever_is_insured() {
    let server = Server::start().await;
    let offer = server.offer(&call()).await;
    let mut italian = server.booking_of(&offer, "A-1").await;
    italian["policyholder"]["country"] = json!("IT");
    let changed = server.book(&italian, "k").await;
    assert_eq!(changed.problem(), (409, "price-changed"));
    assert_eq!(changed.body["offer"]["total"]["amount"], "3.02");
    let mut call = call();
    call["policyholder"] = json!({ "country": "FR" });
    let french = server.offer(&call).await;
    let american = server.booking_of(&french, "A-1").await;
    assert_eq!(
        server.book(&american, "k").await.problem(),
        (409, "price-changed"),
        "another country than the quote's"
    );
    assert_eq!(server.stored().await, 0);
}

#[tokio::test]
async fn consent_is_to_this_quote_and_price_and_wording() {
    let server = Server::start().await;
    let offer = server.offer(&call()).await;
    let good = server.booking_of(&offer, "A-1").await;
    let wrong: [(&str, Value); 4] = [
        ("quoteId", json!("quote_other")),
        ("total", json!({ "amount": "2.48", "currency": "USD" })),
        ("textHash", json!("sha256-other")),
        ("shown", json!(" ")),
    ];
    for (field, value) in wrong {
        let mut booking = good.clone();
        booking["consent"][field] = value;
        let reply = server.book(&booking, "k").await;
        assert_eq!(reply.problem(), (422, "consent-mismatch"));
        assert_eq!(reply.body["errors"][0]["path"], format!("consent.{field}"));
    }
    let mut merchant_pays = good;
    merchant_pays["consent"]["basis"] = json!("merchant");
    assert_eq!(server.book(&merchant_pays, "k").await.problem(), (403, "forbidden"));
    assert_eq!(server.stored().await, 0);
    let secret = server.secret();
    assert_eq!(server.post_as(&secret, "/v1/bookings", &merchant_pays, Some("k")).await.status, 201);
}

#[tokio::test]
async fn an_order_is_insured_once() {
    let server = Server::start().await;
    let (first, second) = (server.offer(&call()).await, server.offer(&call()).await);
    assert_eq!(server.book(&server.booking_of(&first, "A-1").await, "k1").await.status, 201);
    let again = server.book(&server.booking_of(&second, "A-1").await, "k2").await;
    assert_eq!(again.problem(), (409, "order-insured"));
    let reused = server.book(&server.booking_of(&second, "A-2").await, "k1").await;
    assert_eq!(reused.problem(), (422, "idempotency-key-reused"));
    assert_eq!(server.stored().await, 1);
}

#[tokio::test]
async fn a_refusal_keeps_the_insurers_words() {
    let server = Server::start().await;
    let mut body = server.booking_of(&server.offer(&call()).await, "A-1").await;
    body["policyholder"]["email"] = json!("refused@example.com");
    let reply = server.book(&body, "k").await;
    assert_eq!((reply.status.as_u16(), &reply.body["state"]), (201, &json!("rejected")));
    assert_eq!(reply.body["refusal"]["code"], "sandbox-refused");
}

#[tokio::test]
async fn a_timeout_is_unknown_until_it_is_settled() {
    let server = Server::start().await;
    let mut body = server.booking_of(&server.offer(&call()).await, "A-1").await;
    body["policyholder"]["email"] = json!("timeout@example.com");
    let reply = server.book(&body, "k").await;
    assert_eq!((reply.status.as_u16(), &reply.body["state"]), (202, &json!("unknown")));
    assert_eq!(server.book(&body, "k").await.status, 202, "asked again it is still not known");
    let now = server.clock.now();
    assert_eq!(server.app.desk.settle_in_flight(now).await.unwrap(), 1);
    let settled = server.book(&body, "k").await;
    assert_eq!((settled.status.as_u16(), &settled.body["state"]), (200, &json!("booked")));
    assert_eq!(server.stored().await, 1);
}

/// Whatever takes so long has not been looked at: a quote's id, which every script of a page hears, is no key to its booking.
#[tokio::test]
async fn a_database_that_is_busy_gives_no_bookings_away() {
    let server = Server::start().await;
    let mut body = server.booking_of(&server.offer(&call()).await, "A-1").await;
    assert_eq!(server.book(&body, "k").await.status, 201);
    body["quote"] = json!("a token of nobody's");
    let mut other = SqliteConnection::connect(server.file().to_str().unwrap()).await.unwrap();
    let writing = other.begin_with("BEGIN IMMEDIATE").await.unwrap();
    let reply = server.post_as("pk_demo", "/v1/bookings", &body, Some("another")).await;
    assert_eq!((reply.problem(), reply.body.get("shopperToken")), ((503, "unavailable"), None));
    writing.rollback().await.unwrap();
    assert_eq!(server.book(&body, "one more").await.problem(), (409, "price-changed"));
}

#[tokio::test]
async fn lists_go_on_where_they_stopped() {
    let server = Server::start().await;
    for order in ["A-1", "A-2", "A-3"] {
        let offer = server.offer(&call()).await;
        server.book(&server.booking_of(&offer, order).await, order).await;
    }
    let secret = server.secret();
    let first = server.get("/v1/bookings?limit=2", &secret).await.body;
    let next = first["next"].as_str().unwrap();
    let second = server.get(&format!("/v1/bookings?limit=2&after={next}"), &secret).await.body;
    let orders = |list: &Value| -> Vec<String> {
        let ids = list["data"].as_array().unwrap().iter();
        ids.map(|booking| booking["order"]["id"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(orders(&first), ["A-3", "A-2"]);
    assert_eq!(orders(&second), ["A-1"]);
    assert_eq!(second.get("next"), None);
}
