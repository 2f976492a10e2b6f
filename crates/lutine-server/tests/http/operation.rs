//! What whoever runs a server sees of it: probes, figures, ids; and what is around every answer.

use std::net::SocketAddr;

use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::request::Builder;
use axum::http::{HeaderValue, Request};
use lutine_server::{App, Figures, Operation, Settings, keep_settling, router, watching};
use serde_json::json;
use tower::ServiceExt;

use crate::harness::{Server, call};

/// A request as a program of the server's own machine sends it.
fn local(path: &str) -> Builder {
    let peer = ConnectInfo(SocketAddr::from(([127, 0, 0, 1], 50_000)));
    Request::get(path).header("host", "127.0.0.1:8080").extension(peer)
}

fn empty(request: Builder) -> Request<Body> {
    request.body(Body::empty()).unwrap()
}

async fn figures(server: &Server) -> String {
    let reply = server.send(empty(local("/metrics"))).await;
    assert_eq!(reply.status, 200);
    assert_eq!(reply.headers["content-type"], "text/plain; version=0.0.4; charset=utf-8");
    reply.body.as_str().unwrap().to_owned()
}

#[track_caller]
fn says(figures: &str, line: &str) {
    assert!(figures.lines().any(|said| said == line), "no `{line}` in\n{figures}");
}

#[tokio::test]
async fn a_request_keeps_a_decent_id_and_else_gets_one() {
    let server = Server::start().await;
    let id_of = async |given: &[&str], path: &str| {
        let request =
            given.iter().fold(Request::get(path), |request, id| request.header("x-request-id", *id));
        let reply = server.send(empty(request)).await;
        let mut ids = reply.headers.get_all("x-request-id").iter();
        let id = ids.next().unwrap().to_str().unwrap().to_owned();
        assert!(ids.next().is_none());
        id
    };
    for path in ["/livez", "/v1/config", "/no/such/file"] {
        assert_eq!(id_of(&["shop-7:42"], path).await, "shop-7:42");
        let long = "x".repeat(65);
        for bad in [&[][..], &[""], &["two words"], &["a\tb"], &[&long], &["one", "two"]] {
            let id = id_of(bad, path).await;
            assert!(id.starts_with("req_") && id.len() == 36, "{bad:?}: {id}");
        }
    }
    assert_ne!(id_of(&[], "/livez").await, id_of(&[], "/livez").await);
}

