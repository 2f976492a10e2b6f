//! Quotes and bookings over HTTP.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;
use axum::routing::post;
use axum::{Json, Router};
use http_body_util::Full;
use hyper::Request;
use serde_json::{Value, json};
use tokio::sync::oneshot;

use crate::backend::{self, Kept};
use crate::load::{Bodies, Until, better, load};
use crate::{line, raw, runtime};

const CLIENTS: usize = 64;
const OVER: Duration = Duration::from_secs(5);
const BOOKINGS: usize = 20_000;
/// Each figure is the best of so many rounds: others' work on the machine only ever slows one down.
const ROUNDS: usize = 3;

/// An echo, and one that answers once what it echoes is durable: what a quote could come to if it were for nothing.
#[expect(clippy::disallowed_methods, reason = "an echo beside which the API is measured is no part of it")]
async fn echoes(folder: &Path) -> [SocketAddr; 2] {
    let echo = Router::new().route("/v1/quotes", post(async |Json(body): Json<Value>| Json(body)));
    let keeper = raw::keeper(folder).await;
    let keeping = async move |body: Bytes| {
        let (told, durable) = oneshot::channel();
        let value: Value = serde_json::from_slice(&body).expect("JSON");
        keeper.send((body, told)).await.expect("the keeper");
        durable.await.expect("a commit");
        Json(value)
    };
    let keeping = Router::new().route("/v1/quotes", post(keeping));
    [backend::serve(echo).await, backend::serve(keeping).await]
}

pub(crate) fn quotes() {
    let runtime = runtime(2);
    let sqlite = runtime.block_on(backend::sqlite());
    let [echo, keeping] = runtime.block_on(echoes(sqlite.folder.path()));
    let quoting = runtime.block_on(backend::backend(Arc::clone(&sqlite.store)));
    let asked = |address| {
        let body = Bytes::from(call().to_string());
        let one = move |_| request("/v1/quotes", "quote", body.clone());
        load(address, CLIENTS, Until::Over(OVER), Bodies::Drop, Arc::new(one))
    };
    // In turns, so that what else the machine does is everybody's.
    let (mut echoed, mut kept, mut quoted) = (None, None, None);
    for _ in 0..ROUNDS {
        echoed = better(echoed, asked(echo));
        kept = better(kept, asked(keeping));
        quoted = better(quoted, asked(quoting));
    }
    if let (Some(echoed), Some(kept), Some(quoted)) = (echoed, kept, quoted) {
        line("HTTP: axum echoes the JSON", &echoed, None);
        line("HTTP: the same, once it is a row in SQLite", &kept, Some(&echoed));
        line("HTTP: POST /v1/quotes, kept in SQLite", &quoted, Some(&echoed));
    }
    booked("HTTP: POST /v1/bookings, SQLite", &runtime, &sqlite);
    let (postgres, _) = runtime.block_on(backend::postgres());
    booked("HTTP: POST /v1/bookings, PostgreSQL", &runtime, &postgres);
}

/// A booking is written before the insurer is asked and when it has answered: two commits each.
fn booked(name: &str, runtime: &tokio::runtime::Runtime, kept: &Kept) {
    let address = runtime.block_on(backend::backend(Arc::clone(&kept.store)));
    let hash = load(address, 1, Until::Count(1), Bodies::Keep, Arc::new(|_| get("/v1/config")));
    let config: Value = serde_json::from_slice(&hash.bodies[0]).expect("the configuration");
    let hash = config["texts"]["house-usd"]["en"]["hash"].clone();
    let body = Bytes::from(call().to_string());
    let quote = move |_| request("/v1/quotes", "quote", body.clone());
    let quotes = load(address, CLIENTS, Until::Count(BOOKINGS), Bodies::Keep, Arc::new(quote));
    let bookings: Vec<Bytes> = quotes
        .bodies
        .iter()
        .enumerate()
        .map(|(number, body)| {
            let answer: Value = serde_json::from_slice(body).expect("an answer");
            Bytes::from(booking(&answer["offers"][0], &hash, number).to_string())
        })
        .collect();
    let book =
        move |number: usize| request("/v1/bookings", &format!("key {number}"), bookings[number].clone());
    let figures = load(address, CLIENTS, Until::Count(BOOKINGS), Bodies::Drop, Arc::new(book));
    line(name, &figures, None);
}

pub(crate) fn call() -> Value {
    json!({
        "shipment": {
            "origin": { "country": "US" },
            "destination": { "country": "US" },
            "carrier": "usps",
            "insurance": { "amount": "249.00", "currency": "USD", "content": "t-shirts" },
            "parcels": [{}],
        },
        "programmes": ["house-usd"],
    })
}

pub(crate) fn booking(offer: &Value, hash: &Value, number: usize) -> Value {
    json!({
        "quote": offer["quote"]["token"],
        "order": { "id": format!("order {number}"), "value": { "amount": "249.00", "currency": "USD" } },
        "policyholder": { "firstName": "Ada", "lastName": "Lovelace", "email": "ada@example.com", "country": "US" },
        "consent": {
            "basis": "shopper",
            "quoteId": offer["quote"]["id"],
            "total": offer["total"],
            "textHash": hash,
            "locale": "en",
            "shown": "Insure this parcel?",
        },
    })
}

fn request(path: &str, key: &str, body: Bytes) -> Request<Full<Bytes>> {
    let mut request = Request::post(path)
        .header("host", "localhost")
        .header("authorization", "Bearer pk_demo")
        .header("content-type", "application/json");
    if path != "/v1/quotes" {
        request = request.header("idempotency-key", key);
    }
    request.body(Full::new(body)).expect("a request")
}

fn get(path: &str) -> Request<Full<Bytes>> {
    let request = Request::get(path).header("host", "localhost").header("authorization", "Bearer pk_demo");
    request.body(Full::default()).expect("a request")
}
