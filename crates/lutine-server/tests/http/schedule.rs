//! When an event is sent, and sent again, on a clock of the test's own.

use lutine_booking::{Clock, Outcome, SCHEDULE, Unreachable};
use serde_json::{Value, json};
use time::Duration;

use crate::harness::Server;
use crate::receiver::{path, reply};

fn unavailable(retry_after: Option<Duration>) -> Outcome {
    Outcome::Failed { reply: reply(503), retry_after }
}

/// The one event of a kind, with its deliveries.
async fn event(server: &Server, kind: &str) -> Value {
    let events = server.ask("GET", &format!("/v1/events?type={kind}"), &Value::Null).await.body;
    let [event] = events["data"].as_array().unwrap().as_slice() else { panic!("{events}") };
    let id = event["id"].as_str().unwrap();
    server.ask("GET", &format!("/v1/events/{id}"), &Value::Null).await.body
}

async fn state(server: &Server, endpoint: &Value) -> Value {
    server.ask("GET", &path(endpoint, ""), &Value::Null).await.body
}

#[tokio::test]
async fn a_deaf_receiver_is_tried_ten_times_in_75_hours_and_then_no_more() {
    let server = Server::start().await;
    let endpoint = server.endpoint(&["booking.booked"]).await;
    server.receiver.answers(Outcome::Unreachable(Unreachable::TimedOut));
    server.booked("A").await;
    let begun = server.clock.now();
    let waits = [0, 5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400];
    assert_eq!(SCHEDULE.map(|wait| wait.whole_seconds()), waits);
    let mut at = begun;
    for (number, wait) in waits.into_iter().enumerate() {
        if wait > 0 {
            server.clock.set(at + Duration::seconds(wait - 1));
            assert_eq!(server.delivered().await.len(), number, "a second early");
        }
        at += Duration::seconds(wait);
        server.clock.set(at);
        let got = server.delivered().await;
        assert_eq!((got.len(), got[number].at), (number + 1, at));
    }
    assert_eq!(at - begun, Duration::seconds(75 * 3_600 + 35 * 60 + 5));
    server.clock.pass(Duration::days(30));
    let got = server.delivered().await;
    assert_eq!(got.len(), 10, "given up");
    let first = &got[0].message;
    for again in &got {
        assert_eq!((&again.message.id, &again.message.body), (&first.id, &first.body));
        assert_eq!(again.message.timestamp, again.at.unix_timestamp());
    }
    let told = event(&server, "booking.booked").await;
    assert_eq!(told["deliveries"][0]["state"], "failed");
    let attempts = told["deliveries"][0]["attempts"].as_array().unwrap();
    assert_eq!(attempts.len(), 10);
    assert_eq!(attempts[9]["number"], 10);
    assert_eq!(attempts[9]["outcome"], "unreachable");
    assert_eq!(attempts[9]["reason"], "timed-out");
    assert_eq!(state(&server, &endpoint).await["state"], "failing");
}

#[tokio::test]
async fn whoever_asks_to_be_left_alone_is_for_a_day_at_most() {
    for (asked, waits) in [
        (Duration::seconds(1), Duration::seconds(5)),
        (Duration::minutes(10), Duration::minutes(10)),
        (Duration::days(300), Duration::days(1)),
    ] {
        let server = Server::start().await;
        server.endpoint(&["booking.booked"]).await;
        server.receiver.answers(unavailable(Some(asked)));
        server.booked("A").await;
        server.delivered().await;
        server.clock.pass(waits - Duration::seconds(1));
        assert_eq!(server.delivered().await.len(), 1, "{asked} asked");
        server.clock.pass(Duration::seconds(1));
        assert_eq!(server.delivered().await.len(), 2, "{asked} asked");
        let told = event(&server, "booking.booked").await;
        assert_eq!(told["deliveries"][0]["attempts"][0]["retryAfter"], asked.whole_seconds());
        assert_eq!(told["deliveries"][0]["attempts"][0]["status"], 503);
        assert_eq!(told["deliveries"][0]["attempts"][0]["response"], "so");
    }
}

