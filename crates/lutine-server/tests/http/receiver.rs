//! Whoever takes webhooks, in the test's own process: keeps what it gets, and answers as it is told to.

use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use lutine_booking::{Address, Clock, Message, NotAdmitted, Outcome, Reply, Sink};
use lutine_server::webhooks::{Guard, Reach};
use serde_json::Value;
use time::OffsetDateTime;

use crate::harness::{Server, TestClock};

/// Takes webhooks, at every address that a real server would send to.
#[derive(Clone)]
pub(crate) struct Receiver {
    clock: TestClock,
    guard: Arc<Guard>,
    answer: Arc<Mutex<Outcome>>,
    got: Arc<Mutex<Vec<Got>>>,
}

/// Whoever sends there waits.
pub(crate) const NEVER_ANSWERS: &str = "slow.example";

/// What came.
#[derive(Clone)]
pub(crate) struct Got {
    pub(crate) at: OffsetDateTime,
    pub(crate) message: Message,
}

impl Got {
    pub(crate) fn body(&self) -> Value {
        serde_json::from_str(&self.message.body).unwrap()
    }
}

pub(crate) fn reply(status: u16) -> Reply {
    Reply { status, said: "so".to_owned() }
}

impl Receiver {
    pub(crate) fn new(clock: TestClock) -> Self {
        Self {
            clock,
            guard: Arc::new(Guard::new(Reach::Public).unwrap()),
            answer: Arc::new(Mutex::new(Outcome::Delivered(reply(200)))),
            got: Arc::default(),
        }
    }

    /// From now on it answers so.
    pub(crate) fn answers(&self, outcome: Outcome) {
        *self.answer.lock().unwrap() = outcome;
    }

    pub(crate) fn got(&self) -> Vec<Got> {
        self.got.lock().unwrap().clone()
    }
}

#[async_trait]
impl Sink for Receiver {
    fn admits(&self, address: &Address) -> Result<(), NotAdmitted> {
        self.guard.admits_by_looks(address)
    }

    async fn post(&self, message: &Message) -> Outcome {
        if message.address.url().host_str() == Some(NEVER_ANSWERS) {
            std::future::pending::<()>().await;
        }
        self.got.lock().unwrap().push(Got { at: self.clock.now(), message: message.clone() });
        self.answer.lock().unwrap().clone()
    }
}

impl Server {
    /// Sends what is due now, and says what the receiver has got in all.
    pub(crate) async fn delivered(&self) -> Vec<Got> {
        self.app.desk.deliver_due().await.unwrap();
        self.receiver.got()
    }

    /// Books an order: the id of the booking.
    pub(crate) async fn booked(&self, order: &str) -> String {
        let offer = self.offer(&crate::harness::call()).await;
        let booking = self.book(&self.booking_of(&offer, order).await, order).await;
        booking.body["id"].as_str().unwrap().to_owned()
    }

    /// Makes an endpoint: as it is answered.
    pub(crate) async fn endpoint(&self, events: &[&str]) -> Value {
        let body = serde_json::json!({ "url": "https://shop.example/hooks", "events": events });
        let made = self.ask("POST", "/v1/webhook-endpoints", &body).await;
        assert_eq!(made.status, 201, "{}", made.body);
        made.body
    }
}

/// The address of an endpoint, and what is done with it.
pub(crate) fn path(endpoint: &Value, what: &str) -> String {
    format!("/v1/webhook-endpoints/{}{what}", endpoint["id"].as_str().unwrap())
}
