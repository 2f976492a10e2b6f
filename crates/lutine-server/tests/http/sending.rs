//! What leaves this machine: to whom, and what is made of what comes back. Over real connections.

#![expect(clippy::disallowed_methods, reason = "receivers of the tests' own, which are no part of the API")]

use std::io;
use std::net::IpAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::header::{CONNECTION, LOCATION, RETRY_AFTER};
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use lutine_booking::{Message, Outcome, Sink, Unreachable};
use lutine_server::webhooks::{DEADLINE, Guard, HttpSink, Names, Reach};
use time::Duration;
use tokio::net::TcpListener;

use crate::harness::TestClock;

/// Names that stand for one answer after the other, and then for the last one.
struct Changing {
    answers: Vec<&'static [&'static str]>,
    asked: AtomicUsize,
}

#[async_trait]
impl Names for Changing {
    async fn look_up(&self, _: &str) -> io::Result<Vec<IpAddr>> {
        let turn = self.asked.fetch_add(1, Ordering::SeqCst).min(self.answers.len() - 1);
        Ok(self.answers[turn].iter().map(|ip| ip.parse().unwrap()).collect())
    }
}

fn sink(reach: Reach, answers: &[&'static [&'static str]]) -> HttpSink {
    patient(reach, answers, DEADLINE)
}

fn patient(reach: Reach, answers: &[&'static [&'static str]], deadline: std::time::Duration) -> HttpSink {
    let names = Changing { answers: answers.to_vec(), asked: AtomicUsize::new(0) };
    HttpSink::new(Guard::new(reach).unwrap(), Arc::new(names), Arc::new(TestClock::default()), deadline)
}

/// What every name stands for where nothing else is said.
const HERE: &[&[&str]] = &[&["127.0.0.1"]];

fn message(url: &str) -> Message {
    Message {
        address: url.parse().unwrap(),
        id: "event_1".to_owned(),
        timestamp: 1_795_000_000,
        signature: "v1,YQ== v1,Yg==".to_owned(),
        body: r#"{"type":"webhook.test"}"#.to_owned(),
    }
}

/// A receiver on this machine: its port.
async fn receiver(router: Router) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(axum::serve(listener, router).into_future());
    port
}

/// A listener that answers nobody: its port, and how many came.
async fn door() -> (u16, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (port, came) = (listener.local_addr().unwrap().port(), Arc::new(AtomicUsize::new(0)));
    let counter = Arc::clone(&came);
    tokio::spawn(async move {
        while listener.accept().await.is_ok() {
            counter.fetch_add(1, Ordering::SeqCst);
        }
    });
    (port, came)
}

fn unreachable(why: Unreachable) -> Outcome {
    Outcome::Unreachable(why)
}

#[tokio::test]
async fn a_message_arrives_as_it_is_with_the_headers_of_the_standard() {
    let got = Arc::new(Mutex::new(None));
    let keep = Arc::clone(&got);
    let taking = post(async move |headers: HeaderMap, body: Bytes| {
        *keep.lock().unwrap() = Some((headers, body));
        "thanks"
    });
    let port = receiver(Router::new().route("/hooks", taking)).await;
    let url = format!("http://shop.example:{port}/hooks");
    let outcome = sink(Reach::Private, HERE).post(&message(&url)).await;
    let Outcome::Delivered(reply) = outcome else { panic!("{outcome:?}") };
    assert_eq!((reply.status, reply.said.as_str()), (200, "thanks"));
    let (headers, body) = got.lock().unwrap().take().unwrap();
    assert_eq!(body, message(&url).body);
    for (name, value) in [
        ("webhook-id", "event_1"),
        ("webhook-timestamp", "1795000000"),
        ("webhook-signature", "v1,YQ== v1,Yg=="),
        ("content-type", "application/json"),
    ] {
        assert_eq!(headers[name], value);
    }
    assert!(headers["user-agent"].to_str().unwrap().starts_with("Lutine/"));
}

#[tokio::test]
async fn nothing_goes_to_this_machine_unless_that_is_set() {
    let (port, came) = door().await;
    for (url, names) in [
        (format!("https://127.0.0.1:{port}/"), HERE),
        (format!("https://2130706433:{port}/"), HERE),
        (format!("https://[::1]:{port}/"), HERE),
        (format!("http://shop.example:{port}/"), HERE),
        (format!("https://shop.example:{port}/"), HERE),
        (format!("https://shop.example:{port}/"), &[&["8.8.8.8", "127.0.0.1"]]),
        (format!("https://shop.example:{port}/"), &[&["::ffff:127.0.0.1"]]),
        (format!("https://metadata.google.internal:{port}/"), &[&["169.254.169.254"]]),
    ] {
        let outcome = sink(Reach::Public, names).post(&message(&url)).await;
        assert_eq!(outcome, unreachable(Unreachable::AddressRefused), "{url}");
    }
    // Development opens this machine, and no cloud's metadata.
    let url = format!("http://metadata.google.internal:{port}/");
    let outcome = sink(Reach::Private, &[&["169.254.169.254"]]).post(&message(&url)).await;
    assert_eq!(outcome, unreachable(Unreachable::AddressRefused));
    assert_eq!(came.load(Ordering::SeqCst), 0, "nobody was connected to");
}

