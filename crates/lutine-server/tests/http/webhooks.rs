//! Endpoints as their owner makes, changes and tests them, and what they are sent.

use lutine_booking::{Clock, Outcome};
use lutine_server::webhooks::keep_delivering;
use serde_json::{Value, json};
use standardwebhooks::Webhook;
use time::Duration;
use time::format_description::well_known::Rfc3339;

use crate::harness::Server;
use crate::receiver::{Got, NEVER_ANSWERS, path, reply};

const ENDPOINTS: &str = "/v1/webhook-endpoints";

/// With which of these secrets a message is signed.
fn signed_with(got: &Got, secrets: &[&str]) -> Vec<bool> {
    let message = &got.message;
    let signatures: Vec<_> = message.signature.split(' ').collect();
    let good = |secret: &&str| {
        let webhook = Webhook::new(secret).unwrap();
        let signature = webhook.sign(&message.id, message.timestamp, message.body.as_bytes()).unwrap();
        signatures.contains(&signature.as_str())
    };
    secrets.iter().map(good).collect()
}

#[tokio::test]
async fn a_booking_is_told_of_in_order_and_signed() {
    let server = Server::that_waits().await;
    let endpoint = server.endpoint(&["*"]).await;
    let booking = server.booked("A").await;
    let paid = json!({ "order": { "value": { "amount": "249.00", "currency": "USD" } } });
    let confirmed = server.tell(&json!({ "id": booking }), "confirm", &paid, "c").await;
    assert_eq!(confirmed.status, 201, "{}", confirmed.body);
    let got = server.delivered().await;
    let told: Vec<_> =
        got.iter().map(|got| (got.body()["type"].clone(), got.body()["sequence"].clone())).collect();
    let kinds = ["booking.booking", "booking.booked"];
    assert_eq!(told, kinds.into_iter().zip(1..).map(|(kind, n)| (json!(kind), json!(n))).collect::<Vec<_>>());
    for got in &got {
        let body = got.body();
        assert_eq!(got.message.address.to_string(), "https://shop.example/hooks");
        assert_eq!((&body["data"]["id"], &body["id"]), (&json!(booking), &json!(got.message.id)));
        assert_eq!(body["timestamp"], server.clock.now().format(&Rfc3339).unwrap());
        assert!(!got.message.body.contains("ada@example.com"), "{body}");
        assert_eq!(signed_with(got, &[endpoint["secret"].as_str().unwrap()]), [true]);
    }
}

#[tokio::test]
async fn a_secret_is_seen_once_and_lies_nowhere() {
    let server = Server::start().await;
    let body = json!({ "url": "https://shop.example/hooks", "description": "ours" });
    let secret_key = server.secret();
    let make = || server.post_as(&secret_key, ENDPOINTS, &body, Some("k"));
    let made = make().await;
    assert_eq!((made.status.as_u16(), made.headers["cache-control"].to_str().unwrap()), (201, "no-store"));
    let secret = made.body["secret"].as_str().unwrap().to_owned();
    let again = make().await;
    assert_eq!((again.status.as_u16(), &again.body), (201, &made.body), "whoever asks again under the key");
    assert_eq!(again.headers["idempotent-replayed"], "true");
    assert_eq!(again.headers["cache-control"], "no-store");
    let other = server.ask("POST", ENDPOINTS, &body).await.body;
    assert_ne!(other["secret"], made.body["secret"]);
    let mut shown = made.body.clone();
    shown.as_object_mut().unwrap().remove("secret");
    assert_eq!(server.ask("GET", &path(&shown, ""), &Value::Null).await.body, shown);
    let list = server.ask("GET", ENDPOINTS, &Value::Null).await.body;
    assert_eq!((list["data"].as_array().unwrap().len(), &list["data"][0]), (2, &shown));
    let files = server.files();
    let lies = |text: &str| files.windows(text.len()).any(|window| window == text.as_bytes());
    assert!(lies("shop.example"), "the files are those of the database");
    assert!(!lies(secret.trim_start_matches("whsec_")));
}

