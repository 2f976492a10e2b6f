//! Which key may do what: every kind of key on every route.

use axum::body::Body;
use axum::http::Request;
use lutine_booking::{Role, Secret};
use lutine_server::document;
use serde_json::{Value, json};
use time::Duration;

use crate::harness::{Reply, Server, call, key_of};
use crate::oauth::token;

/// Who calls.
const CALLERS: [&str; 7] =
    ["publishable", "secret", "access token", "the insurer's", "shopper", "one that never was", "none"];

/// What each of them gets, on a route of which `OWN` is the shopper's booking and `OTHER` another of the same merchant. Bodies are
/// empty but for quotes, and there is no Idempotency-Key, so that nothing happens to those who may: they get 400.
const MATRIX: &[(&str, &str, &str, [u16; 7])] = &[
    ("get", "/v1/config", "/v1/config", [200, 200, 200, 403, 403, 401, 401]),
    ("post", "/v1/quotes", "/v1/quotes", [200, 200, 200, 403, 403, 401, 401]),
    ("get", "/v1/quotes/{id}", "/v1/quotes/QUOTE", [403, 200, 200, 403, 403, 401, 401]),
    ("post", "/v1/quotes/{id}/decline", "/v1/quotes/quote_none/decline", [404, 404, 404, 403, 403, 401, 401]),
    ("post", "/v1/bookings", "/v1/bookings", [400, 400, 400, 403, 403, 401, 401]),
    ("get", "/v1/bookings", "/v1/bookings", [403, 200, 200, 403, 403, 401, 401]),
    ("get", "/v1/bookings/{id}", "/v1/bookings/OWN", [403, 200, 200, 403, 200, 401, 401]),
    ("get", "/v1/bookings/{id}", "/v1/bookings/OTHER", [403, 200, 200, 403, 404, 401, 401]),
    ("get", "/v1/bookings/{id}", "/v1/bookings/booking_none", [403, 404, 404, 403, 404, 401, 401]),
    ("post", "/v1/bookings/{id}/confirm", "/v1/bookings/OWN/confirm", [403, 400, 400, 403, 403, 401, 401]),
    ("post", "/v1/bookings/{id}/cancel", "/v1/bookings/OWN/cancel", [403, 400, 400, 403, 400, 401, 401]),
    ("post", "/v1/bookings/{id}/cancel", "/v1/bookings/OTHER/cancel", [403, 400, 400, 403, 404, 401, 401]),
    ("post", "/v1/claims", "/v1/claims", [403, 400, 400, 403, 403, 401, 401]),
    ("get", "/v1/claims", "/v1/claims", [403, 200, 200, 200, 403, 401, 401]),
    ("get", "/v1/claims/{id}", "/v1/claims/claim_none", [403, 404, 404, 404, 403, 401, 401]),
    (
        "post",
        "/v1/claims/{id}/withdraw",
        "/v1/claims/claim_none/withdraw",
        [403, 400, 400, 403, 403, 401, 401],
    ),
    (
        "post",
        "/v1/claims/{id}/decision",
        "/v1/claims/claim_none/decision",
        [403, 403, 403, 400, 403, 401, 401],
    ),
    (
        "post",
        "/v1/claims/{id}/evidence",
        "/v1/claims/claim_none/evidence",
        [403, 415, 415, 403, 403, 401, 401],
    ),
    (
        "get",
        "/v1/claims/{id}/evidence/{evidence}",
        "/v1/claims/claim_none/evidence/evidence_none",
        [403, 404, 404, 404, 403, 401, 401],
    ),
    ("post", "/v1/webhook-endpoints", "/v1/webhook-endpoints", [403, 400, 400, 403, 403, 401, 401]),
    ("get", "/v1/webhook-endpoints", "/v1/webhook-endpoints", [403, 200, 200, 403, 403, 401, 401]),
    (
        "get",
        "/v1/webhook-endpoints/{id}",
        "/v1/webhook-endpoints/endpoint_none",
        [403, 404, 404, 403, 403, 401, 401],
    ),
    (
        "patch",
        "/v1/webhook-endpoints/{id}",
        "/v1/webhook-endpoints/endpoint_none",
        [403, 404, 404, 403, 403, 401, 401],
    ),
    (
        "delete",
        "/v1/webhook-endpoints/{id}",
        "/v1/webhook-endpoints/endpoint_none",
        [403, 404, 404, 403, 403, 401, 401],
    ),
    (
        "post",
        "/v1/webhook-endpoints/{id}/rotate",
        "/v1/webhook-endpoints/endpoint_none/rotate",
        [403, 404, 404, 403, 403, 401, 401],
    ),
    (
        "post",
        "/v1/webhook-endpoints/{id}/test",
        "/v1/webhook-endpoints/endpoint_none/test",
        [403, 404, 404, 403, 403, 401, 401],
    ),
    ("get", "/v1/events", "/v1/events", [403, 200, 200, 403, 403, 401, 401]),
    ("get", "/v1/events/{id}", "/v1/events/event_none", [403, 404, 404, 403, 403, 401, 401]),
    (
        "post",
        "/v1/events/{id}/redeliver",
        "/v1/events/event_none/redeliver",
        [403, 404, 404, 403, 403, 401, 401],
    ),
    ("post", "/v1/quotes/batch", "/v1/quotes/batch", [403, 415, 415, 403, 403, 401, 401]),
    ("post", "/v1/bookings/batch", "/v1/bookings/batch", [403, 415, 415, 403, 403, 401, 401]),
    ("post", "/v1/bookings/{id}/amend", "/v1/bookings/OWN/amend", [403, 400, 400, 403, 403, 401, 401]),
    ("post", "/v1/imports", "/v1/imports", [403, 415, 415, 403, 403, 401, 401]),
    ("get", "/v1/imports", "/v1/imports", [403, 200, 200, 403, 403, 401, 401]),
    ("get", "/v1/imports/{id}", "/v1/imports/import_none", [403, 404, 404, 403, 403, 401, 401]),
    ("get", "/v1/imports/{id}/report", "/v1/imports/import_none/report", [403, 404, 404, 403, 403, 401, 401]),
];

