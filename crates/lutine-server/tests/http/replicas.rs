//! Four servers on one PostgreSQL behave as one.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use futures_util::future::{BoxFuture, join_all};
use lutine_booking::{Clock, Insurer};
use lutine_insurers::Sandbox;
use lutine_store::PostgresStore;
use serde_json::{Value, json};

use crate::at_once::all_book_the_same;
use crate::harness::{Reply, Server, call, path};
use crate::postgres;
use crate::watched::{Asked, Watched};

/// How often an insurer is asked.
#[derive(Clone, Default)]
struct Counts {
    binds: Arc<AtomicUsize>,
    lookups: Arc<AtomicUsize>,
}

impl Counts {
    fn of(&self, sandbox: Sandbox) -> impl Insurer + Clone + 'static {
        let counts = self.clone();
        Watched(sandbox, move |asked| -> BoxFuture<'static, ()> {
            match asked {
                Asked::Bind => counts.binds.fetch_add(1, Ordering::Relaxed),
                Asked::Lookup => counts.lookups.fetch_add(1, Ordering::Relaxed),
                Asked::Other => 0,
            };
            Box::pin(std::future::ready(()))
        })
    }
}

/// Servers on one new database, each with connections of its own, and how often the insurer of all is asked.
async fn servers(count: usize, sandbox: Sandbox) -> (Vec<Arc<Server>>, Counts) {
    let counts = Counts::default();
    let insurer = counts.of(sandbox);
    let address = postgres::database().await;
    let mut servers = Vec::new();
    for _ in 0..count {
        let store = PostgresStore::connect(&address).await.unwrap();
        servers.push(Arc::new(Server::beside(Arc::new(store), insurer.clone()).await));
    }
    (servers, counts)
}

/// Answers as they compare: what is made anew in every world has the name of its place instead.
#[derive(Default)]
struct Answers {
    names: HashMap<String, String>,
    answers: Vec<(u16, bool, Value)>,
}

impl Answers {
    fn keep(&mut self, reply: Reply) -> Value {
        let replayed = reply.headers.contains_key("idempotent-replayed");
        let named = self.named(&reply.body);
        self.answers.push((reply.status.as_u16(), replayed, named));
        reply.body
    }

    fn named(&mut self, value: &Value) -> Value {
        match value {
            Value::Object(fields) => {
                fields.iter().map(|(name, value)| (name.clone(), self.named_field(name, value))).collect()
            }
            Value::Array(values) => values.iter().map(|value| self.named(value)).collect(),
            other => other.clone(),
        }
    }

    fn named_field(&mut self, field: &str, value: &Value) -> Value {
        match (field, value) {
            (
                "id" | "quoteId" | "token" | "shopperToken" | "number" | "next" | "signature",
                Value::String(text),
            ) => {
                let name = format!("{field} {}", self.names.len());
                json!(self.names.entry(text.clone()).or_insert(name))
            }
            (_, other) => self.named(other),
        }
    }
}

