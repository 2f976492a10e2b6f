//! The corpus over HTTP: every call that can be asked there is answered as the core answers it, to the last cent.

use std::collections::HashMap;

use lutine_booking::{Payment, too_large};
use lutine_core::Node;
use serde_json::{Value, json};
use time::Date;
use time::macros::format_description;

use crate::corpus::{Rates, Vector, vectors};
use crate::harness::{Reply, Server, Setup, demo};

/// What the server sets and no caller may. A vector states it for the server, not in the body.
const SET_BY_THE_SERVER: [&str; 2] = ["asOf", "exchangeRates"];

#[tokio::test]
async fn every_vector_that_can_be_asked_is_answered_exactly() {
    let calls: Vec<Vector> =
        vectors().into_iter().filter(|vector| vector.json.get("call").is_some()).collect();
    let (asked, left_out): (Vec<&Vector>, Vec<&Vector>) =
        calls.iter().partition(|vector| can_be_asked(vector));
    let left_out: Vec<&str> = left_out.iter().map(|vector| vector.name()).collect();
    assert_eq!(
        left_out,
        [
            "invalid: a missing date",
            "invalid: a day that never was",
            "invalid: a zero exchange rate",
            "invalid: an exchange rate for the base",
            "invalid: everything at once",
            "invalid: 101 parcels that inherit 100 items",
            "invalid: day 2026-1-01",
            "invalid: day 2026-11-21T00:00:00Z",
            "invalid: day 0000-01-01",
            "invalid: day 2027-02-29",
            "invalid: day 2100-02-29",
            "invalid: day 2026-13-01",
            "invalid: day 20261121",
            "invalid: a day as a number",
            "invalid: null for the day",
            "invalid: exchange rate -0.92",
            "invalid: exchange rate 12345678901",
            "invalid: exchange rate 0.1234567890",
            "invalid: exchange rate 0,92",
            "invalid: exchange rate 92%",
            "invalid: exchange rate 1e3",
            "invalid: exchange rate 0.92",
            "invalid: exchange rates with faults",
            "invalid: exchange rates without a base",
            "invalid: a list of exchange rates",
            "invalid: a bad day and nothing to insure",
        ],
        "everything else can be asked"
    );
    let mut servers: HashMap<(Rates, String), Server> = HashMap::new();
    let mut wrong = Vec::new();
    for vector in &asked {
        let mut call = vector.json["call"].clone();
        let [day, exchange_rates] =
            SET_BY_THE_SERVER.map(|name| call.as_object_mut().and_then(|call| call.remove(name)));
        let rates = exchange_rates.unwrap_or_default();
        let place = (vector.rates(), rates.to_string());
        if !servers.contains_key(&place) {
            servers.insert(place.clone(), server(vector.rates(), &rates).await);
        }
        let server = &servers[&place];
        if let Some(day) = day {
            server.clock.set(noon(&day));
        }
        let reply = server.post("/v1/quotes", &call).await;
        wrong.extend(vector.differences(&answer(vector, reply)));
    }
    assert!(
        wrong.is_empty(),
        "{} differences in {} vectors:\n{}",
        wrong.len(),
        asked.len(),
        wrong.join("\n")
    );
}

/// Not where a fault lies in what the server sets: its clock always shows a day, and its merchant's rates have been
/// read before anybody asks. Nor where the server answers no call that is so large. All other faults can be made by a caller.
fn can_be_asked(vector: &Vector) -> bool {
    let call: Node = serde_json::from_value(vector.json["call"].clone()).unwrap();
    if too_large(&call).is_some() {
        return false;
    }
    let errors = vector.json["answer"]["errors"].as_array();
    let mut paths = errors.into_iter().flatten().filter_map(|error| error["path"].as_str());
    !paths.any(|path| SET_BY_THE_SERVER.iter().any(|name| path.split('.').next() == Some(name)))
}

/// A server whose merchant sells all programmes and quotes with these exchange rates.
async fn server(rates: Rates, exchange_rates: &Value) -> Server {
    let exchange_rates: Option<Node> = serde_json::from_value(exchange_rates.clone()).unwrap();
    let data = rates.data();
    let mut demo = demo(Payment::AtOnce);
    let id = |node: &Node| node.get("id").and_then(Node::as_text).unwrap().to_owned();
    demo.settings.programmes = data.programmes.iter().map(id).collect();
    demo.settings.exchange_rates = exchange_rates;
    Server::of(Setup { demo, data, ..Setup::default() }).await
}

fn noon(day: &Value) -> time::OffsetDateTime {
    let day = Date::parse(day.as_str().unwrap(), format_description!("[year]-[month]-[day]")).unwrap();
    day.with_hms(12, 0, 0).unwrap().assume_utc()
}

/// The reply as the core would have said it: without the signature of each offer, and faults out of their problem.
fn answer(vector: &Vector, mut reply: Reply) -> Value {
    let content_type = reply.headers["content-type"].to_str().unwrap();
    if reply.status == 400 {
        assert_eq!(content_type, "application/problem+json", "{vector}");
        assert_eq!(reply.body["code"], "invalid-input", "{vector}");
        return json!({ "outcome": "invalid", "errors": reply.body["errors"] });
    }
    assert_eq!((reply.status.as_u16(), content_type), (200, "application/json"), "{vector}: {}", reply.body);
    for offer in reply.body["offers"].as_array_mut().unwrap() {
        let quote = offer.as_object_mut().unwrap().remove("quote").unwrap();
        assert!(quote["token"].is_string(), "{vector}: {quote}");
    }
    reply.body
}
