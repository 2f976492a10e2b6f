//! Quotes and the "no" to them.

use axum::body::Body;
use axum::http::Request;
use serde_json::json;

use crate::harness::{Server, call};

#[tokio::test]
async fn a_quote_is_signed_and_kept() {
    let server = Server::start().await;
    let offer = server.offer(&call()).await;
    assert_eq!(offer["total"], json!({ "amount": "2.49", "currency": "USD" }));
    let id = offer["quote"]["id"].as_str().unwrap();
    let stored = server.get(&format!("/v1/quotes/{id}"), &server.secret()).await;
    assert_eq!(stored.body["total"], offer["total"]);
    assert_eq!(stored.body["state"], "quoted");
    assert_eq!(stored.body["call"]["asOf"], "2026-11-21");
    assert_eq!(stored.body["expiresAt"], "2026-11-21T12:30:00Z");
}

#[tokio::test]
async fn all_programmes_that_the_merchant_sells_are_offered_best_first() {
    let server = Server::start().await;
    let mut call = call();
    call.as_object_mut().unwrap().remove("programmes");
    let body = server.post("/v1/quotes", &call).await.body;
    let offers: Vec<&str> =
        body["offers"].as_array().unwrap().iter().map(|offer| offer["programme"].as_str().unwrap()).collect();
    assert_eq!(offers, ["house-usd", "shippo-xcover-us", "secursus-usd"]);
}

#[tokio::test]
async fn a_no_is_recorded_once() {
    let server = Server::start().await;
    let offer = server.offer(&call()).await;
    let id = offer["quote"]["id"].as_str().unwrap();
    let path = format!("/v1/quotes/{id}/decline");
    let first = server.post(&path, &json!({ "shown": "Insure this parcel?", "locale": "en" })).await;
    assert_eq!((first.status.as_u16(), &first.body["state"]), (200, &json!("declined")));
    let mut receipt = first.body["receipt"].clone();
    assert!(receipt.as_object_mut().unwrap().remove("signature").is_some_and(|signed| signed != ""));
    let declined = json!({
        "quoteId": id,
        "programme": "house-usd",
        "revision": "2026-01-01",
        "total": offer["total"],
        "at": "2026-11-21T12:00:00Z",
        "shown": "Insure this parcel?",
        "locale": "en",
    });
    assert_eq!(receipt, declined);
    // A widget says no without a body, and so said it before there were receipts.
    let widget =
        || Request::post(&path).header("authorization", "Bearer pk_demo").body(Body::empty()).unwrap();
    for _ in 0..2 {
        server.clock.pass(time::Duration::minutes(1));
        let again = server.send(widget()).await;
        assert_eq!((again.status.as_u16(), &again.body), (200, &first.body), "said again, it is the first");
    }
    let under_key = async |body: serde_json::Value| server.post_as("pk_demo", &path, &body, Some("no")).await;
    assert_eq!(under_key(json!({})).await.body, first.body);
    let replayed = under_key(json!({})).await;
    assert_eq!(
        (replayed.body, &replayed.headers["idempotent-replayed"]),
        (first.body, &"true".parse().unwrap())
    );
    assert_eq!(under_key(json!({ "locale": "de" })).await.problem(), (422, "idempotency-key-reused"));
    assert_eq!(server.post(&path, &json!({ "shwon": "" })).await.problem(), (400, "invalid-input"));
    let stored = server.get(&format!("/v1/quotes/{id}"), &server.secret()).await.body;
    assert_eq!(stored["declinedAt"], "2026-11-21T12:00:00Z");
    let booking = server.booking_of(&offer, "A-1").await;
    assert_eq!(server.book(&booking, "k").await.problem(), (409, "quote-declined"));
    assert_eq!(server.post("/v1/quotes/quote_none/decline", &json!({})).await.problem(), (404, "not-found"));
}

/// What the server sets keeps no other fault from being told.
#[tokio::test]
async fn every_fault_of_a_call_is_told_at_once() {
    let server = Server::start().await;
    let reply = server.post("/v1/quotes", &json!({ "asOf": "2026-11-21", "bogus": 1 })).await;
    let errors = reply.body["errors"].as_array().unwrap().iter();
    let told: Vec<_> = errors.map(|error| format!("{} {}", error["path"], error["code"])).collect();
    let wanted =
        [r#""asOf" "server-sets-this""#, r#""shipment" "missing-field""#, r#""bogus" "unknown-field""#];
    assert_eq!((reply.status.as_u16(), told.as_slice()), (400, wanted.map(String::from).as_slice()));
}

#[tokio::test]
async fn the_same_key_and_body_get_the_same_quote() {
    let server = Server::start().await;
    let first = server.post_as("pk_demo", "/v1/quotes", &call(), Some("k")).await;
    let again = server.post_as("pk_demo", "/v1/quotes", &call(), Some("k")).await;
    assert_eq!(first.body, again.body);
    assert!(!first.headers.contains_key("idempotent-replayed"));
    assert_eq!(again.headers["idempotent-replayed"], "true");
    let mut other = call();
    other["shipment"]["insurance"]["amount"] = json!("250.00");
    let reused = server.post_as("pk_demo", "/v1/quotes", &other, Some("k")).await;
    assert_eq!(reused.problem(), (422, "idempotency-key-reused"));
}

/// What the widget prices with is what the server prices with.
#[tokio::test]
async fn the_configuration_holds_a_whole_tariff() {
    let server = Server::start().await;
    let config = server.get("/v1/config", "pk_demo").await.body;
    assert_eq!(config["asOf"], "2026-11-21");
    assert_eq!(config["programmes"].as_array().unwrap().len(), 3);
    assert!(config["programmes"][0]["source"][0].as_str().unwrap().contains("assumed"));
    assert!(config["exchangeRates"]["source"].as_str().unwrap().contains("assumed"));
    // The next revision of a programme takes the place of the last on its own day, and only one of them is told.
    let revision = |config: &serde_json::Value| {
        let programmes = config["programmes"].as_array().unwrap();
        let of_house = |programme: &&serde_json::Value| programme["id"] == "house-usd";
        assert_eq!(programmes.iter().filter(of_house).count(), 1);
        programmes.iter().find(of_house).unwrap()["revision"].clone()
    };
    assert_eq!(revision(&config), "2026-01-01");
    server.clock.pass(time::Duration::days(1));
    assert_eq!(revision(&server.get("/v1/config", "pk_demo").await.body), "2026-11-22");
    let euros = json!({ "amount": "100.00", "currency": "EUR" });
    let mut call = call();
    call["shipment"]["insurance"] = euros;
    assert_eq!(server.offer(&call).await["total"], json!({ "amount": "1.00", "currency": "EUR" }));
}
