//! Every kind of problem: how one comes to it, and its page. A kind that nothing here leads to does not compile.

use std::collections::BTreeSet;
use std::path::Path;

use axum::body::Body;
use axum::http::Request;
use lutine_booking::{Idempotency, fingerprint};
use lutine_server::Kind;
use serde_json::{Value, json};
use time::Duration;
use tower::ServiceExt;

use crate::claimant;
use crate::harness::{Reply, Server, call};
use crate::receiver::path;

/// A request that is answered with a problem of a kind.
async fn provoke(kind: Kind, server: &Server) -> Reply {
    let secret = server.secret();
    match kind {
        Kind::InvalidInput => server.post("/v1/quotes", &json!({})).await,
        Kind::IdempotencyKeyMissing => {
            let body = server.booking_of(&server.offer(&call()).await, "A-1").await;
            server.post("/v1/bookings", &body).await
        }
        Kind::Unauthorized => server.get("/v1/config", "nobody").await,
        Kind::Forbidden => server.get("/v1/bookings", "pk_demo").await,
        Kind::NotFound => server.get("/v1/bookings/booking_none", &secret).await,
        Kind::MethodNotAllowed => server.get("/v1/quotes", &secret).await,
        Kind::PriceChanged => {
            let body = server.booking_of(&server.offer(&call()).await, "A-1").await;
            server.clock.pass(Duration::minutes(31));
            server.book(&body, "k").await
        }
        Kind::QuoteUsed => {
            let (mut body, _) = waiting(server).await;
            body["order"]["id"] = json!("A-2");
            server.book(&body, "another").await
        }
        Kind::QuoteDeclined => {
            let offer = server.offer(&call()).await;
            let quote = offer["quote"]["id"].as_str().unwrap();
            server.post(&format!("/v1/quotes/{quote}/decline"), &json!({})).await;
            server.book(&server.booking_of(&offer, "A-1").await, "k").await
        }
        Kind::OrderInsured => {
            let (_, pending) = waiting(server).await;
            server.tell(&pending, "confirm", &paid("249.00"), "c").await;
            let body = server.booking_of(&server.offer(&call()).await, "A-1").await;
            server.post_as(&secret, "/v1/bookings", &body, Some("another")).await
        }
        Kind::OrderMismatch => {
            let (_, pending) = waiting(server).await;
            server.tell(&pending, "confirm", &paid("1.00"), "c").await
        }
        Kind::NotConfirmable => {
            let (_, pending) = waiting(server).await;
            server.tell(&pending, "cancel", &json!({}), "x").await;
            server.tell(&pending, "confirm", &paid("249.00"), "c").await
        }
        Kind::NotCancellable => {
            let (_, pending) = waiting(server).await;
            server.clock.pass(Duration::days(1));
            server.tell(&pending, "cancel", &json!({}), "x").await
        }
        Kind::TooManyEndpoints => {
            for _ in 0..20 {
                server.endpoint(&["*"]).await;
            }
            server.ask("POST", "/v1/webhook-endpoints", &json!({ "url": "https://shop.example/" })).await
        }
        Kind::EndpointNotEnabled => {
            let endpoint = server.endpoint(&["*"]).await;
            server.ask("PATCH", &path(&endpoint, ""), &json!({ "state": "disabled" })).await;
            server.ask("POST", &path(&endpoint, "/test"), &json!({})).await
        }
        Kind::OriginNotAllowed => {
            let mut request = posted("application/json", 2);
            request.headers_mut().insert("origin", "https://evil.example".parse().unwrap());
            server.send(request).await
        }
        Kind::RateLimited => {
            let [_, second] = server.send_twice_to_a_strict_one(|| posted("application/json", 2)).await;
            second
        }
        Kind::HeadersTooLarge => {
            let mut request = posted("application/json", 2);
            request.headers_mut().insert("x-long", "x".repeat(16_384).parse().unwrap());
            server.send(request).await
        }
        Kind::NotAmendable => {
            let (_, pending) = waiting(server).await;
            server.tell(&pending, "amend", &json!({ "shipment": call()["shipment"] }), "a").await
        }
        Kind::NotInsurable => {
            let (_, pending) = waiting(server).await;
            server.tell(&pending, "confirm", &paid("249.00"), "c").await;
            let mut shipment = call()["shipment"].clone();
            shipment["insurance"]["amount"] = json!("1000000.00");
            server.tell(&pending, "amend", &json!({ "shipment": shipment }), "a").await
        }
        Kind::BatchesRunning => {
            // Two whose bodies do not end.
            let mut endings = Vec::new();
            for running in 1..=2 {
                let (body, ending) = crate::batches::body_without_an_end();
                endings.push(ending);
                tokio::spawn(server.router().oneshot(crate::batches::batch(&secret, "text/csv", body)));
                while server.app.operation.batches.running("demo") < running {
                    tokio::task::yield_now().await;
                }
            }
            server.send(crate::batches::batch(&secret, "text/csv", Body::empty())).await
        }
        Kind::PayloadTooLarge => server.send(posted("application/json", 100_000)).await,
        Kind::UnsupportedMediaType => server.send(posted("text/plain", 2)).await,
        Kind::IdempotencyKeyInFlight => {
            let first = Idempotency {
                key: "k".into(),
                fingerprint: fingerprint(&format!("POST /v1/quotes\n{}", call())),
            };
            let store = &server.app.desk.store;
            store.attempt("demo", &first, "answer_1", server.app.desk.clock.now()).await.unwrap();
            server.post_as(&secret, "/v1/quotes", &call(), Some("k")).await
        }
        Kind::IdempotencyKeyReused => {
            server.post_as("pk_demo", "/v1/quotes", &call(), Some("k")).await;
            let mut other = call();
            other["shipment"]["insurance"]["amount"] = json!("1.00");
            server.post_as("pk_demo", "/v1/quotes", &other, Some("k")).await
        }
        Kind::ConsentMismatch => {
            let mut body = server.booking_of(&server.offer(&call()).await, "A-1").await;
            body["consent"]["textHash"] = json!("sha256-of-something-else");
            server.book(&body, "k").await
        }
        Kind::NotClaimable => {
            let (_, pending) = waiting(server).await;
            claimant::submit(server, &claimant::request(&pending, "1.00"), "n").await
        }
        Kind::ClaimOpen => {
            let claim = claimed(server).await;
            let again = claimant::request(&json!({ "id": claim["booking"] }), "1.00");
            claimant::submit(server, &again, "again").await
        }
        Kind::WrongClaimState => {
            let claim = claimed(server).await;
            claimant::withdraw(server, &claim, "w").await;
            claimant::withdraw(server, &claim, "w2").await
        }
        Kind::NothingPayable => {
            let claim = claimant::claim(server, &booked(server).await, "0.00").await;
            claimant::decide(server, &claim, &json!({ "action": "approve" }), "a").await
        }
        Kind::AbovePayable => {
            let claim = claimed(server).await;
            let decision = json!({ "action": "approve", "amount": claimant::usd("1.01") });
            claimant::decide(server, &claim, &decision, "a").await
        }
        Kind::EvidenceFull => {
            let claim = claimed(server).await;
            let files = (0..21).map(|_| claimant::file("a.pdf", "application/pdf", b"%PDF-")).collect();
            claimant::prove(server, &claim, files, "e").await
        }
        Kind::UnsuitableEvidence => {
            let claim = claimed(server).await;
            let zip = claimant::file("a.pdf", "application/pdf", b"PK");
            claimant::prove(server, &claim, vec![zip], "e").await
        }
        Kind::TimedOut => server.never_end_to_send(posted("application/json", 0)).await,
        Kind::Unavailable => {
            server.lose_the_database().await;
            server.get("/v1/bookings", &secret).await
        }
    }
}

