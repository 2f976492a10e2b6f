//! Imports: kept first, booked row by row, through any crash, and reported.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::body::Body;
use axum::http::Request;
use futures_util::future::BoxFuture;
use lutine_booking::{Clock, EventPage};
use lutine_insurers::Sandbox;
use lutine_server::import_some;
use serde_json::{Value, json};
use time::Duration;
use tokio::sync::Notify;

use crate::harness::{Reply, Server};
use crate::watched::{Asked, Watched};

const HEADER: &str = "order,first_name,last_name,email,policyholder,origin,destination,carrier,amount,currency,content,order_value";

pub(crate) fn row(order: &str, mailbox: &str, amount: &str) -> String {
    format!("{order},Ada,Lovelace,{mailbox}@example.com,US,US,US,usps,{amount},USD,t-shirts,")
}

pub(crate) fn table(rows: &[String]) -> String {
    format!("{HEADER}\n{}\n", rows.join("\n"))
}

async fn send(server: &Server, table: &str, query: &str, key: &str) -> Reply {
    send_as(server, &server.secret(), table, query, key).await
}

/// Sends a table as any merchant.
pub(crate) async fn send_as(server: &Server, secret: &str, table: &str, query: &str, key: &str) -> Reply {
    let request = Request::post(format!("/v1/imports{query}"))
        .header("authorization", format!("Bearer {secret}"))
        .header("content-type", "text/csv")
        .header("idempotency-key", key);
    server.send(request.body(Body::from(table.to_owned())).unwrap()).await
}

async fn kept(server: &Server, table: &str) -> String {
    let reply = send(server, table, "", "k").await;
    assert_eq!(reply.status, 202, "{:?}", reply.body);
    let location = reply.headers["location"].to_str().unwrap().to_owned();
    assert_eq!(location, format!("/v1/imports/{}", reply.body["id"].as_str().unwrap()));
    location
}

async fn read(server: &Server, import: &str) -> Value {
    server.get(import, &server.secret()).await.body
}