async fn ask(server: &Server, method: &str, path: &str, key: &str, body: &Value) -> Reply {
    let method = method.to_ascii_uppercase();
    let mut request =
        Request::builder().method(method.as_str()).uri(path).header("content-type", "application/json");
    if !key.is_empty() {
        request = request.header("authorization", format!("Bearer {key}"));
    }
    server.send(request.body(Body::from(body.to_string())).unwrap()).await
}

/// Every route that is answered by key, as the document has it: method, path, and whose keys it takes.
pub(crate) fn routes() -> Vec<(String, String, Vec<String>)> {
    let document = document();
    let mut routes = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let keys = operation["security"].as_array().into_iter().flatten();
            let keys: Vec<String> = keys.flat_map(|key| key.as_object().unwrap().keys().cloned()).collect();
            if !keys.is_empty() {
                routes.push((method.clone(), path.clone(), keys));
            }
        }
    }
    routes
}

/// And the document says of each route exactly those keys that the server takes.
#[test]
fn the_matrix_has_every_route_and_is_what_the_document_says() {
    let routes = routes();
    for (method, path, keys) in &routes {
        let rows: Vec<_> = MATRIX.iter().filter(|row| row.0 == method && row.1 == path).collect();
        assert!(!rows.is_empty(), "{method} {path} is missing from the matrix");
        for (place, name) in [(0, "publishableKey"), (1, "secretKey"), (3, "insurerKey"), (4, "shopperToken")]
        {
            let taken = rows.iter().any(|row| row.3[place] != 403);
            assert_eq!(taken, keys.contains(&name.to_owned()), "{method} {path} by {name}");
        }
    }
    for (method, path, ..) in MATRIX {
        assert!(
            routes.iter().any(|route| route.0 == *method && route.1 == *path),
            "{method} {path} is no route"
        );
    }
}

