//! A server in the test's own process, and calls to it.

use std::convert::Infallible;
use std::num::NonZeroU32;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use http_body_util::BodyExt;
use lutine_booking::{Account, ApiKey, Clock, Desk, Insurer, Page, Payment, Role, Secret, Signer, Store};
use lutine_insurers::Sandbox;
use lutine_programmes::Data;
use lutine_server::{
    App, Gate, Measured, Operation, Proxies, Rates, Sellers, Settings, TimeIds, demo_account, open_demo,
    router,
};
use lutine_store::SqliteStore;
use serde_json::{Value, json};
use tempfile::TempDir;
use time::{Duration, OffsetDateTime};
use tokio_util::task::TaskTracker;
use tower::ServiceExt;

use crate::contract;
use crate::receiver::Receiver;

/// A clock that the test sets: 2026-11-21, noon, and so many seconds.
#[derive(Clone, Default)]
pub(crate) struct TestClock(Arc<AtomicI64>);

impl TestClock {
    pub(crate) fn pass(&self, time: Duration) {
        self.0.fetch_add(time.whole_seconds(), Ordering::SeqCst);
    }

    pub(crate) fn set(&self, now: OffsetDateTime) {
        self.pass(now - self.now());
    }
}

impl Clock for TestClock {
    fn now(&self) -> OffsetDateTime {
        time::macros::datetime!(2026-11-21 12:00 UTC) + Duration::seconds(self.0.load(Ordering::SeqCst))
    }
}

/// A server, its database and its clock.
pub(crate) struct Server {
    pub(crate) app: App,
    pub(crate) clock: TestClock,
    pub(crate) receiver: Receiver,
    router: Router,
    /// The database, where it is this server's own.
    own: Option<(SqliteStore, TempDir)>,
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Value,
}

impl Reply {
    /// Status and code of a problem.
    pub(crate) fn problem(&self) -> (u16, &str) {
        (self.status.as_u16(), self.body["code"].as_str().unwrap_or_default())
    }
}

/// What a server is started with: of everything the usual, but that nobody is limited.
pub(crate) struct Setup {
    pub(crate) demo: Account,
    pub(crate) data: Data,
    pub(crate) www: Option<PathBuf>,
    pub(crate) rates: Rates,
    pub(crate) proxies: Proxies,
}

impl Default for Setup {
    fn default() -> Self {
        Self {
            demo: demo(Payment::AtOnce),
            data: Data::shipped().unwrap(),
            www: None,
            rates: Rates::UNLIMITED,
            proxies: Proxies::default(),
        }
    }
}

impl Server {
    pub(crate) async fn start() -> Self {
        Self::of(Setup::default()).await
    }

    /// A server whose widgets book once the order is paid.
    pub(crate) async fn that_waits() -> Self {
        Self::of(Setup { demo: demo(Payment::Confirmed), ..Setup::default() }).await
    }

    /// A server that sells for this insurer.
    pub(crate) async fn insured_by(insurer: impl Insurer + 'static) -> Self {
        Self::with(Setup::default(), insurer).await
    }

    /// A server that also serves a folder.
    pub(crate) async fn serving(www: PathBuf) -> Self {
        Self::of(Setup { www: Some(www), ..Setup::default() }).await
    }

    pub(crate) async fn of(setup: Setup) -> Self {
        Self::with(setup, Sandbox::default()).await
    }

    pub(crate) async fn with(setup: Setup, insurer: impl Insurer + 'static) -> Self {
        let folder = TempDir::new().unwrap();
        let store = SqliteStore::open(&folder.path().join("lutine.db")).await.unwrap();
        let kept: Arc<dyn Store> = Arc::new(store.clone());
        let server = Self::on(kept, setup, insurer).await;
        Self { own: Some((store, folder)), ..server }
    }

    /// A server of the demo merchant's, on a database and with an insurer that others may share.
    pub(crate) async fn beside(store: Arc<dyn Store>, insurer: impl Insurer + 'static) -> Self {
        Self::on(store, Setup::default(), insurer).await
    }