#[tokio::test]
async fn secrets_overlap_while_a_receiver_learns_the_new_one() {
    let server = Server::start().await;
    let endpoint = server.endpoint(&["booking.booked"]).await;
    let rotate = async |body: Value| server.ask("POST", &path(&endpoint, "/rotate"), &body).await;
    let rotated = rotate(json!({})).await;
    assert_eq!(rotated.status, 200, "{}", rotated.body);
    assert_eq!(rotated.headers["cache-control"], "no-store");
    assert_eq!(rotated.body["secrets"].as_array().unwrap().len(), 2);
    let secrets = [&endpoint, &rotated.body].map(|body| body["secret"].as_str().unwrap());
    server.clock.pass(Duration::hours(24) - Duration::seconds(1));
    server.booked("A").await;
    assert_eq!(signed_with(&server.delivered().await[0], &secrets), [true, true]);
    server.clock.pass(Duration::seconds(1));
    server.booked("B").await;
    assert_eq!(signed_with(&server.delivered().await[1], &secrets), [false, true]);
    let leaked = rotate(json!({ "overlapHours": 0 })).await.body;
    server.booked("C").await;
    let all = [secrets[0], secrets[1], leaked["secret"].as_str().unwrap()];
    assert_eq!(signed_with(&server.delivered().await[2], &all), [false, false, true]);
    let long = rotate(json!({ "overlapHours": 169 })).await;
    assert_eq!(long.problem(), (400, "invalid-input"));
}

#[tokio::test]
async fn what_cannot_be_sent_to_is_no_endpoint() {
    let server = Server::start().await;
    let good = json!({ "url": "https://shop.example/hooks" });
    let with = |name: &str, value: Value| {
        let mut body = good.clone();
        body[name] = value;
        body
    };
    for (body, path) in [
        (json!({}), "url"),
        (with("url", json!("http://shop.example/")), "url"),
        (with("url", json!("https://127.0.0.1/")), "url"),
        (with("url", json!("https://[::ffff:10.0.0.1]/")), "url"),
        (with("url", json!("https://169.254.169.254/latest/meta-data")), "url"),
        (with("url", json!("https://ada:secret@shop.example/")), "url"),
        (with("url", json!("https://shop.example:22/")), "url"),
        (with("events", json!([])), "events"),
        (with("events", json!(["booking.bookd"])), "events"),
        (with("events", json!("booking.booked")), "events"),
        (with("description", json!("x".repeat(201))), "description"),
        (with("secret", json!("whsec_mine")), "secret"),
    ] {
        let reply = server.ask("POST", ENDPOINTS, &body).await;
        assert_eq!(reply.problem(), (400, "invalid-input"), "{body}");
        assert_eq!(reply.body["errors"][0]["path"], path, "{body}");
    }
    let endpoint = server.endpoint(&["*"]).await;
    let moved = server.ask("PATCH", &path(&endpoint, ""), &json!({ "url": "https://10.0.0.1/" })).await;
    assert_eq!(moved.problem(), (400, "invalid-input"));
    let unknown = server.ask("PATCH", &path(&endpoint, ""), &json!({ "state": "failing" })).await;
    assert_eq!(unknown.problem(), (400, "invalid-input"));
}

#[tokio::test]
async fn a_merchant_has_twenty_endpoints_at_most() {
    let server = Server::start().await;
    for _ in 0..20 {
        server.endpoint(&["*"]).await;
    }
    let body = json!({ "url": "https://shop.example/hooks" });
    let more = server.ask("POST", ENDPOINTS, &body).await;
    assert_eq!(more.problem(), (409, "too-many-endpoints"));
    let list = server.ask("GET", ENDPOINTS, &Value::Null).await.body;
    let deleted = server.ask("DELETE", &path(&list["data"][3], ""), &Value::Null).await;
    assert_eq!(deleted.status, 204);
    assert_eq!(server.ask("GET", &path(&list["data"][3], ""), &Value::Null).await.problem().0, 404);
    server.endpoint(&["*"]).await;
}

#[tokio::test]
async fn an_endpoint_is_tested_the_way_that_events_go() {
    let server = Server::start().await;
    let endpoint = server.endpoint(&["claim.*"]).await;
    server.endpoint(&["*"]).await;
    let (secret, test) = (server.secret(), path(&endpoint, "/test"));
    let tested = server.post_as(&secret, &test, &json!({}), Some("t")).await;
    assert_eq!(tested.status, 201, "{}", tested.body);
    let again = server.post_as(&secret, &test, &json!({}), Some("t")).await;
    assert_eq!(again.body, tested.body);
    let got = server.delivered().await;
    assert_eq!(got.len(), 1);
    assert_eq!((&got[0].body()["type"], &got[0].body()["id"]), (&json!("webhook.test"), &tested.body["id"]));
    let unknown = server.ask("POST", &test, &json!({ "url": "https://other.example" })).await;
    assert_eq!(unknown.problem(), (400, "invalid-input"));
    assert_eq!(server.ask("POST", &test, &Value::Null).await.status, 201, "it needs no body");
}

