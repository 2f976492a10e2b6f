//! What a merchant's server and the insurer's side send about claims.

use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};

use crate::harness::{Reply, Server, call};

pub(crate) fn usd(amount: &str) -> Value {
    json!({ "amount": amount, "currency": "USD" })
}

/// A 5,000.00 watch, on terms that are decided on within 72 hours.
pub(crate) fn watch() -> Value {
    let mut call = call();
    call["shipment"]["insurance"] = json!({ "amount": "5000.00", "currency": "USD", "content": "watch" });
    call["programmes"] = json!(["secursus-usd"]);
    call
}

/// So many parcels, each insured for 249.00.
pub(crate) fn parcels(count: usize) -> Value {
    let mut call = call();
    call["shipment"]["parcels"] = json!(vec![json!({}); count]);
    call
}

pub(crate) async fn booked(server: &Server, call: &Value) -> Value {
    booked_by(server, call, "ada").await
}

/// A booking for an order and a mailbox of this name.
pub(crate) async fn booked_by(server: &Server, call: &Value, mailbox: &str) -> Value {
    let offer = server.offer(call).await;
    let order = format!("{mailbox} {}", offer["quote"]["id"]);
    let mut body = server.booking_of(&offer, &order).await;
    body["policyholder"]["email"] = json!(format!("{mailbox}@example.com"));
    server.book(&body, &order).await.body
}

fn loss(amount: &str) -> Value {
    json!({ "peril": "loss", "amount": amount, "signed": false, "shippedOn": "2026-11-20" })
}

/// What is sent to claim an amount of a booking's only parcel.
pub(crate) fn request(booking: &Value, amount: &str) -> Value {
    json!({ "booking": booking["id"], "loss": loss(amount) })
}

pub(crate) async fn submit(server: &Server, body: &Value, key: &str) -> Reply {
    server.post_as(&server.secret(), "/v1/claims", body, Some(key)).await
}

/// A claim for an amount, under a key of its own.
pub(crate) async fn claim(server: &Server, booking: &Value, amount: &str) -> Value {
    let key = format!("claim {amount} of {}", booking["id"]);
    let reply = submit(server, &request(booking, amount), &key).await;
    assert_eq!(reply.status, 201, "{}", reply.body);
    reply.body
}

fn of_claim(claim: &Value, what: &str) -> String {
    format!("/v1/claims/{}{what}", claim["id"].as_str().unwrap())
}

pub(crate) async fn read(server: &Server, claim: &Value) -> Value {
    server.get(&of_claim(claim, ""), &server.secret()).await.body
}

pub(crate) async fn withdraw(server: &Server, claim: &Value, key: &str) -> Reply {
    server.post_as(&server.secret(), &of_claim(claim, "/withdraw"), &json!({}), Some(key)).await
}

pub(crate) async fn decide(server: &Server, claim: &Value, decision: &Value, key: &str) -> Reply {
    let insurer = server.insurer();
    server.post_as(&insurer, &of_claim(claim, "/decision"), decision, Some(key)).await
}

/// The whole payout is granted and paid.
pub(crate) async fn accept(server: &Server, claim: &Value) {
    let key = |what: &str| format!("{what} {}", claim["id"]);
    decide(server, claim, &json!({ "action": "approve" }), &key("approve")).await;
    let paid = json!({ "action": "paid", "reference": "SEPA" });
    assert_eq!(decide(server, claim, &paid, &key("pay")).await.body["state"], "paid");
}

/// A part of a form: its own headers, and what is in it.
pub(crate) struct Part<'p> {
    pub(crate) headers: String,
    pub(crate) content: &'p [u8],
}

/// A file of the form, as it says of itself.
pub(crate) fn file<'p>(name: &str, declared: &str, content: &'p [u8]) -> Part<'p> {
    let headers = format!(
        "content-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\ncontent-type: {declared}"
    );
    Part { headers, content }
}

/// A field of the form.
pub(crate) fn field<'p>(name: &str, content: &'p str) -> Part<'p> {
    let headers = format!("content-disposition: form-data; name=\"{name}\"");
    Part { headers, content: content.as_bytes() }
}

/// Sends a form for a claim, with the boundary that is given.
pub(crate) async fn send(
    server: &Server,
    claim: &Value,
    boundary: &str,
    parts: &[Part<'_>],
    key: &str,
) -> Reply {
    send_as(server, &server.secret(), claim, boundary, parts, key).await
}

/// The same for any merchant.
pub(crate) async fn send_as(
    server: &Server,
    secret: &str,
    claim: &Value,
    boundary: &str,
    parts: &[Part<'_>],
    key: &str,
) -> Reply {
    let mut body = Vec::new();
    for part in parts {
        body.extend_from_slice(format!("--{boundary}\r\n{}\r\n\r\n", part.headers).as_bytes());
        body.extend_from_slice(part.content);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
    let request = Request::post(of_claim(claim, "/evidence"))
        .header("authorization", format!("Bearer {secret}"))
        .header("content-type", format!("multipart/form-data; boundary={boundary}"))
        .header("idempotency-key", key);
    server.send(request.body(Body::from(body)).unwrap()).await
}

/// Sends invoices.
pub(crate) async fn prove(server: &Server, claim: &Value, files: Vec<Part<'_>>, key: &str) -> Reply {
    let mut parts = files;
    parts.push(field("kind", "invoice"));
    send(server, claim, "a-boundary", &parts, key).await
}
