//! Which pages may call: those on the list of the key they show.

use axum::body::Body;
use axum::http::{HeaderMap, Request};
use serde_json::Value;

use crate::harness::{Reply, Server, call};
use crate::keys::routes;

const SHOP: &str = "http://127.0.0.1:3000";

/// Asks for a quote from a page.
async fn quote(server: &Server, key: &str, headers: &[(&str, &str)]) -> Reply {
    let mut request = Request::post("/v1/quotes")
        .header("authorization", format!("Bearer {key}"))
        .header("content-type", "application/json");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    server.send(request.body(Body::from(call().to_string())).unwrap()).await
}

async fn preflight(server: &Server, path: &str, method: &str) -> Reply {
    let request = Request::options(path)
        .header("origin", "https://anybody.example")
        .header("access-control-request-method", method)
        .header("access-control-request-headers", "authorization,content-type,idempotency-key");
    server.send(request.body(Body::empty()).unwrap()).await
}

fn allowed(headers: &HeaderMap) -> Option<&str> {
    headers.get("access-control-allow-origin").map(|origin| origin.to_str().unwrap())
}

fn vary(headers: &HeaderMap) -> Vec<&str> {
    headers.get_all("vary").iter().map(|value| value.to_str().unwrap()).collect()
}

#[tokio::test]
async fn a_page_on_the_list_reads_its_answers() {
    let server = Server::start().await;
    let reply = quote(&server, "pk_demo", &[("origin", SHOP)]).await;
    assert_eq!((reply.status.as_u16(), allowed(&reply.headers)), (200, Some(SHOP)));
    assert_eq!(vary(&reply.headers), ["origin"]);
    let shown = reply.headers["access-control-expose-headers"].to_str().unwrap();
    assert!(["idempotent-replayed", "retry-after"].iter().all(|name| shown.contains(name)), "{shown}");
    let offer = server.offer(&call()).await;
    let booked = server.book(&server.booking_of(&offer, "A-1").await, "k").await.body;
    let (path, token) = (format!("/v1/bookings/{}", text(&booked["id"])), text(&booked["shopperToken"]));
    let request =
        Request::get(path).header("authorization", format!("Bearer {token}")).header("origin", SHOP);
    let read = server.send(request.body(Body::empty()).unwrap()).await;
    assert_eq!((read.status.as_u16(), allowed(&read.headers)), (200, Some(SHOP)));
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

#[tokio::test]
async fn a_page_that_is_not_on_the_list_gets_nothing_done() {
    let server = Server::start().await;
    for origin in ["https://evil.example", "https://127.0.0.1:3000", "http://127.0.0.1.evil.example", "null"]
    {
        let reply = quote(&server, "pk_demo", &[("origin", origin)]).await;
        assert_eq!(reply.problem(), (403, "origin-not-allowed"), "{origin}");
        assert_eq!(allowed(&reply.headers), Some("*"), "it may read why");
    }
    let none = quote(&server, "pk_nobody", &[("origin", SHOP)]).await;
    assert_eq!(
        (none.problem(), allowed(&none.headers)),
        ((401, "unauthorized"), Some("*")),
        "a mistyped key is told so"
    );
}

/// The page in the widget's frame is served from here, and its calls are of its own origin, whatever shop stands around it.
#[tokio::test]
async fn the_servers_own_pages_may_always_call() {
    let server = Server::start().await;
    for own in [
        [("host", "lutine.example"), ("origin", "https://lutine.example")],
        [("sec-fetch-site", "same-origin"), ("origin", "https://lutine.example")],
    ] {
        let reply = quote(&server, "pk_demo", &own).await;
        assert_eq!((reply.status.as_u16(), allowed(&reply.headers)), (200, None), "{own:?}");
    }
    let other = [("host", "lutine.example"), ("origin", "https://lutine.example.evil.example")];
    assert_eq!(quote(&server, "pk_demo", &other).await.problem(), (403, "origin-not-allowed"));
    assert_eq!(quote(&server, "pk_demo", &[]).await.status, 200, "whoever is no browser says nothing");
}

/// A page that has a secret is one that leaked it: it cannot read what it is answered.
#[tokio::test]
async fn a_secret_is_for_no_page() {
    let server = Server::start().await;
    let reply = quote(&server, &server.secret(), &[("origin", SHOP)]).await;
    assert_eq!((reply.status.as_u16(), allowed(&reply.headers)), (200, None));
}

#[tokio::test]
async fn browsers_are_told_before_they_send_what_pages_may_do_and_nothing_else() {
    let server = Server::start().await;
    for (method, route, keys) in routes() {
        let for_pages = keys.iter().any(|key| key == "publishableKey" || key == "shopperToken");
        let reply = preflight(&server, &route.replace("{id}", "thing_1"), &method.to_uppercase()).await;
        let asked = format!("{method} {route}: {reply:?}");
        if !for_pages {
            assert!(reply.status.is_client_error() && allowed(&reply.headers).is_none(), "{asked}");
            continue;
        }
        assert_eq!((reply.status.as_u16(), allowed(&reply.headers)), (204, Some("*")), "{asked}");
        assert_eq!(reply.headers["access-control-allow-methods"], method.to_uppercase().as_str());
        let taken = reply.headers["access-control-allow-headers"].to_str().unwrap();
        assert_eq!(taken, "authorization, content-type, idempotency-key");
    }
    for (path, method) in [("/v1/quotes", "DELETE"), ("/v1/nothing", "POST"), ("/oauth/token", "POST")] {
        let reply = preflight(&server, path, method).await;
        assert!(
            reply.status.is_client_error() && allowed(&reply.headers).is_none(),
            "{method} {path}: {reply:?}"
        );
    }
}
