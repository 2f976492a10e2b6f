//! Rubbish in: a path and a code out, and nothing half stored.

use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};

use crate::batches::batch;
use crate::harness::{Server, call};

#[tokio::test]
async fn a_bad_call_is_told_where_and_what() {
    let server = Server::start().await;
    let amount = "shipment.insurance.amount";
    let faults: [(&str, Value, &str, &str); 13] = [
        ("/shipment/insurance/amount", json!("-1.00"), amount, "negative-amount"),
        ("/shipment/insurance/amount", json!("0"), amount, "zero-amount"),
        ("/shipment/insurance/amount", json!("9999999999999999"), amount, "amount-too-large"),
        ("/shipment/insurance/amount", json!("1,000"), amount, "malformed-amount"),
        ("/shipment/insurance/amount", json!("1.001"), amount, "too-many-decimals"),
        ("/shipment/insurance/amount", json!(249), amount, "wrong-type"),
        ("/shipment/insurance/currency", json!("USX"), "shipment.insurance.currency", "unknown-currency"),
        ("/shipment/destination/country", json!("UK"), "shipment.destination.country", "unknown-country"),
        ("/programmes", json!(["lloyds"]), "programmes[0]", "unknown-programme"),
        ("/shipment/parcels", json!([]), "shipment.parcels", "empty-list"),
        ("/shipment/parcels", json!([{ "weight": 1 }]), "shipment.parcels[0].weight", "unknown-field"),
        ("/asOf", json!("2026-01-01"), "asOf", "server-sets-this"),
        ("/exchangeRates", json!({ "base": "USD", "rates": {} }), "exchangeRates", "server-sets-this"),
    ];
    for (pointer, value, path, code) in faults {
        let mut call = call();
        match call.pointer_mut(pointer) {
            Some(place) => *place = value,
            None => call[pointer.trim_start_matches('/')] = value,
        }
        let reply = server.post("/v1/quotes", &call).await;
        assert_eq!(reply.problem(), (400, "invalid-input"), "{pointer}");
        assert_eq!(reply.headers["content-type"], "application/problem+json");
        let error = &reply.body["errors"][0];
        assert_eq!((error["path"].as_str(), error["code"].as_str()), (Some(path), Some(code)));
        assert_eq!(reply.body["errors"].as_array().unwrap().len(), 1);
    }
}

