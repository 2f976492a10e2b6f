//! Batches of prices: answered while they arrive, as `lutine quote-batch` answers a file, with the merchant's terms.

use std::convert::Infallible;

use axum::body::{Body, Bytes};
use axum::http::Request;
use futures_util::{StreamExt, stream};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use tokio::sync::mpsc;
use tower::ServiceExt;

use crate::harness::{Reply, Server};

const HEADER: &str = "reference,origin,destination,carrier,amount,currency,content\n";

pub(crate) fn batch(key: &str, kind: &str, body: Body) -> Request<Body> {
    let request = Request::post("/v1/quotes/batch").header("authorization", format!("Bearer {key}"));
    request.header("content-type", kind).body(body).unwrap()
}

/// A body that goes on until the other end is dropped, and what it is written by.
pub(crate) fn body_without_an_end() -> (Body, mpsc::Sender<&'static str>) {
    let (sender, receiver) = mpsc::channel::<&'static str>(1);
    let pieces = futures_util::stream::unfold(receiver, async |mut receiver| {
        let piece = receiver.recv().await?;
        Some((Ok::<_, std::io::Error>(Bytes::from_static(piece.as_bytes())), receiver))
    });
    (Body::from_stream(pieces), sender)
}

async fn price(server: &Server, kind: &str, body: &str) -> Reply {
    server.send(batch(&server.secret(), kind, Body::from(body.to_owned()))).await
}