#[tokio::test]
async fn an_endpoint_that_is_gone_is_disabled_until_its_owner_enables_it() {
    let server = Server::start().await;
    let endpoint = server.endpoint(&["booking.booked"]).await;
    server.receiver.answers(Outcome::Gone(reply(410)));
    server.booked("A").await;
    assert_eq!(server.delivered().await.len(), 1);
    let disabled = state(&server, &endpoint).await;
    assert_eq!((&disabled["state"], &disabled["disabledBy"]), (&json!("disabled"), &json!("gone")));
    let told = event(&server, "endpoint.disabled").await;
    assert_eq!(told["data"], json!({ "id": endpoint["id"], "url": endpoint["url"], "disabledBy": "gone" }));
    server.booked("B").await;
    server.clock.pass(Duration::days(9));
    assert_eq!(server.delivered().await.len(), 1);
    let tested = server.ask("POST", &path(&endpoint, "/test"), &json!({})).await;
    assert_eq!(tested.problem(), (409, "endpoint-not-enabled"));
    server.receiver.answers(Outcome::Delivered(reply(200)));
    let enabled = server.ask("PATCH", &path(&endpoint, ""), &json!({ "state": "enabled" })).await;
    assert_eq!(enabled.body["state"], "enabled");
    server.booked("C").await;
    assert_eq!(server.delivered().await.len(), 2);
}

#[tokio::test]
async fn nothing_but_failures_for_five_days_disable_an_endpoint() {
    let server = Server::start().await;
    let endpoint = server.endpoint(&["booking.booked"]).await;
    let other = server.endpoint(&["endpoint.disabled"]).await;
    server.receiver.answers(unavailable(None));
    for day in 0..5 {
        server.booked(&format!("order {day}")).await;
        server.delivered().await;
        assert_eq!(state(&server, &endpoint).await["state"], "failing");
        server.clock.pass(Duration::DAY);
    }
    // One that is taken begins the count anew.
    server.receiver.answers(Outcome::Delivered(reply(200)));
    server.delivered().await;
    assert_eq!(state(&server, &endpoint).await["state"], "enabled");
    server.receiver.answers(unavailable(None));
    server.booked("last").await;
    server.delivered().await;
    server.clock.pass(Duration::days(5));
    server.delivered().await;
    let disabled = state(&server, &endpoint).await;
    assert_eq!((&disabled["state"], &disabled["disabledBy"]), (&json!("disabled"), &json!("failures")));
    let told = event(&server, "endpoint.disabled").await;
    assert_eq!(told["deliveries"][0]["endpoint"], other["id"], "its owner's others are told");
    assert_eq!(told["sequence"], 1);
}

#[tokio::test]
async fn whoever_dies_before_an_attempt_is_recorded_has_it_sent_again() {
    let server = Server::start().await;
    let endpoint = server.endpoint(&["booking.booked"]).await;
    server.booked("A").await;
    let desk = &server.app.desk;
    let taken = desk.take_due(endpoint["id"].as_str().unwrap(), 8).await.unwrap().unwrap();
    let secrets = [];
    let delivery = &taken.deliveries[0];
    let message =
        lutine_booking::Message::of(&delivery.event, &taken.endpoint.address, &secrets, desk.clock.now());
    desk.sink.post(&message).await;
    // It died here.
    server.clock.pass(Duration::seconds(59));
    assert_eq!(server.delivered().await.len(), 1);
    server.clock.pass(Duration::seconds(1));
    let got = server.delivered().await;
    assert_eq!(got.len(), 2);
    assert_eq!(got[0].message.id, got[1].message.id);
    server.clock.pass(Duration::days(9));
    assert_eq!(server.delivered().await.len(), 2);
}
