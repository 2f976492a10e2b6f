//! Shoppers who book and give back without a pause, and repeat what got no answer until it does.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use serde_json::{Value, json};

use crate::client::{Client, Reply, get};

/// What is said to whoever repeats a request that may still be under way.
const IN_FLIGHT: &str = "idempotency-key-in-flight";
/// Between two attempts at a server that is down.
const BREATH: Duration = Duration::from_millis(10);

/// One that can be given back for some hours, whatever the day.
const PROGRAMME: &str = "secursus-usd";
/// The key of the shop's widgets.
const PUBLISHABLE: &str = "pk_demo";

/// What was acknowledged.
#[derive(Clone, Default)]
pub(crate) struct Told {
    /// The last answer about each booking, by its id.
    pub(crate) bookings: BTreeMap<String, Value>,
    /// Those of which more was asked for, which was not answered before the shopper went on.
    pub(crate) asked: BTreeSet<String>,
    booked: usize,
    confirmed: usize,
    cancelled: usize,
    /// Somebody was answered what cannot be.
    broken: bool,
}

impl fmt::Display for Told {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { booked, confirmed, cancelled, .. } = self;
        write!(formatter, "{booked} bookings, {confirmed} confirmations, {cancelled} cancellings")
    }
}

/// Where the server is, and what it has said to whom.
pub(crate) struct Street {
    address: Mutex<SocketAddr>,
    secret: String,
    text_hash: String,
    closed: AtomicBool,
    told: Mutex<Told>,
    answered: Condvar,
}

impl Street {
    pub(crate) fn new(address: SocketAddr, secret: String) -> Self {
        let config = get(address, "/v1/config", &secret).json();
        let text_hash = config["texts"][PROGRAMME]["en"]["hash"].as_str().unwrap().to_owned();
        Self {
            address: Mutex::new(address),
            secret,
            text_hash,
            closed: AtomicBool::new(false),
            told: Mutex::default(),
            answered: Condvar::new(),
        }
    }

    /// The server has come up again, somewhere else.
    pub(crate) fn moved_to(&self, address: SocketAddr) {
        *self.address.lock().unwrap() = address;
    }

    /// Whoever is about ends what was begun, and begins nothing more.
    pub(crate) fn close(&self) {
        self.closed.store(true, Ordering::Relaxed);
    }

    pub(crate) fn told(&self) -> Told {
        self.told.lock().unwrap().clone()
    }

    /// Returns once so many more bookings have been acknowledged.
    pub(crate) fn wait_for_answers(&self, more: usize) {
        let told = self.told.lock().unwrap();
        let enough = told.booked + more;
        drop(self.answered.wait_while(told, |told| told.booked < enough && !told.broken).unwrap());
    }

    fn keep(&self, answer: &Value, count: impl FnOnce(&mut Told)) {
        let mut told = self.told.lock().unwrap();
        told.bookings.insert(answer["id"].as_str().unwrap().to_owned(), answer.clone());
        count(&mut told);
        self.answered.notify_all();
    }
}

/// Somebody who shops until the street closes.
pub(crate) fn begin(street: &Arc<Street>, name: String, seed: u64) -> JoinHandle<()> {
    let street = Arc::clone(street);
    thread::spawn(move || {
        let of_name = name.bytes().fold(seed, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into()));
        let mut shopper = Shopper { street, connection: None, chance: fastrand::Rng::with_seed(of_name) };
        let mut order = 0;
        while !shopper.street.closed.load(Ordering::Relaxed) {
            order += 1;
            shopper.shop(&format!("{name}-{order}"));
        }
    })
}

/// Whoever waits for answers is told that one has failed.
impl Drop for Shopper {
    fn drop(&mut self) {
        if thread::panicking() {
            self.street.told.lock().unwrap().broken = true;
            self.street.answered.notify_all();
        }
    }
}

struct Shopper {
    street: Arc<Street>,
    connection: Option<(SocketAddr, Client)>,
    chance: fastrand::Rng,
}