#[tokio::test]
async fn a_name_that_comes_to_stand_for_something_else_leads_nowhere() {
    let answer = post(async || ([(CONNECTION, "close")], "ok"));
    let port = receiver(Router::new().route("/", answer)).await;
    let url = format!("http://rebinding.example:{port}/");
    // A second look within one sending would find the second answer.
    let sink = sink(Reach::Private, &[&["127.0.0.1"], &["169.254.169.254"]]);
    let outcome = sink.post(&message(&url)).await;
    assert!(matches!(outcome, Outcome::Delivered(_)), "{outcome:?}");
    assert_eq!(sink.post(&message(&url)).await, unreachable(Unreachable::AddressRefused));
}

#[tokio::test]
async fn every_answer_is_understood() {
    let elsewhere = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&elsewhere);
    let router = Router::new()
        .route("/moved", post(async || (StatusCode::TEMPORARY_REDIRECT, [(LOCATION, "/elsewhere")])))
        .route(
            "/elsewhere",
            post(async move || {
                counter.fetch_add(1, Ordering::SeqCst);
            }),
        )
        .route("/gone", post(async || (StatusCode::GONE, "nobody")))
        .route("/busy", post(async || (StatusCode::TOO_MANY_REQUESTS, [(RETRY_AFTER, "120")], "later")))
        .route("/nothing", post(async || StatusCode::NO_CONTENT))
        .route("/odd", post(async || (StatusCode::INTERNAL_SERVER_ERROR, b"a\0b\x1b[31m\xffc\nd".to_vec())));
    let port = receiver(router).await;
    let sink = sink(Reach::Private, HERE);
    let sent = async |path: &str| {
        let outcome = sink.post(&message(&format!("http://127.0.0.1:{port}{path}"))).await;
        let reply = outcome.reply().unwrap().clone();
        (outcome.name(), reply.status, reply.said, outcome)
    };
    let (name, status, ..) = sent("/moved").await;
    assert_eq!((name, status), ("failed", 307));
    assert_eq!(elsewhere.load(Ordering::SeqCst), 0, "no redirect is followed");
    let (name, status, said, _) = sent("/gone").await;
    assert_eq!((name, status, said.as_str()), ("gone", 410, "nobody"));
    let (name, status, _, outcome) = sent("/busy").await;
    let asks =
        matches!(outcome, Outcome::Failed { retry_after: Some(wait), .. } if wait == Duration::minutes(2));
    assert!((name, status, asks) == ("failed", 429, true));
    assert_eq!(sent("/nothing").await.0, "delivered");
    assert_eq!(sent("/odd").await.2, "ab[31m\u{fffd}c\nd");
    assert_eq!(sent("/none").await.1, 404);
}

#[tokio::test]
async fn of_an_endless_answer_the_beginning_is_kept() {
    let endless = async || {
        let chunks = futures_util::stream::repeat_with(|| Ok::<_, io::Error>("x".repeat(700)));
        (StatusCode::OK, Body::from_stream(chunks))
    };
    let port = receiver(Router::new().route("/", post(endless))).await;
    let outcome = sink(Reach::Private, HERE).post(&message(&format!("http://127.0.0.1:{port}/"))).await;
    let Outcome::Delivered(reply) = outcome else { panic!("{outcome:?}") };
    assert_eq!(reply.said, "x".repeat(1024));
}

#[tokio::test]
async fn whoever_is_not_there_is_not_reached() {
    let closed = {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        listener.local_addr().unwrap().port()
    };
    let posted = async |names, url: String| sink(Reach::Private, names).post(&message(&url)).await;
    let nobody = posted(HERE, format!("http://shop.example:{closed}/")).await;
    assert_eq!(nobody, unreachable(Unreachable::NotConnected));
    let nameless = posted(&[&[]], format!("http://shop.example:{closed}/")).await;
    assert_eq!(nameless, unreachable(Unreachable::NotResolved));
    let (door, _) = door().await;
    let closing = posted(HERE, format!("http://shop.example:{door}/")).await;
    assert_eq!(closing, unreachable(Unreachable::BrokenOff));
}

#[tokio::test]
async fn whoever_never_answers_is_not_waited_for_for_ever() {
    let silent = post(async || std::future::pending::<()>().await);
    let port = receiver(Router::new().route("/", silent)).await;
    let sink = patient(Reach::Private, HERE, std::time::Duration::from_millis(50));
    let outcome = sink.post(&message(&format!("http://127.0.0.1:{port}/"))).await;
    assert_eq!(outcome, unreachable(Unreachable::TimedOut));
}