#[tokio::test]
async fn events_are_listed_in_parts_and_told_again() {
    let server = Server::start().await;
    let [first, second] = [server.booked("A").await, server.booked("B").await];
    let list = async |query: &str| server.ask("GET", &format!("/v1/events{query}"), &Value::Null).await.body;
    let all = list("").await;
    assert_eq!((&all["data"][0]["subject"], &all["data"][1]["subject"]), (&json!(second), &json!(first)));
    assert_eq!(all["next"], Value::Null);
    let part = list("?limit=1").await;
    assert_eq!((part["data"].as_array().unwrap().len(), &part["next"]), (1, &all["data"][0]["id"]));
    let rest = list(&format!("?limit=1&after={}", part["next"].as_str().unwrap())).await;
    assert_eq!((&rest["data"][0], &rest["next"]), (&all["data"][1], &Value::Null));
    assert_eq!(list(&format!("?subject={first}")).await["data"], json!([all["data"][1]]));
    assert_eq!(list("?type=booking.cancelled").await["data"], json!([]));
    let faulty = server.ask("GET", "/v1/events?kind=x", &Value::Null).await;
    assert_eq!(faulty.problem(), (400, "invalid-input"));

    let redeliver = format!("/v1/events/{}/redeliver", all["data"][1]["id"].as_str().unwrap());
    let nobody = server.ask("POST", &redeliver, &json!({})).await;
    assert_eq!(nobody.problem(), (409, "endpoint-not-enabled"), "nobody was told of it");
    let endpoint = server.endpoint(&["claim.*"]).await;
    let body = json!({ "endpoint": endpoint["id"] });
    let begun = server.ask("POST", &redeliver, &body).await;
    assert_eq!((begun.status.as_u16(), &begun.body["deliveries"][0]["state"]), (200, &json!("pending")));
    assert_eq!(server.delivered().await[0].body()["data"]["id"], json!(first));
    assert_eq!(server.ask("POST", &redeliver, &json!({})).await.status, 200);
    let got = server.delivered().await;
    assert_eq!((got.len(), &got[0].message.id), (2, &got[1].message.id));
    let foreign = server.ask("POST", &redeliver, &json!({ "endpoint": "endpoint_none" })).await;
    assert_eq!(foreign.problem(), (404, "not-found"));
}

#[tokio::test]
async fn what_happens_while_the_server_runs_is_sent_at_once_and_to_the_end() {
    let server = Server::start().await;
    server.endpoint(&["booking.booked"]).await;
    let loops = tokio::spawn(keep_delivering(server.app.clone()));
    server.booked("A").await;
    let delivered = async |count| came(&server, count).await;
    delivered(1).await;
    server.receiver.answers(Outcome::Failed { reply: reply(500), retry_after: None });
    server.booked("B").await;
    delivered(2).await;
    server.receiver.answers(Outcome::Delivered(reply(200)));
    while server.receiver.got().len() < 3 {
        server.clock.pass(Duration::seconds(1));
        tokio::task::yield_now().await;
    }
    server.app.operation.stopping.cancel();
    loops.await.unwrap();
    assert_eq!(server.app.desk.store.backlog().await.unwrap().pending, 0);
}

#[tokio::test]
async fn whoever_never_answers_keeps_nobody_else_waiting() {
    let server = Server::start().await;
    let slow = json!({ "url": format!("https://{NEVER_ANSWERS}/hooks"), "events": ["booking.booked"] });
    assert_eq!(server.ask("POST", ENDPOINTS, &slow).await.status, 201);
    server.endpoint(&["booking.booked"]).await;
    for number in 0..20 {
        server.booked(&number.to_string()).await;
    }
    let loops = tokio::spawn(keep_delivering(server.app.clone()));
    came(&server, 20).await;
    while server.app.desk.store.backlog().await.unwrap().pending > 20 {
        tokio::task::yield_now().await;
    }
    loops.abort();
}

/// Waits until so many messages came.
async fn came(server: &Server, count: usize) {
    while server.receiver.got().len() < count {
        tokio::task::yield_now().await;
    }
}