/// A booking that is covered.
async fn booked(server: &Server) -> Value {
    let (_, pending) = waiting(server).await;
    server.tell(&pending, "confirm", &paid("249.00"), "paid").await.body
}

/// A claim for 1.00.
async fn claimed(server: &Server) -> Value {
    claimant::claim(server, &booked(server).await, "1.00").await
}

/// A booking that waits for its payment, and what it was asked with.
async fn waiting(server: &Server) -> (Value, Value) {
    let body = server.booking_of(&server.offer(&call()).await, "A-1").await;
    let pending = server.book(&body, "k").await.body;
    (body, pending)
}

fn paid(amount: &str) -> Value {
    json!({ "order": { "value": { "amount": amount, "currency": "USD" } } })
}

fn posted(kind: &str, size: usize) -> Request<Body> {
    let request =
        Request::post("/v1/quotes").header("authorization", "Bearer pk_demo").header("content-type", kind);
    request.body(Body::from(vec![b' '; size])).unwrap()
}

#[tokio::test]
async fn every_kind_of_problem_is_come_to_and_explained() {
    for &kind in Kind::ALL {
        let server = Server::that_waits().await;
        let reply = provoke(kind, &server).await;
        assert_eq!(reply.problem(), (kind.status().as_u16(), kind.code()), "{}", reply.body);
        assert_eq!(reply.body["title"], kind.title());
        assert_eq!(reply.headers["content-type"], "application/problem+json");
        let page = server.get(reply.body["type"].as_str().unwrap(), "").await;
        assert_eq!(page.status, 200, "{kind:?} has no page");
        let html = page.body.as_str().unwrap();
        assert!(html.contains(kind.title()), "the page of {kind:?} is of something else");
        assert!(html.contains("What to do"), "the page of {kind:?} does not help");
    }
}

/// Each page is words in a file of its own; one that belongs to no kind would be read by nobody.
#[tokio::test]
async fn every_page_has_its_kind() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../www/problems");
    let files =
        std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
    let pages: BTreeSet<String> = Kind::ALL.iter().map(|kind| format!("{}.md", kind.code())).collect();
    assert_eq!(files.collect::<BTreeSet<_>>(), pages);
    let server = Server::start().await;
    assert_eq!(server.get("/problems/none", "").await.problem(), (404, "not-found"));
}