impl Shopper {
    fn shop(&mut self, order: &str) {
        let call = json!({
            "shipment": {
                "origin": { "country": "US" },
                "destination": { "country": "US" },
                "carrier": "usps",
                "insurance": { "amount": "249.00", "currency": "USD", "content": "t-shirts" },
                "parcels": [{}],
            },
            "programmes": [PROGRAMME],
        });
        let quoted = self.insist(&self.secret(), "/v1/quotes", None, &call).unwrap();
        let offer = &quoted["offers"][0];
        let body = json!({
            "quote": offer["quote"]["token"],
            "order": { "id": order, "value": { "amount": "249.00", "currency": "USD" } },
            "policyholder": { "firstName": "Ada", "lastName": "Lovelace", "email": "ada@example.com", "country": "US" },
            "consent": {
                "basis": "shopper",
                "quoteId": offer["quote"]["id"],
                "total": offer["total"],
                "textHash": self.street.text_hash,
                "locale": "en",
                "shown": "Insure this parcel?",
            },
        });
        let key = if self.chance.bool() { self.secret() } else { PUBLISHABLE.to_owned() };
        let mut booked = self.insist(&key, "/v1/bookings", Some(order), &body).unwrap();
        self.street.keep(&booked, |told| told.booked += 1);
        if booked["state"] == "pending_payment" && self.chance.bool() {
            let paid = json!({ "order": { "value": body["order"]["value"] } });
            let Some(confirmed) = self.change(&booked, "confirm", &paid) else { return };
            self.street.keep(&confirmed, |told| told.confirmed += 1);
            booked = confirmed;
        }
        if self.chance.bool() && ["pending_payment", "booked"].iter().any(|state| booked["state"] == *state) {
            let Some(cancelled) = self.change(&booked, "cancel", &json!({})) else { return };
            self.street.keep(&cancelled, |told| told.cancelled += 1);
        }
    }

    /// Does something to a booking; `None` where a killed server still has the key for itself, and the shopper goes on.
    fn change(&mut self, booking: &Value, what: &str, body: &Value) -> Option<Value> {
        let id = booking["id"].as_str().unwrap();
        let (secret, path) = (self.secret(), format!("/v1/bookings/{id}/{what}"));
        let changed = self.insist(&secret, &path, Some(&format!("{what} {id}")), body);
        if changed.is_none() {
            self.street.told.lock().unwrap().asked.insert(id.to_owned());
        }
        changed
    }

    fn secret(&self) -> String {
        self.street.secret.clone()
    }

    /// Sends a request under its key until there is an answer. Whatever else is said than "not now" would be wrong.
    fn insist(&mut self, caller: &str, path: &str, key: Option<&str>, body: &Value) -> Option<Value> {
        let headers = key.map_or(String::new(), |key| format!("idempotency-key: {key}\r\n"));
        loop {
            match self.ask(caller, path, &headers, body) {
                Some(reply) if (200..300).contains(&reply.status) => return Some(reply.json()),
                Some(reply) if reply.status == 409 && reply.json()["code"] == IN_FLIGHT => return None,
                Some(reply) if is_for_later(&reply) => {}
                Some(reply) => panic!("{path}: {reply:?}"),
                None => self.connection = None,
            }
            thread::sleep(BREATH);
        }
    }

    fn ask(&mut self, caller: &str, path: &str, headers: &str, body: &Value) -> Option<Reply> {
        let address = *self.street.address.lock().unwrap();
        if self.connection.as_ref().is_none_or(|(connected, _)| *connected != address) {
            self.connection = Some((address, Client::connect(address).ok()?));
        }
        let (_, client) = self.connection.as_mut()?;
        client.post(path, caller, headers, body).ok()
    }
}

/// The database is down, or too many ask.
fn is_for_later(reply: &Reply) -> bool {
    [429, 500, 503].contains(&reply.status)
}