    async fn on(store: Arc<dyn Store>, setup: Setup, insurer: impl Insurer + 'static) -> Self {
        let Setup { demo, data, www, rates, proxies } = setup;
        let key = store.signing_key([42; 32]).await.unwrap();
        let clock = TestClock::default();
        let operation = Operation::default();
        let receiver = Receiver::new(clock.clone());
        let desk = Desk {
            store,
            insurer: Arc::new(Measured::new(insurer, operation.metrics.clone())),
            sink: Arc::new(receiver.clone()),
            clock: Arc::new(clock.clone()),
            ids: Arc::new(TimeIds),
            signer: Signer::new(key),
            quote_validity: Duration::minutes(30),
        };
        open_demo(&*desk.store, &desk.signer, &demo).await.unwrap();
        let sellers = Arc::new(Sellers::new(Arc::clone(&desk.store), Arc::clone(&desk.clock), data));
        let gate = Arc::new(Gate::new(&desk, rates, proxies));
        let app = App { desk: Arc::new(desk), sellers, gate, tasks: TaskTracker::new(), operation };
        let router = router(app.clone(), &Settings { www });
        Self { app, clock, receiver, router, own: None }
    }

    /// Adds a merchant that sells as the demo merchant does, with a key for each role.
    pub(crate) async fn add(&self, id: &str) -> Keys {
        let account = Account { id: id.to_owned(), ..demo(Payment::Confirmed) };
        let secrets = Role::ALL.map(|role| Secret::of(&format!("{}_{id}", role.prefix()), [7; 32]));
        let kept = [0, 1, 2].map(|place| key_of(id, Role::ALL[place], &secrets[place]));
        assert!(self.app.desk.store.add_merchant(&account, &kept).await.unwrap());
        let [publishable, secret, insurer] = secrets.map(|secret| secret.reveal().to_owned());
        Keys { publishable, secret, insurer }
    }

    pub(crate) fn secret(&self) -> String {
        self.app.desk.signer.demo_secret().reveal().to_owned()
    }

    /// The key of the insurer's side.
    pub(crate) fn insurer(&self) -> String {
        self.app.desk.signer.demo_insurer_key().reveal().to_owned()
    }

    /// The file of its own database.
    pub(crate) fn file(&self) -> PathBuf {
        let Some((_, folder)) = &self.own else { panic!("it is shared") };
        folder.path().join("lutine.db")
    }

    /// From now on nothing can be kept.
    pub(crate) async fn lose_the_database(&self) {
        let Some((store, _)) = &self.own else { panic!("others need it") };
        store.close().await;
    }

    /// Sends a request as it stands. Whatever is answered is held to the document.
    pub(crate) async fn send(&self, request: Request<Body>) -> Reply {
        sent(self.router.clone(), request).await
    }

    /// Sends a request whose body never comes to a server like this one that has no patience.
    pub(crate) async fn never_end_to_send(&self, request: Request<Body>) -> Reply {
        let (asked, request) = contract::Asked::of(request).await;
        let endless = Body::from_stream(futures_util::stream::pending::<Result<Vec<u8>, Infallible>>());
        answered(self.without_patience(20), asked, request.map(|_| endless)).await
    }

    /// A server like this one that waits for so many milliseconds, and no longer.
    pub(crate) fn without_patience(&self, millis: u64) -> Router {
        let answer_within = std::time::Duration::from_millis(millis);
        let operation = Operation { answer_within, ..self.app.operation.clone() };
        router(App { operation, ..self.app.clone() }, &Settings { www: None })
    }

    /// Sends a request twice to a server like this one that answers each caller once a minute.
    pub(crate) async fn send_twice_to_a_strict_one(&self, request: impl Fn() -> Request<Body>) -> [Reply; 2] {
        let once = NonZeroU32::new(1);
        let rates = Rates { pages: once, servers: once, strangers: once };
        let gate = Arc::new(Gate::new(&self.app.desk, rates, Proxies::default()));
        let strict = router(App { gate, ..self.app.clone() }, &Settings { www: None });
        [sent(strict.clone(), request()).await, sent(strict, request()).await]
    }

    /// The server itself, for answers that are read piece by piece.
    pub(crate) fn router(&self) -> Router {
        self.router.clone()
    }

    pub(crate) async fn get(&self, path: &str, key: &str) -> Reply {
        let request = Request::get(path).header("authorization", format!("Bearer {key}"));
        self.send(request.body(Body::empty()).unwrap()).await
    }

    /// Posts JSON with the publishable key.
    pub(crate) async fn post(&self, path: &str, body: &Value) -> Reply {
        self.post_as("pk_demo", path, body, None).await
    }