#[tokio::test]
async fn a_bad_booking_is_told_everything_and_stores_nothing() {
    let server = Server::start().await;
    let offer = server.offer(&call()).await;
    let mut booking = server.booking_of(&offer, "A-1").await;
    booking["order"] = json!({ "id": "", "value": { "amount": "1.234", "currency": "USD" }, "note": "x" });
    booking["policyholder"] = json!({ "firstName": " ", "email": "nobody", "country": "us" });
    let reply = server.book(&booking, "k").await;
    assert_eq!(reply.problem(), (400, "invalid-input"));
    let mut paths: Vec<&str> = reply.body["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| error["path"].as_str().unwrap())
        .collect();
    paths.sort_unstable();
    assert_eq!(
        paths,
        [
            "order.id",
            "order.note",
            "order.value.amount",
            "policyholder.country",
            "policyholder.email",
            "policyholder.firstName",
            "policyholder.lastName",
        ]
    );
    assert_eq!(server.stored().await, 0);
}

#[tokio::test]
async fn rubbish_is_answered_calmly() {
    let server = Server::start().await;
    let post = |kind: &str, body: Vec<u8>| {
        Request::post("/v1/quotes")
            .header("authorization", "Bearer pk_demo")
            .header("content-type", kind)
            .body(Body::from(body))
            .unwrap()
    };
    let json = "application/json";
    for (request, problem) in [
        (post(json, b"".to_vec()), (400, "invalid-input")),
        (post(json, b"{".to_vec()), (400, "invalid-input")),
        (post(json, vec![0xff, 0xfe]), (400, "invalid-input")),
        (post(json, b"[]".to_vec()), (400, "invalid-input")),
        (post(json, "[".repeat(5_000).into_bytes()), (400, "invalid-input")),
        (post("text/plain", b"{}".to_vec()), (415, "unsupported-media-type")),
        (post(json, vec![b' '; 100_000]), (413, "payload-too-large")),
    ] {
        assert_eq!(server.send(request).await.problem(), problem);
    }
    let long = Request::get("/v1/config")
        .header("authorization", "Bearer pk_demo")
        .header("x-long", "x".repeat(16_384));
    let long = server.send(long.body(Body::empty()).unwrap()).await;
    assert_eq!(long.problem(), (431, "headers-too-large"));
    assert_eq!(long.headers["access-control-allow-origin"], "*", "a page reads it too");
    let no_json = server.send(post(json, b"{".to_vec())).await;
    let error = &no_json.body["errors"][0];
    assert_eq!((error["path"].as_str(), error["code"].as_str()), (Some(""), Some("malformed-input")));
    let no_key =
        server.post("/v1/bookings", &server.booking_of(&server.offer(&call()).await, "A").await).await;
    assert_eq!(no_key.problem(), (400, "idempotency-key-missing"));
    for nothing in ["/v1", "/v1/", "/v1/nothing", "/v1/bookings/%FF", "/problems/%FF"] {
        assert_eq!(server.get(nothing, &server.secret()).await.problem(), (404, "not-found"), "{nothing}");
    }
    assert_eq!(server.ask("DELETE", "/v1/nothing", &Value::Null).await.problem(), (404, "not-found"));
    assert_eq!(server.get("/v1/quotes", "pk_demo").await.problem(), (405, "method-not-allowed"));
    assert_eq!(server.get("/v1/bookings?limit=0", &server.secret()).await.problem(), (400, "invalid-input"));
}

/// PostgreSQL keeps no such text: it is refused whatever the store.
#[tokio::test]
async fn a_text_without_a_place_to_be_kept_is_refused() {
    let server = Server::start().await;
    let mut body = server.booking_of(&server.offer(&call()).await, "A-1").await;
    body["order"]["id"] = json!("A\u{0}1");
    assert_eq!(server.book(&body, "k").await.problem(), (400, "invalid-input"));
    for query in [
        "/v1/bookings?order=%00",
        "/v1/bookings?after=%00",
        "/v1/imports?after=%00",
        "/v1/events?after=",
        "/v1/claims?after=booking_1",
    ] {
        assert_eq!(server.get(query, &server.secret()).await.problem(), (400, "invalid-input"), "{query}");
    }
}

/// What a shop's page may send is small, and so is what is answered to it and kept.
#[tokio::test]
async fn a_small_request_has_no_large_answer() {
    let server = Server::start().await;
    let nothings = format!("{{\"{}\":[{}]}}", "k".repeat(30_000), vec!["\"\\u0000\""; 3_000].join(","));
    let item = json!({ "amount": "1.00", "reference": "r".repeat(1_990) });
    let mut call = call();
    call["shipment"]["insurance"] = json!({ "currency": "USD", "items": vec![item; 10] });
    call["shipment"]["parcels"] = json!(vec![json!({}); 1_000]);
    for (body, path) in [(nothings, None), (call.to_string(), Some("shipment.parcels"))] {
        let request = Request::post("/v1/quotes")
            .header("authorization", "Bearer pk_demo")
            .header("content-type", "application/json");
        let reply = server.send(request.body(Body::from(body)).unwrap()).await;
        assert_eq!(reply.problem(), (400, "invalid-input"));
        assert!(path.is_none_or(|path| reply.body["errors"][0]["path"] == path), "{}", reply.body);
        assert!(reply.body.to_string().len() < 64 * 1024);
    }
    let line = batch(&server.secret(), "application/x-ndjson", Body::from(format!("{call}\n")));
    let line = server.send(line).await.body;
    assert_eq!((&line["outcome"], &line["errors"][0]["code"]), (&json!("invalid"), &json!("list-too-long")));
}
