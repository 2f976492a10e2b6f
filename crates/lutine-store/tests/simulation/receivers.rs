//! The merchant's receivers of webhooks, at the end of a line that loses, delays and repeats. What a receiver cannot verify it
//! refuses; what it takes it keeps.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard};

use async_trait::async_trait;
use lutine_booking::{Address, Message, NotAdmitted, Outcome, Reply, SigningSecret, Sink, Unreachable};
use serde_json::Value;
use standardwebhooks::Webhook;
use time::Duration;

use crate::world::World;

/// The receiver that stays.
pub(crate) const STAYING: &str = "https://shop.example/webhooks";
/// The one behind which, in some worlds, there is nobody any more from some time on.
pub(crate) const LEAVING: &str = "https://books.example/webhooks";

/// A message that a receiver took.
#[derive(Clone, Debug)]
pub(crate) struct Arrived {
    body: String,
    pub(crate) kind: String,
    /// What its data say that it is about.
    pub(crate) subject: String,
    pub(crate) sequence: i64,
    /// The state that its data tell.
    pub(crate) state: Option<String>,
}

/// One receiver.
#[derive(Clone, Default)]
pub(crate) struct Receiver {
    /// What it was given to verify with.
    secret: Option<SigningSecret>,
    /// What it took, by its `webhook-id`.
    pub(crate) arrived: BTreeMap<String, Arrived>,
    /// Whether it has said that there is nobody any more.
    pub(crate) is_gone: bool,
}

/// All of them, and the way to them.
#[derive(Clone)]
pub(crate) struct Receivers {
    world: World,
    inner: Arc<Mutex<BTreeMap<String, Receiver>>>,
}

/// How a message fares.
enum Fate {
    Answered,
    Slow,
    AnswerLost,
    Lost,
    Broken,
}

impl Receivers {
    pub(crate) fn new(world: World) -> Self {
        Self { world, inner: Arc::default() }
    }

    fn inner(&self) -> MutexGuard<'_, BTreeMap<String, Receiver>> {
        self.inner.lock().unwrap()
    }

    /// All, by their addresses.
    pub(crate) fn all(&self) -> BTreeMap<String, Receiver> {
        self.inner().clone()
    }

    /// From now on it verifies with this secret alone.
    pub(crate) fn verifies_with(&self, address: &Address, secret: SigningSecret) {
        self.inner().entry(address.to_string()).or_default().secret = Some(secret);
    }

    fn fate(&self) -> Fate {
        if !self.world.goes_wrong(|odds| odds.webhook) {
            return Fate::Answered;
        }
        match self.world.below(4) {
            0 => Fate::Slow,
            1 => Fate::AnswerLost,
            2 => Fate::Lost,
            _ => Fate::Broken,
        }
    }

    fn receive(&self, message: &Message) -> Outcome {
        let address = message.address.to_string();
        let leaves = address == LEAVING && self.world.goes_wrong(|odds| odds.gone);
        let mut inner = self.inner();
        let receiver = inner.entry(address).or_default();
        receiver.is_gone |= leaves;
        if receiver.is_gone {
            return Outcome::Gone(reply(410));
        }
        if !receiver.verifies(message) {
            return Outcome::Failed { reply: reply(401), retry_after: None };
        }
        if let Err(wrong) = receiver.take(message) {
            self.world.is_wrong(wrong);
        }
        Outcome::Delivered(reply(200))
    }

    fn is_broken(&self) -> Outcome {
        let retry_after = self.world.happens(300).then(|| Duration::minutes(90));
        Outcome::Failed { reply: reply(500), retry_after }
    }
}

impl Receiver {
    /// Whether one of the signatures is the one that the scheme's library makes with the secret.
    fn verifies(&self, message: &Message) -> bool {
        let Some(secret) = &self.secret else { return false };
        let library = Webhook::new(&secret.reveal()).unwrap();
        let expected = library.sign(&message.id, message.timestamp, message.body.as_bytes()).unwrap();
        message.signature.split(' ').any(|signature| signature == expected)
    }

    /// Keeps a message; the error is what is wrong with it.
    fn take(&mut self, message: &Message) -> Result<(), String> {
        let arrived = Arrived::read(message);
        if let Some(before) = self.arrived.get(&message.id) {
            let same = before.body == message.body;
            return if same { Ok(()) } else { Err(format!("{} came with two bodies", message.id)) };
        }
        let of = |other: &Arrived| (other.subject.clone(), other.sequence);
        let other = self.arrived.iter().find(|(_, other)| of(other) == of(&arrived));
        let wrong = other.map(|(id, _)| format!("{} and {id} tell of the same: {arrived:?}", message.id));
        self.arrived.insert(message.id.clone(), arrived);
        wrong.map_or(Ok(()), Err)
    }
}

impl Arrived {
    fn read(message: &Message) -> Self {
        let body: Value = serde_json::from_str(&message.body).unwrap();
        let text = |value: &Value| value.as_str().map(ToOwned::to_owned);
        assert_eq!(text(&body["id"]).as_deref(), Some(message.id.as_str()), "another id in the body");
        Self {
            body: message.body.clone(),
            kind: text(&body["type"]).unwrap(),
            subject: text(&body["data"]["id"]).unwrap(),
            sequence: body["sequence"].as_i64().unwrap(),
            state: text(&body["data"]["state"]),
        }
    }
}

fn reply(status: u16) -> Reply {
    Reply { status, said: String::new() }
}

#[async_trait]
impl Sink for Receivers {
    fn admits(&self, _: &Address) -> Result<(), NotAdmitted> {
        Ok(())
    }

    async fn post(&self, message: &Message) -> Outcome {
        self.world.turn().await;
        let outcome = match self.fate() {
            Fate::Answered => self.receive(message),
            Fate::Slow => {
                for _ in 0..self.world.below(20) {
                    self.world.turn().await;
                }
                self.receive(message)
            }
            Fate::AnswerLost => {
                self.receive(message);
                Outcome::Unreachable(Unreachable::BrokenOff)
            }
            Fate::Lost => Outcome::Unreachable(Unreachable::NotConnected),
            Fate::Broken => self.is_broken(),
        };
        self.world.tell(format!("{} posted to {} is {}", message.id, message.address, outcome.name()));
        self.world.turn().await;
        outcome
    }
}
