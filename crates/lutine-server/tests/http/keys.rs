//! Which key may do what: every key on every route.

use axum::body::Body;
use axum::http::Request;
use serde_json::json;

use crate::harness::{Server, call};

#[tokio::test]
async fn every_key_does_exactly_what_it_may() {
    let server = Server::start().await;
    let offer = server.offer(&call()).await;
    let quote = offer["quote"]["id"].as_str().unwrap().to_owned();
    let booked = server.book(&server.booking_of(&offer, "A-1").await, "k").await.body;
    let other = server.offer(&call()).await;
    let other = server.book(&server.booking_of(&other, "A-2").await, "k2").await.body;
    let [own, foreign] =
        [&booked, &other].map(|booking| format!("/v1/bookings/{}", booking["id"].as_str().unwrap()));
    let shopper = booked["shopperToken"].as_str().unwrap().to_owned();
    let keys = [
        "pk_demo".to_owned(),
        server.secret(),
        server.insurer(),
        shopper,
        "pk_other".to_owned(),
        String::new(),
    ];
    // Status by key: publishable, secret, the insurer's, shopper, unknown, none.
    let routes = [
        ("GET", "/v1/config".to_owned(), [200, 200, 403, 403, 401, 401]),
        ("POST", "/v1/quotes".to_owned(), [200, 200, 403, 403, 401, 401]),
        ("POST", "/v1/quotes/batch".to_owned(), [403, 415, 403, 403, 401, 401]),
        ("GET", format!("/v1/quotes/{quote}"), [403, 200, 403, 403, 401, 401]),
        ("POST", "/v1/quotes/quote_none/decline".to_owned(), [404, 404, 403, 403, 401, 401]),
        ("POST", "/v1/bookings".to_owned(), [400, 400, 403, 403, 401, 401]),
        ("GET", "/v1/bookings".to_owned(), [403, 200, 403, 403, 401, 401]),
        ("POST", "/v1/bookings/batch".to_owned(), [403, 415, 403, 403, 401, 401]),
        ("POST", "/v1/imports".to_owned(), [403, 415, 403, 403, 401, 401]),
        ("GET", "/v1/imports".to_owned(), [403, 200, 403, 403, 401, 401]),
        ("GET", "/v1/imports/import_none".to_owned(), [403, 404, 403, 403, 401, 401]),
        ("GET", "/v1/imports/import_none/report".to_owned(), [403, 404, 403, 403, 401, 401]),
        ("GET", own.clone(), [403, 200, 403, 200, 401, 401]),
        ("GET", foreign.clone(), [403, 200, 403, 404, 401, 401]),
        ("GET", "/v1/bookings/booking_none".to_owned(), [403, 404, 403, 404, 401, 401]),
        // Without an Idempotency-Key and what they need, so that nothing happens to those who may.
        ("POST", format!("{own}/confirm"), [403, 400, 403, 403, 401, 401]),
        ("POST", format!("{own}/amend"), [403, 400, 403, 403, 401, 401]),
        ("POST", format!("{own}/cancel"), [403, 400, 403, 400, 401, 401]),
        ("POST", format!("{foreign}/cancel"), [403, 400, 403, 404, 401, 401]),
    ];
    for (method, path, statuses) in routes {
        for (key, status) in keys.iter().zip(statuses) {
            let body = if path.ends_with("/quotes") { call() } else { json!({}) };
            let mut request =
                Request::builder().method(method).uri(&path).header("content-type", "application/json");
            if !key.is_empty() {
                request = request.header("authorization", format!("Bearer {key}"));
            }
            let reply = server.send(request.body(Body::from(body.to_string())).unwrap()).await;
            assert_eq!(reply.status.as_u16(), status, "{method} {path} with `{key}`: {}", reply.body);
        }
    }
}

#[tokio::test]
async fn a_shop_on_another_origin_may_call() {
    let server = Server::start().await;
    let routes =
        ["/v1/quotes", "/v1/bookings", "/v1/bookings/booking_1/confirm", "/v1/bookings/booking_1/cancel"];
    for route in routes {
        let preflight = Request::options(route)
            .header("origin", "https://shop.example")
            .header("access-control-request-method", "POST")
            .header("access-control-request-headers", "authorization,content-type,idempotency-key");
        let reply = server.send(preflight.body(Body::empty()).unwrap()).await;
        assert_eq!(reply.headers["access-control-allow-origin"], "*");
        let allowed = reply.headers["access-control-allow-headers"].to_str().unwrap();
        assert!(
            ["authorization", "content-type", "idempotency-key"].iter().all(|name| allowed.contains(name)),
            "{route}: {allowed}"
        );
    }
}