/// The lines of an answer.
fn lines(reply: &Reply) -> Vec<Value> {
    assert_eq!(reply.status, 200, "{:?}", reply.body);
    let text = reply.body.as_str().map_or_else(|| reply.body.to_string(), str::to_owned);
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[tokio::test]
async fn rows_are_answered_in_their_order_and_their_format() {
    let server = Server::start().await;
    let rows = format!(
        "{HEADER}a,US,US,usps,249.00,USD,t-shirts\nb,US,US,usps,oops,USD,t-shirts\nc,US,US,usps,90000000.00,USD,t-shirts\n"
    );
    let reply = price(&server, "text/csv; charset=utf-8", &rows).await;
    assert_eq!((reply.status.as_u16(), &reply.headers["content-type"]), (200, &"text/csv".parse().unwrap()));
    let text = reply.body.as_str().unwrap();
    let answered: Vec<_> = text.lines().collect();
    assert!(answered[0].ends_with(",outcome,programme,premium,tax,total,reasons"), "{text}");
    assert_eq!(answered[1], "a,US,US,usps,249.00,USD,t-shirts,quoted,house-usd,2.49,0.00,2.49,");
    assert!(answered[2].contains("line 3: amount malformed-amount"), "{text}");
    assert!(answered[3].contains("value-above-limit"), "{text}");
    assert_eq!(answered.len(), 4);
    let row = json!({ "origin": "US", "destination": "US", "carrier": "usps", "amount": "249.00", "currency": "USD" });
    let reply = price(&server, "application/x-ndjson", &format!("{row}\n{row}")).await;
    let totals: Vec<_> = lines(&reply).iter().map(|line| line["total"].clone()).collect();
    assert_eq!(totals, ["2.49", "2.49"]);
}

/// What a row is told is what a quote would cost, on the server's day and with the merchant's rates.
#[tokio::test]
async fn prices_are_those_of_a_quote() {
    let server = Server::start().await;
    server.clock.pass(time::Duration::days(1));
    for (amount, currency) in [("249.00", "USD"), ("100.00", "EUR"), ("12345", "JPY"), ("0.01", "GBP")] {
        let row = json!({ "origin": "US", "destination": "CA", "carrier": "usps", "amount": amount,
            "currency": currency, "content": "t-shirts", "policyholder": "IT" });
        let call = json!({
            "shipment": {
                "origin": { "country": "US" },
                "destination": { "country": "CA" },
                "carrier": "usps",
                "insurance": { "amount": amount, "currency": currency, "content": "t-shirts" },
                "parcels": [{}],
            },
            "policyholder": { "country": "IT" },
        });
        let offer = server.offer(&call).await;
        // Twice: only the second such row takes the quick path.
        let reply = price(&server, "application/x-ndjson", &format!("{row}\n{row}\n{row}\n{call}\n")).await;
        let lines = lines(&reply);
        for line in &lines[..3] {
            assert_eq!(
                (&line["programme"], &line["total"]),
                (&offer["programme"], &offer["total"]["amount"]),
                "{amount} {currency}"
            );
        }
        assert_eq!(lines[3]["offers"][0]["total"], offer["total"]);
        assert_eq!(lines[3]["offers"][0].get("quote"), None, "nothing is signed");
    }
}

#[tokio::test]
async fn the_day_and_the_rates_are_the_servers() {
    let server = Server::start().await;
    let call = json!({ "asOf": "2026-01-01", "exchangeRates": null, "shipment": {} });
    let reply = price(&server, "application/x-ndjson", &format!("{call}\n{{}}\n")).await;
    let first = &lines(&reply)[0];
    assert_eq!(
        (&first["outcome"], &first["errors"][0]["code"]),
        (&json!("invalid"), &json!("server-sets-this"))
    );
    let path = "/v1/quotes/batch?programme=house-gbp";
    let request = Request::post(path).header("authorization", format!("Bearer {}", server.secret()));
    let foreign = request.header("content-type", "text/csv").body(Body::from(HEADER)).unwrap();
    let foreign = server.send(foreign).await;
    assert_eq!(
        (foreign.problem(), &foreign.body["errors"][0]["code"]),
        ((400, "invalid-input"), &json!("unknown-programme"))
    );
}

#[tokio::test]
async fn what_is_no_batch_is_a_problem() {
    let server = Server::start().await;
    for body in ["", "\n\n", "origin,destination\nUS,US\n", "origin,what\n"] {
        assert_eq!(price(&server, "text/csv", body).await.problem(), (400, "invalid-input"), "{body:?}");
    }
    let long = "x".repeat(2 * 1024 * 1024);
    assert_eq!(price(&server, "application/x-ndjson", &long).await.problem(), (400, "invalid-input"));
    assert_eq!(price(&server, "application/json", "{}").await.problem(), (415, "unsupported-media-type"));
    let empty = price(&server, "application/x-ndjson", "").await;
    assert_eq!((empty.status.as_u16(), &empty.body), (200, &json!("")));
}

#[tokio::test]
async fn a_slow_sender_is_answered_as_it_sends() {
    let server = Server::start().await;
    let (body, sender) = body_without_an_end();
    let router = server.router();
    let answer = tokio::spawn(router.oneshot(batch(&server.secret(), "text/csv", body)));
    sender.send(HEADER).await.unwrap();
    sender.send("a,US,US,usps,249.00,USD,t-shirts\n").await.unwrap();
    let mut pieces = answer.await.unwrap().unwrap().into_body().into_data_stream();
    let first = pieces.next().await.unwrap().unwrap();
    assert!(first.ends_with(b"2.49,0.00,2.49,\n"), "{first:?}");
    sender.send("b,US,US,usps,249.00,USD,t-shirts\n").await.unwrap();
    assert!(pieces.next().await.unwrap().unwrap().starts_with(b"b,"));
    assert_eq!(server.app.operation.batches.running("demo"), 1);
    // Whoever reads has gone: that alone ends the work, whether or not another row comes.
    drop(pieces);
    sender.closed().await;
    while server.app.operation.batches.running("demo") > 0 {
        tokio::task::yield_now().await;
    }
}

/// Whoever sends and never reads holds nothing for long; and what was read until then is not taken for the whole.
#[tokio::test]
async fn an_answer_that_nobody_reads_is_given_up() {
    let server = Server::start().await;
    let rows = Bytes::from("US,US,249.00,USD\n".repeat(10_000));
    let table = stream::iter([Bytes::from_static(b"origin,destination,amount,currency\n")])
        .chain(stream::repeat(rows));
    let prices = batch(&server.secret(), "text/csv", Body::from_stream(table.map(Ok::<_, Infallible>)));
    let lines = stream::repeat(Ok::<_, Infallible>(Bytes::from_static(b"{}\n")));
    let bookings = Request::post("/v1/bookings/batch")
        .header("authorization", format!("Bearer {}", server.secret()))
        .header("content-type", "application/x-ndjson")
        .header("idempotency-key", "b")
        .body(Body::from_stream(lines))
        .unwrap();
    for request in [prices, bookings] {
        let response = server.without_patience(2_000).oneshot(request).await.unwrap();
        assert_eq!(response.status(), 200);
        while server.app.operation.batches.running("demo") > 0 {
            tokio::task::yield_now().await;
        }
        let read: Vec<_> = StreamExt::collect(response.into_body().into_data_stream()).await;
        assert!(read.len() > 1 && read.last().is_some_and(Result::is_err));
    }
}

/// More than any buffer on the way holds, in one piece and whole.
#[tokio::test]
async fn a_long_batch_comes_back_whole() {
    let server = Server::start().await;
    let rows = 100_000;
    let row = "US,US,249.00,USD\n";
    let pieces = (0..rows / 1000).map(move |_| Ok::<_, std::io::Error>(row.repeat(1000)));
    let header = std::iter::once(Ok("origin,destination,amount,currency\n".to_owned()));
    let body = Body::from_stream(futures_util::stream::iter(header.chain(pieces)));
    let response = server.router().oneshot(batch(&server.secret(), "text/csv", body)).await.unwrap();
    let answered = response.into_body().collect().await.unwrap().to_bytes();
    let lines: Vec<_> = answered.split(|byte| *byte == b'\n').collect();
    assert_eq!(lines.len(), rows + 2);
    assert!(lines[1..=rows].iter().all(|line| line.ends_with(b",quoted,house-usd,2.49,0.00,2.49,")));
}