#[tokio::test]
async fn figures_name_routes_and_never_what_a_caller_chose() {
    let server = Server::start().await;
    server.get("/v1/bookings/booking_of_somebody", &server.secret()).await;
    server.get("/v1/quotes/quote_1?key=pk_secret", "pk_demo").await;
    server.get("/some/file/of/mine", "pk_demo").await;
    server.send(empty(Request::builder().method("BREW").uri("/livez"))).await;
    let figures = figures(&server).await;
    says(&figures, r#"lutine_http_requests_total{route="/v1/bookings/{id}",method="GET",status="404"} 1"#);
    says(&figures, r#"lutine_http_requests_total{route="/v1/quotes/{id}",method="GET",status="403"} 1"#);
    says(&figures, r#"lutine_http_requests_total{route="(file)",method="GET",status="404"} 1"#);
    says(&figures, r#"lutine_http_requests_total{route="/livez",method="other",status="405"} 1"#);
    says(&figures, r#"lutine_http_request_duration_seconds_count{route="/v1/bookings/{id}",method="GET"} 1"#);
    says(&figures, concat!("lutine_build_info{version=\"", env!("CARGO_PKG_VERSION"), "\"} 1"));
    for chosen in ["somebody", "quote_1", "pk_", "mine", "BREW"] {
        assert!(!figures.contains(chosen), "{chosen}");
    }
}

#[tokio::test]
async fn business_is_counted_once_and_by_its_server_alone() {
    let (server, waiting) = (Server::start().await, Server::that_waits().await);
    let booking = server.booking_of(&server.offer(&call()).await, "A-1").await;
    assert_eq!(server.book(&booking, "k").await.status, 201);
    assert_eq!(server.book(&booking, "k").await.status, 200);
    let pending = waiting.booking_of(&waiting.offer(&call()).await, "A-1").await;
    let pending = waiting.book(&pending, "k").await.body;
    assert_eq!(waiting.tell(&pending, "cancel", &json!({}), "c").await.status, 200);
    let counted = figures(&server).await;
    for line in [
        r#"lutine_quotes_total{outcome="quoted"} 1"#,
        r#"lutine_bookings_total{state="booked"} 1"#,
        r#"lutine_insurer_requests_total{operation="bind",outcome="accepted"} 1"#,
        r#"lutine_insurer_request_duration_seconds_count{operation="bind"} 1"#,
        "lutine_store_errors_total 0",
    ] {
        says(&counted, line);
    }
    let other = figures(&waiting).await;
    says(&other, r#"lutine_bookings_total{state="pending_payment"} 1"#);
    says(&other, r#"lutine_bookings_total{state="cancelled"} 1"#);
    assert!(!other.contains("booked") && !other.contains("lutine_insurer"), "{other}");
}

#[tokio::test]
async fn an_insurer_without_an_answer_is_seen_and_then_settled() {
    let server = Server::start().await;
    server.endpoint(&["booking.rejected"]).await;
    for (order, mailbox) in [("A-1", "timeout"), ("A-2", "refused")] {
        let mut booking = server.booking_of(&server.offer(&call()).await, order).await;
        booking["policyholder"]["email"] = json!(format!("{mailbox}@example.com"));
        server.book(&booking, order).await;
    }
    assert_eq!(server.get("/readyz", "").await.status, 200, "that is no reason to turn shoppers away");
    server.clock.pass(time::Duration::minutes(2));
    let settling = tokio::spawn(keep_settling(server.app.clone()));
    while !figures(&server).await.contains("lutine_bookings_settled_total 1") {
        tokio::task::yield_now().await;
    }
    server.app.operation.stopping.cancel();
    settling.await.unwrap();
    let counted = figures(&server).await;
    for line in [
        r#"lutine_bookings_total{state="unknown"} 1"#,
        r#"lutine_bookings_total{state="rejected"} 1"#,
        r#"lutine_insurer_requests_total{operation="bind",outcome="unknown"} 1"#,
        r#"lutine_insurer_requests_total{operation="bind",outcome="refused"} 1"#,
        r#"lutine_insurer_requests_total{operation="lookup",outcome="accepted"} 1"#,
        "lutine_in_flight_bookings 0",
        "lutine_webhook_deliveries_pending 1",
        "lutine_webhook_oldest_pending_seconds 120",
    ] {
        says(&counted, line);
    }
}

#[tokio::test]
async fn figures_are_for_this_machine_alone() {
    let server = Server::start().await;
    let from = |peer: [u8; 4], host: &str| {
        let peer = ConnectInfo(SocketAddr::from((peer, 50_000)));
        Request::get("/metrics").header("host", host).extension(peer)
    };
    let home = [127, 0, 0, 1];
    for request in [
        from([203, 0, 113, 7], "127.0.0.1:8080"),
        from(home, "lutine.example"),
        from(home, "10.0.0.1"),
        Request::get("/metrics").header("host", "localhost"),
        local("/metrics").header("x-forwarded-for", "203.0.113.7"),
        local("/metrics").header("x-real-ip", "203.0.113.7"),
        local("/metrics").header("forwarded", "for=203.0.113.7"),
        local("/metrics").header("via", "1.1 proxy"),
    ] {
        let shown = format!("{request:?}");
        assert_eq!(server.send(empty(request)).await.problem(), (404, "not-found"), "{shown}");
    }
    let by_page = server.send(empty(local("/metrics").header("origin", "https://shop.example"))).await;
    assert_eq!(by_page.headers.get("access-control-allow-origin"), None);
    for host in ["localhost:8080", "127.0.0.1", "[::1]:8080"] {
        assert_eq!(server.send(empty(from(home, host))).await.status, 200, "{host}");
    }
}

#[tokio::test]
async fn figures_with_an_address_of_their_own_are_nowhere_else() {
    let server = Server::start().await;
    let operation = Operation { figures: Figures::Apart, ..Operation::default() };
    let app = App { operation, ..server.app.clone() };
    let beside = router(app.clone(), &Settings { www: None });
    assert_eq!(beside.oneshot(empty(local("/metrics"))).await.unwrap().status(), 404);
    for (path, status) in [("/metrics", 200), ("/livez", 200), ("/readyz", 200), ("/v1/config", 404)] {
        let response = watching(app.clone()).oneshot(empty(Request::get(path))).await.unwrap();
        assert_eq!(response.status(), status, "{path}");
    }
}

#[tokio::test]
async fn a_server_without_its_database_lives_but_is_not_ready() {
    let server = Server::start().await;
    assert_eq!(server.get("/readyz", "").await.status, 200);
    server.lose_the_database().await;
    assert_eq!(server.get("/livez", "").await.status, 200);
    // The database is asked once a second.
    while server.get("/readyz", "").await.status == 200 {}
    assert_eq!(server.get("/readyz", "").await.status, 503);
    says(&figures(&server).await, "lutine_store_errors_total 1");
    assert_eq!(server.get("/v1/bookings", &server.secret()).await.status, 503);
    says(&figures(&server).await, "lutine_store_errors_total 2");
}

#[tokio::test]
async fn a_server_that_is_about_to_stop_says_so_and_still_answers() {
    let server = Server::start().await;
    assert_eq!(server.get("/readyz", "").await.headers.get("connection"), None);
    server.app.operation.stopping.cancel();
    assert_eq!(server.get("/readyz", "").await.status, 503);
    assert_eq!(server.get("/livez", "").await.status, 200);
    let reply = server.post("/v1/quotes", &call()).await;
    assert_eq!((reply.status.as_u16(), &reply.headers["connection"]), (200, &"close".parse().unwrap()));
}

#[tokio::test]
async fn an_answer_about_somebodys_business_is_kept_nowhere() {
    let server = Server::start().await;
    let offer = server.offer(&call()).await;
    let quote = format!("/v1/quotes/{}", offer["quote"]["id"].as_str().unwrap());
    for path in [quote.as_str(), "/v1/bookings", "/v1/no-such-thing", "/v1"] {
        let headers = server.get(path, &server.secret()).await.headers;
        assert_eq!(headers["cache-control"], "no-store", "{path}");
        assert_eq!(headers["x-content-type-options"], "nosniff", "{path}");
    }
    let headers = server.get("/v1/config", "pk_demo").await.headers;
    assert_eq!(headers.get("cache-control"), None);
    assert_eq!(headers["x-content-type-options"], "nosniff");
}

/// Every shopper waits for it.
#[tokio::test]
async fn the_tariff_travels_at_half_its_size_at_most() {
    let server = Server::start().await;
    let ask = async |coding: &str| {
        let request = Request::get("/v1/config")
            .header("authorization", "Bearer pk_demo")
            .header("accept-encoding", coding)
            .body(Body::empty())
            .unwrap();
        let response = server.router().oneshot(request).await.unwrap();
        let coded = response.headers().get("content-encoding").cloned();
        (coded, to_bytes(response.into_body(), usize::MAX).await.unwrap().len())
    };
    let (plain, small) = (ask("identity").await, ask("br, gzip").await);
    assert_eq!((plain.0, small.0), (None, Some(HeaderValue::from_static("gzip"))));
    assert!(small.1 * 2 < plain.1, "{} of {}", small.1, plain.1);
}