    pub(crate) async fn post_as(
        &self,
        key: &str,
        path: &str,
        body: &Value,
        idempotency: Option<&str>,
    ) -> Reply {
        let mut request = Request::post(path)
            .header("authorization", format!("Bearer {key}"))
            .header("content-type", "application/json");
        if let Some(idempotency) = idempotency {
            request = request.header("idempotency-key", idempotency);
        }
        self.send(request.body(Body::from(body.to_string())).unwrap()).await
    }

    /// Sends a request with the merchant's secret; a body of null is none.
    pub(crate) async fn ask(&self, method: &str, path: &str, body: &Value) -> Reply {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("authorization", format!("Bearer {}", self.secret()))
            .header("content-type", "application/json");
        let body = if body.is_null() { Body::empty() } else { Body::from(body.to_string()) };
        self.send(request.body(body).unwrap()).await
    }

    /// Whatever lies in the database's files.
    pub(crate) fn files(&self) -> Vec<u8> {
        let files = std::fs::read_dir(self.own.as_ref().unwrap().1.path()).unwrap();
        files.flat_map(|file| std::fs::read(file.unwrap().path()).unwrap()).collect()
    }

    /// A signed offer of a programme for a call.
    pub(crate) async fn offer(&self, call: &Value) -> Value {
        let reply = self.post("/v1/quotes", call).await;
        assert_eq!(reply.status, 200, "{:?}", reply.body);
        reply.body["offers"][0].clone()
    }

    /// What a widget sends to book an offer.
    pub(crate) async fn booking_of(&self, offer: &Value, order: &str) -> Value {
        let config = self.get("/v1/config", "pk_demo").await.body;
        let programme = offer["programme"].as_str().unwrap();
        json!({
            "quote": offer["quote"]["token"],
            "order": { "id": order, "value": { "amount": "249.00", "currency": "USD" } },
            "policyholder": { "firstName": "Ada", "lastName": "Lovelace", "email": "ada@example.com", "country": "US" },
            "consent": {
                "basis": "shopper",
                "quoteId": offer["quote"]["id"],
                "total": offer["total"],
                "textHash": config["texts"][programme]["en"]["hash"],
                "locale": "en",
                "shown": "Insure this parcel?",
            },
        })
    }

    /// Books with the publishable key.
    pub(crate) async fn book(&self, body: &Value, key: &str) -> Reply {
        self.post_as("pk_demo", "/v1/bookings", body, Some(key)).await
    }

    /// Posts to a booking with the merchant's secret.
    pub(crate) async fn tell(&self, booking: &Value, what: &str, body: &Value, key: &str) -> Reply {
        self.post_as(&self.secret(), &path(booking, what), body, Some(key)).await
    }

    /// How many bookings are stored.
    pub(crate) async fn stored(&self) -> usize {
        let page = Page { limit: 1000, after: None, order: None };
        self.app.desk.store.bookings("demo", &page).await.unwrap().len()
    }
}

/// A merchant's keys.
#[derive(Debug)]
pub(crate) struct Keys {
    pub(crate) publishable: String,
    pub(crate) secret: String,
    pub(crate) insurer: String,
}

/// What is kept of a key.
pub(crate) fn key_of(merchant: &str, role: Role, secret: &Secret) -> ApiKey {
    let created_at = TestClock::default().now();
    ApiKey {
        hash: secret.hash(),
        merchant: merchant.to_owned(),
        role,
        label: secret.label(),
        created_at,
        ends_at: None,
    }
}

/// The demo merchant, whose bookings wait for this.
pub(crate) fn demo(payment: Payment) -> Account {
    demo_account(payment, TestClock::default().now()).unwrap()
}

/// The address of what is done with a booking.
pub(crate) fn path(booking: &Value, what: &str) -> String {
    format!("/v1/bookings/{}/{what}", booking["id"].as_str().unwrap())
}

/// A 249.00 parcel of t-shirts on the house's terms.
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

async fn sent(router: Router, request: Request<Body>) -> Reply {
    let (asked, request) = contract::Asked::of(request).await;
    answered(router, asked, request).await
}

async fn answered(router: Router, asked: contract::Asked, request: Request<Body>) -> Reply {
    let response = router.oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let bytes = body.collect().await.unwrap().to_bytes();
    let body = serde_json::from_slice(&bytes).unwrap_or_else(|_| json!(String::from_utf8_lossy(&bytes)));
    let reply = Reply { status: parts.status, headers: parts.headers, body };
    asked.hold(&reply);
    reply
}
