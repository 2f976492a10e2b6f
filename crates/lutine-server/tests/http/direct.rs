//! Batches of bookings: each line by itself, on the merchant's own account, and never twice.

use axum::body::Body;
use axum::http::Request;
use lutine_booking::fingerprint;
use serde_json::{Value, json};

use crate::harness::{Reply, Server, call};

fn line(order: &str) -> Value {
    json!({
        "call": call(),
        "order": { "id": order, "value": { "amount": "249.00", "currency": "USD" } },
        "policyholder": { "firstName": "Ada", "lastName": "Lovelace", "email": "ada@example.com", "country": "US" },
    })
}

async fn send(server: &Server, lines: &[String], key: &str) -> Reply {
    let request = Request::post("/v1/bookings/batch")
        .header("authorization", format!("Bearer {}", server.secret()))
        .header("content-type", "application/x-ndjson")
        .header("idempotency-key", key);
    server.send(request.body(Body::from(lines.join("\n"))).unwrap()).await
}

/// What became of each line: its number, its status, and the rest.
async fn book(server: &Server, lines: &[String], key: &str) -> Vec<(u64, u64, Value)> {
    let reply = send(server, lines, key).await;
    assert_eq!(reply.status, 200, "{:?}", reply.body);
    let text = reply.body.as_str().map_or_else(|| reply.body.to_string(), str::to_owned);
    let answers = text.lines().map(|line| {
        let answer: Value = serde_json::from_str(line).unwrap();
        let schema = "#/components/schemas/BatchBooking";
        assert_eq!(crate::contract::faults(schema, &answer), [""; 0], "{answer:#}");
        (answer["line"].as_u64().unwrap(), answer["status"].as_u64().unwrap(), answer)
    });
    answers.collect()
}

#[tokio::test]
async fn every_line_is_answered_in_its_order() {
    let server = Server::start().await;
    book(&server, &[line("A-0").to_string()], "earlier").await;
    let token = server.offer(&call()).await["quote"]["token"].clone();
    let mut quoted = line("A-2");
    quoted.as_object_mut().unwrap().remove("call");
    quoted["quote"] = token;
    let mut refused = line("A-3");
    refused["policyholder"]["email"] = json!("refused@example.com");
    let mut dear = line("A-4");
    dear["call"]["shipment"]["insurance"]["amount"] = json!("9000000.00");
    let mut wrong = line("A-5");
    wrong["call"]["shipment"]["insurance"]["amount"] = json!("oops");
    let mut dated = line("A-6");
    dated["call"]["asOf"] = json!("2026-01-01");
    let mut shopper = line("A-7");
    shopper["consent"] = json!({ "basis": "shopper" });
    let mut unsure = line("A-8");
    unsure["policyholder"]["email"] = json!("timeout@example.com");
    let lines = [line("A-1"), quoted, refused, dear, wrong, dated, shopper, unsure, line("A-0")];
    let mut lines: Vec<String> = lines.iter().map(Value::to_string).collect();
    lines.insert(2, String::new());
    lines.push("{".to_owned());
    let answers = book(&server, &lines, "k").await;
    let statuses: Vec<_> = answers.iter().map(|(line, status, _)| (*line, *status)).collect();
    let wanted = [
        (1, 201),
        (2, 201),
        (4, 201),
        (5, 409),
        (6, 400),
        (7, 400),
        (8, 400),
        (9, 202),
        (10, 409),
        (11, 400),
    ];
    assert_eq!(statuses, wanted, "{answers:#?}");
    let of = |line: usize| &answers[line].2;
    assert_eq!(
        (&of(0)["booking"]["state"], &of(2)["booking"]["state"]),
        (&json!("booked"), &json!("rejected"))
    );
    assert_eq!(of(3)["problem"]["code"], "not-insurable");
    assert_eq!(of(3)["problem"]["declined"][0]["reasons"][0]["code"], "value-above-limit");
    let error = |line: usize| of(line)["problem"]["errors"][0].clone();
    assert_eq!(error(4)["path"], "call.shipment.insurance.amount");
    assert_eq!((&error(5)["path"], &error(5)["code"]), (&json!("call.asOf"), &json!("server-sets-this")));
    assert_eq!(error(6)["path"], "consent.basis");
    assert_eq!(
        (&of(7)["booking"]["state"], &of(8)["problem"]["code"]),
        (&json!("unknown"), &json!("order-insured"))
    );
    assert_eq!(server.stored().await, 5);
}

/// What nobody looked at is recorded as what it is: the merchant's word, and the wording itself.
#[tokio::test]
async fn the_merchants_consent_is_to_the_wording_itself() {
    let server = Server::start().await;
    let booking = book(&server, &[line("A-1").to_string()], "k").await[0].2["booking"].clone();
    let consent = &booking["consent"];
    assert_eq!((&consent["basis"], &consent["total"]), (&json!("merchant"), &booking["offer"]["total"]));
    assert_eq!((&consent["quoteId"], &consent["at"]), (&booking["quoteId"], &json!("2026-11-21T12:00:00Z")));
    let config = server.get("/v1/config", "pk_demo").await.body;
    assert_eq!(consent["textHash"], config["texts"]["house-usd"]["en"]["hash"]);
    assert_eq!(consent["textHash"], json!(fingerprint(consent["shown"].as_str().unwrap())));
    let quote = format!("/v1/quotes/{}", booking["quoteId"].as_str().unwrap());
    assert_eq!(server.get(&quote, &server.secret()).await.body["state"], "booked");
}

#[tokio::test]
async fn a_batch_that_is_sent_again_books_nothing_twice() {
    let server = Server::start().await;
    let mut own = line("A-3");
    own["key"] = json!("of my own");
    let lines = [line("A-1"), line("A-2"), own.clone()].map(|line| line.to_string());
    let first = book(&server, &lines, "k").await;
    server.clock.pass(time::Duration::days(3));
    let again = book(&server, &lines, "k").await;
    for ((line, status, first), (_, replayed, again)) in first.iter().zip(&again) {
        assert_eq!((*status, *replayed, &first["booking"]), (201, 200, &again["booking"]), "line {line}");
    }
    // Under its own key a line is itself in any batch, and no other line is it.
    let moved = book(&server, &[own.to_string()], "another").await;
    assert_eq!((moved[0].1, &moved[0].2["booking"]), (200, &first[2].2["booking"]));
    own["order"]["id"] = json!("A-9");
    assert_eq!(book(&server, &[own.to_string()], "another").await[0].1, 422);
    assert_eq!(book(&server, &[line("A-8").to_string()], "k").await[0].1, 422, "another first line");
    assert_eq!(server.stored().await, 3);
}

#[tokio::test]
async fn what_is_no_batch_is_a_problem() {
    let server = Server::start().await;
    let request = |kind: &str, key: Option<&str>| {
        let request = Request::post("/v1/bookings/batch")
            .header("authorization", format!("Bearer {}", server.secret()))
            .header("content-type", kind);
        let request = key.into_iter().fold(request, |request, key| request.header("idempotency-key", key));
        request.body(Body::from(line("A-1").to_string())).unwrap()
    };
    let reply = server.send(request("application/json", Some("k"))).await;
    assert_eq!(reply.problem(), (415, "unsupported-media-type"));
    let reply = server.send(request("application/x-ndjson", None)).await;
    assert_eq!(reply.problem(), (400, "idempotency-key-missing"));
    assert_eq!(book(&server, &["x".repeat(70_000)], "k").await[0].1, 413);
    assert_eq!(send(&server, &[], "k").await.body, json!(""));
    assert_eq!(server.stored().await, 0);
}