#[tokio::test]
async fn every_key_does_exactly_what_it_may() {
    let server = Server::start().await;
    let offer = server.offer(&call()).await;
    let booked = server.book(&server.booking_of(&offer, "A-1").await, "k").await.body;
    let other = server.offer(&call()).await;
    let other = server.book(&server.booking_of(&other, "A-2").await, "k2").await.body;
    let id = |thing: &Value| thing["id"].as_str().unwrap().to_owned();
    let keys = [
        "pk_demo".to_owned(),
        server.secret(),
        token(&server, "demo", &server.secret()).await,
        server.insurer(),
        booked["shopperToken"].as_str().unwrap().to_owned(),
        "pk_other".to_owned(),
        String::new(),
    ];
    for (method, _, path, statuses) in MATRIX {
        let path = path.replace("OWN", &id(&booked)).replace("OTHER", &id(&other));
        let path = path.replace("QUOTE", &id(&offer["quote"]));
        for ((caller, key), status) in CALLERS.iter().zip(&keys).zip(statuses) {
            let body = if path.ends_with("/quotes") { call() } else { json!({}) };
            let reply = ask(&server, method, &path, key, &body).await;
            assert_eq!(reply.status, *status, "{method} {path}, {caller}: {}", reply.body);
        }
    }
}

#[tokio::test]
async fn a_key_that_is_replaced_goes_on_until_its_end() {
    let server = Server::start().await;
    let keys = server.add("shop").await;
    let fresh = Secret::of("sk_shop", [9; 32]);
    let end = server.app.desk.clock.now() + Duration::hours(24);
    assert_eq!(server.get("/v1/bookings", &keys.secret).await.status, 200);
    let kept = key_of("shop", Role::Merchant, &fresh);
    assert!(server.app.desk.store.rotate(&kept, end).await.unwrap());
    let works = async |key: &str| server.get("/v1/bookings", key).await.status == 200;
    assert!(
        works(&keys.secret).await && works(fresh.reveal()).await,
        "there is time to put the new one in place"
    );
    server.clock.pass(Duration::hours(24) - Duration::SECOND);
    assert!(works(&keys.secret).await);
    server.clock.pass(Duration::SECOND);
    assert!(!works(&keys.secret).await && works(fresh.reveal()).await);
    assert_eq!(server.get("/v1/config", &keys.publishable).await.status, 200, "the others are as they were");
}

/// By every server on the database, and after seconds: none of them keeps what it knows for longer.
#[tokio::test]
async fn a_key_that_is_taken_back_is_soon_of_no_use() {
    let server = Server::start().await;
    let keys = server.add("shop").await;
    assert_eq!(server.get("/v1/bookings", &keys.secret).await.status, 200);
    server.app.desk.store.end_keys("shop", server.app.desk.clock.now()).await.unwrap();
    server.clock.pass(Duration::seconds(3));
    for key in [&keys.secret, &keys.publishable, &keys.insurer] {
        assert_eq!(server.get("/v1/bookings", key).await.problem(), (401, "unauthorized"));
    }
}

#[tokio::test]
async fn only_the_demo_merchant_books_at_once_by_publishable_key() {
    let server = Server::start().await;
    let keys = server.add("shop").await;
    // Even if its settings said so.
    let mut account = server.app.desk.store.merchant("shop").await.unwrap().unwrap();
    account.settings.payment = lutine_booking::Payment::AtOnce;
    server.app.desk.store.put_merchant(&account, &[]).await.unwrap();
    let quoted = server.post_as(&keys.publishable, "/v1/quotes", &call(), None).await.body;
    let body = server.booking_of(&quoted["offers"][0], "A-1").await;
    let booked = server.post_as(&keys.publishable, "/v1/bookings", &body, Some("k")).await;
    assert_eq!((booked.status.as_u16(), &booked.body["state"]), (202, &json!("pending_payment")));
}

#[tokio::test]
async fn nobody_sells_real_cover_through_the_sandbox() {
    let server = Server::start().await;
    let keys = server.add("shop").await;
    let mut account = server.app.desk.store.merchant("shop").await.unwrap().unwrap();
    account.settings.sandbox = false;
    server.app.desk.store.put_merchant(&account, &[]).await.unwrap();
    let reply = server.post_as(&keys.publishable, "/v1/quotes", &call(), None).await;
    assert_eq!(reply.problem(), (503, "unavailable"));
}