/// The lines of the report, without the header row.
async fn report(server: &Server, import: &str) -> Vec<Vec<String>> {
    let reply = server.get(&format!("{import}/report"), &server.secret()).await;
    let mut table = csv::Reader::from_reader(reply.body.as_str().unwrap().as_bytes());
    assert_eq!(
        table.headers().unwrap(),
        &["line", "outcome", "booking", "policy", "total", "currency", "reasons"][..]
    );
    table.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// Books as long as rows are there to be taken.
async fn work(server: &Server) {
    while import_some(&server.app).await.unwrap() > 0 {}
}

#[tokio::test]
async fn the_good_rows_are_booked_and_the_bad_ones_reported() {
    let server = Server::start().await;
    send(&server, &table(&[row("A-0", "ada", "249.00")]), "", "earlier").await;
    work(&server).await;
    let rows = [
        row("A-1", "ada", "249.00"),
        row("A-2", "ada", "oops"),
        row("A-3", "ada", "9000000.00"),
        row("A-4", "refused", "249.00"),
        "A-5,too,short".to_owned(),
        row("A-0", "ada", "100.00"),
        row("", "nobody", "0.00").replace("@example.com", ""),
    ];
    let import = kept(&server, &table(&rows)).await;
    let before = read(&server, &import).await;
    assert_eq!(
        (&before["state"], &before["rows"], &before["percent"]),
        (&json!("running"), &json!(7), &json!(14))
    );
    work(&server).await;
    let done = read(&server, &import).await;
    let figures = ["rows", "booked", "refused", "failed", "waiting", "percent"]
        .map(|name| done[name].as_u64().unwrap());
    assert_eq!((figures, &done["state"]), ([7, 1, 3, 3, 0, 100], &json!("completed")));
    let errors: Vec<_> = done["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| {
            (
                error["line"].as_u64().unwrap(),
                error["outcome"].as_str().unwrap(),
                error["reasons"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(errors[0], (3, "failed", "amount malformed-amount"));
    assert_eq!((errors[1].0, errors[1].1), (4, "refused"));
    assert!(errors[1].2.contains("house-usd: value-above-limit"), "{errors:?}");
    assert_eq!(errors[2], (5, "refused", "insurer-refused sandbox-refused"));
    assert_eq!(errors[3], (6, "failed", "wrong-number-of-cells"));
    assert_eq!(errors[4], (7, "refused", "order-insured"));
    assert_eq!(errors[5], (8, "failed", "amount zero-amount, order missing-field, email unknown-value"));
    let report = report(&server, &import).await;
    assert_eq!(report.len(), 7);
    let booking = server.get("/v1/bookings?order=A-1", &server.secret()).await.body["data"][0].clone();
    let policy = booking["policies"][0]["number"].as_str().unwrap();
    assert_eq!(report[0], ["2", "booked", booking["id"].as_str().unwrap(), policy, "2.49", "USD", ""]);
    assert_eq!(
        (&booking["consent"]["basis"], &booking["order"]["value"]["amount"]),
        (&json!("merchant"), &json!("249.00"))
    );
    let page =
        EventPage { limit: 9, after: None, kind: None, subject: done["id"].as_str().map(str::to_owned) };
    let events = server.app.desk.store.events("demo", &page).await.unwrap();
    let told: Vec<_> =
        events.iter().map(|event| (event.kind.as_str(), event.sequence, &event.data["booked"])).collect();
    assert_eq!(told, [("import.completed", 1, &json!(1))]);
    let list = server.get("/v1/imports", &server.secret()).await.body;
    assert_eq!(list["data"][0]["id"], done["id"]);
}

#[tokio::test]
async fn a_table_that_is_sent_again_is_the_import_that_was_kept() {
    let server = Server::start().await;
    let table = table(&[row("A-1", "ada", "249.00")]);
    let import = kept(&server, &table).await;
    work(&server).await;
    let again = send(&server, &table, "", "k").await;
    assert_eq!(
        (again.status.as_u16(), &again.headers["idempotent-replayed"]),
        (202, &"true".parse().unwrap())
    );
    assert_eq!(
        (again.headers["location"].to_str().unwrap(), &again.body["state"]),
        (import.as_str(), &json!("completed"))
    );
    assert_eq!(
        send(&server, &table, "?programme=house-usd", "k").await.problem(),
        (422, "idempotency-key-reused")
    );
    work(&server).await;
    assert_eq!(server.stored().await, 1);
}

#[tokio::test]
async fn a_programme_that_is_named_is_the_only_one_asked() {
    let server = Server::start().await;
    let table = table(&[row("A-1", "ada", "249.00"), row("A-2", "ada", "9000000.00")]);
    let import = send(&server, &table, "?programme=secursus-usd", "k").await.body;
    work(&server).await;
    let booking = server.get("/v1/bookings?order=A-1", &server.secret()).await.body["data"][0].clone();
    assert_eq!(booking["offer"]["programme"], "secursus-usd");
    let import = read(&server, &format!("/v1/imports/{}", import["id"].as_str().unwrap())).await;
    assert_eq!(
        (&import["programme"], &import["errors"][0]["reasons"]),
        (&json!("secursus-usd"), &json!("value-above-limit"))
    );
}

#[tokio::test]
async fn what_is_no_table_is_not_kept() {
    let server = Server::start().await;
    for table in ["", HEADER, "order\nA-1", "order,nonsense\nA,B"] {
        assert_eq!(send(&server, table, "", "k").await.problem(), (400, "invalid-input"), "{table:?}");
    }
    let good = table(&[row("A-1", "ada", "249.00")]);
    assert_eq!(send(&server, &good, "?programme=nobody", "k").await.problem(), (400, "invalid-input"));
    assert_eq!(send(&server, &good, "?program=house-usd", "k").await.problem(), (400, "invalid-input"));
    // Rows that nobody sees would be parcels that nobody insures.
    let rows: Vec<String> = (1..=9).map(|number| row(&format!("A-{number}"), "ada", "249.00")).collect();
    let marked = |places: &[usize]| {
        let mut rows = rows.clone();
        places.iter().for_each(|place| rows[*place] = rows[*place].replacen("A-", "\"A-", 1));
        table(&rows)
    };
    for (unsound, says) in [
        (table(&vec![row("A-1", "ada", "249.00"); 20_001]), "more than 20000 rows"),
        (good.replace(',', ";"), "write commas"),
        (marked(&[3]), "line 5 opens"),
        (marked(&[3, 6]), "line 5 opens"),
    ] {
        let reply = send(&server, &unsound, "", "k").await;
        assert_eq!(reply.problem(), (400, "invalid-input"), "{says}");
        assert!(reply.body["errors"][0]["message"].as_str().unwrap().contains(says), "{}", reply.body);
    }
    for (kind, status) in [("text/csv; charset=UTF-8", 400), ("text/csv; charset=windows-1252", 415)] {
        let request =
            Request::post("/v1/imports").header("content-type", kind).header("idempotency-key", "k");
        let request = request.header("authorization", format!("Bearer {}", server.secret()));
        assert_eq!(server.send(request.body(Body::empty()).unwrap()).await.status, status, "{kind}");
    }
    let list = server.get("/v1/imports", &server.secret()).await.body;
    assert_eq!(list, json!({ "data": [] }));
}

/// The reconciler settles the booking; the row follows it.
#[tokio::test]
async fn a_row_whose_end_is_not_known_waits_for_it() {
    let server = Server::start().await;
    let import = kept(&server, &table(&[row("A-1", "timeout", "249.00")])).await;
    work(&server).await;
    let waits = read(&server, &import).await;
    assert_eq!((&waits["state"], &waits["waiting"]), (&json!("running"), &json!(1)));
    assert_eq!(server.app.desk.settle_in_flight(server.clock.now()).await.unwrap(), 1);
    server.clock.pass(Duration::seconds(61));
    work(&server).await;
    let done = read(&server, &import).await;
    assert_eq!((&done["state"], &done["booked"]), (&json!("completed"), &json!(1)));
}

#[tokio::test]
async fn an_import_goes_on_where_a_crash_left_it_and_books_no_row_twice() {
    let reached = Arc::new(Notify::new());
    let (stuck, binds) = (Arc::clone(&reached), AtomicUsize::new(0));
    // The third bind is not answered before the process is gone.
    let at_the_third = move |asked| -> BoxFuture<'static, ()> {
        if asked != Asked::Bind || binds.fetch_add(1, Ordering::SeqCst) != 2 {
            return Box::pin(std::future::ready(()));
        }
        stuck.notify_one();
        Box::pin(std::future::pending())
    };
    let server = Server::insured_by(Watched(Sandbox::default(), at_the_third)).await;
    let rows: Vec<_> = (0..100).map(|number| row(&format!("A-{number}"), "ada", "249.00")).collect();
    let import = kept(&server, &table(&rows)).await;
    let app = server.app.clone();
    let working = tokio::spawn(async move { import_some(&app).await });
    reached.notified().await;
    working.abort();
    assert!(working.await.unwrap_err().is_cancelled(), "it was in the middle of it");
    // Those that were in hand wait until they count as lost; the others do not.
    work(&server).await;
    let half = read(&server, &import).await;
    assert_eq!((&half["state"], half["booked"].as_u64().unwrap() < 100), (&json!("running"), true));
    server.clock.pass(Duration::seconds(61));
    server.app.desk.settle_in_flight(server.clock.now()).await.unwrap();
    work(&server).await;
    server.clock.pass(Duration::seconds(61));
    work(&server).await;
    let done = read(&server, &import).await;
    assert_eq!(
        (&done["state"], &done["booked"], &done["percent"]),
        (&json!("completed"), &json!(100), &json!(100))
    );
    assert_eq!(server.stored().await, 100);
    assert!(report(&server, &import).await.iter().all(|row| row[1] == "booked" && row[4] == "2.49"));
}