/// A day of a shop, each request at the next of the servers, and what is there in the evening.
async fn day(servers: &[Arc<Server>]) -> Vec<(u16, bool, Value)> {
    let mut turn = 0;
    let mut next = || {
        turn += 1;
        &servers[turn % servers.len()]
    };
    let mut answers = Answers::default();
    // A day on which what is sold can be given back.
    servers.iter().for_each(|server| server.clock.pass(time::Duration::days(1)));
    for mailbox in ["ada", "refused", "timeout", "cancel-refused", "cancel-timeout"] {
        for order in 0..2 {
            let quoted = answers.keep(next().post("/v1/quotes", &call()).await);
            let mut body = next().booking_of(&quoted["offers"][0], &format!("{mailbox} {order}")).await;
            body["policyholder"]["email"] = json!(format!("{mailbox}@example.com"));
            let key = format!("{mailbox} {order}");
            let booked = answers.keep(next().book(&body, &key).await);
            answers.keep(next().book(&body, &key).await);
            answers.keep(next().book(&body, "another key").await);
            answers.keep(next().get(path(&booked, "").trim_end_matches('/'), &next().secret()).await);
            let cancel = path(&booked, "cancel");
            let shopper = booked["shopperToken"].as_str().unwrap();
            answers.keep(next().post_as(shopper, &cancel, &json!({ "preview": true }), None).await);
            if order == 0 {
                answers.keep(next().tell(&booked, "cancel", &json!({}), &format!("cancel {key}")).await);
                answers.keep(next().tell(&booked, "cancel", &json!({}), &format!("cancel {key}")).await);
                answers.keep(next().post_as(shopper, &cancel, &json!({}), Some("again")).await);
            }
            let quoted = answers.keep(next().post("/v1/quotes", &call()).await);
            let second = next().booking_of(&quoted["offers"][0], &format!("{mailbox} {order}")).await;
            answers.keep(next().book(&second, &format!("second {key}")).await);
            let quote = quoted["offers"][0]["quote"]["id"].as_str().unwrap();
            answers.keep(next().post(&format!("/v1/quotes/{quote}/decline"), &json!({})).await);
        }
    }
    for server in servers {
        server.app.desk.settle_in_flight(server.clock.now()).await.unwrap();
    }
    answers.keep(next().get("/v1/bookings?limit=100", &next().secret()).await);
    answers.answers
}

#[tokio::test(flavor = "multi_thread")]
async fn four_servers_answer_as_one_does() {
    let ([one, four], mut days) = ([1, 4], Vec::new());
    for count in [one, four] {
        days.push(day(&servers(count, Sandbox::default()).await.0).await);
    }
    let states = days[0].last().unwrap().2["data"].as_array().unwrap().iter();
    let open = states
        .clone()
        .filter(|booking| ["unknown", "booking", "cancelling"].iter().any(|open| booking["state"] == *open));
    assert_eq!(open.count(), 0, "in the evening all has ended");
    assert!({ states }.any(|booking| booking["state"] == "cancelled"), "and something was given back");
    for (place, (one, four)) in days[0].iter().zip(&days[1]).enumerate() {
        assert_eq!(one, four, "answer {place}");
    }
    assert_eq!(days[0].len(), days[1].len());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_key_at_all_of_them_books_once() {
    let (servers, counts) = servers(4, crate::at_once::thoughtful()).await;
    let booked = all_book_the_same(&servers).await.body;
    assert_eq!(counts.binds.load(Ordering::Relaxed), 1);
    let shopper = booked["shopperToken"].as_str().unwrap();
    for server in &servers {
        let read = server.get(path(&booked, "").trim_end_matches('/'), shopper).await;
        assert_eq!((read.status.as_u16(), &read.body["policies"]), (200, &booked["policies"]));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_booking_is_settled_by_one_of_them() {
    const BOOKINGS: usize = 40;
    let (servers, counts) = servers(4, Sandbox::default()).await;
    for number in 0..BOOKINGS {
        let (maker, booker) = (&servers[number % 4], &servers[(number + 1) % 4]);
        let mut body = booker.booking_of(&maker.offer(&call()).await, &format!("A-{number}")).await;
        body["policyholder"]["email"] = json!("timeout@example.com");
        assert_eq!(booker.book(&body, &format!("k{number}")).await.body["state"], "unknown");
    }
    let now = servers[0].clock.now();
    servers.iter().for_each(|server| server.clock.pass(time::Duration::minutes(1)));
    let settling = servers.iter().map(|server| {
        let server = Arc::clone(server);
        tokio::spawn(async move { server.app.desk.settle_in_flight(now).await.unwrap() })
    });
    let settled: usize = join_all(settling.collect::<Vec<_>>()).await.into_iter().map(Result::unwrap).sum();
    assert_eq!(settled, BOOKINGS);
    let asked = [&counts.binds, &counts.lookups].map(|count| count.load(Ordering::Relaxed));
    assert_eq!(asked, [BOOKINGS, BOOKINGS], "each is looked up once, and never bound again");
    let listed = servers[3].get("/v1/bookings?limit=100", &servers[3].secret()).await.body;
    let booked = listed["data"].as_array().unwrap().iter().filter(|booking| booking["state"] == "booked");
    assert_eq!(booked.count(), BOOKINGS);
}
