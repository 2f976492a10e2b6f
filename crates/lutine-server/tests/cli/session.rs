//! A whole session with `lutine serve`: what it writes into its log, and which merchants it opens to.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use reqwest::{Client, RequestBuilder};
use serde_json::{Value, json};

/// A server of the test's own, which says everything it can.
struct Serving {
    child: Child,
    said: String,
}

impl Serving {
    /// Starts one, and waits until it has said what it says at its start.
    fn start(folder: &Path, words: &[&str]) -> Self {
        let database = folder.join("lutine.db");
        let mut child = Command::new(env!("CARGO_BIN_EXE_lutine"))
            .args(["serve", "--listen", "127.0.0.1:0", "--database", database.to_str().unwrap()])
            .args(words)
            .env("RUST_LOG", "trace")
            .stdout(Stdio::piped())
            .stderr(std::fs::File::create(folder.join("log")).unwrap())
            .spawn()
            .unwrap();
        let mut said = String::new();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        while !said.contains("Ctrl-C") {
            assert!(out.read_line(&mut said).unwrap() > 0, "it did not start: {said}");
        }
        Self { child, said }
    }

    /// What stands in its announcement and begins so.
    fn word(&self, begins: &str) -> Option<String> {
        self.said.split_whitespace().find(|word| word.starts_with(begins)).map(str::to_owned)
    }

    fn address(&self) -> String {
        self.word("http://").unwrap()
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

async fn answer(request: RequestBuilder, status: u16) -> Value {
    let response = request.send().await.unwrap();
    let told = response.status().as_u16();
    let text = response.text().await.unwrap();
    assert_eq!(told, status, "{text}");
    serde_json::from_str(&text).unwrap()
}

fn json_of(request: RequestBuilder, body: &Value) -> RequestBuilder {
    request.header("content-type", "application/json").body(body.to_string())
}

/// Asks for a token as the demo merchant's server.
fn token_for(request: RequestBuilder, secret: &str, form: String) -> RequestBuilder {
    let request = request.basic_auth("demo", Some(secret));
    request.header("content-type", "application/x-www-form-urlencoded").body(form)
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

#[tokio::test]
async fn no_secret_stands_in_the_log_of_a_whole_session() {
    let folder = tempfile::tempdir().unwrap();
    let server = Serving::start(folder.path(), &[]);
    let (address, client) = (server.address(), Client::new());
    let [secret, insurer] = ["sk_demo_", "ik_demo_"].map(|begins| server.word(begins).unwrap());
    let post = |path: &str| client.post(format!("{address}{path}"));

    let token = |form: String| token_for(post("/oauth/token"), &secret, form);
    let given = answer(token("grant_type=client_credentials".to_owned()), 200).await;
    let (access, refresh) = (text(&given["access_token"]), text(&given["refresh_token"]));
    let form = format!("grant_type=refresh_token&refresh_token={refresh}");
    let again = answer(token(form.clone()), 200).await;
    answer(token(form), 400).await;
    let guess = "sk_demo_a-guess-that-is-somebody-elses-secret";
    answer(client.get(format!("{address}/v1/bookings")).bearer_auth(guess), 401).await;
    answer(client.get(format!("{address}/v1/bookings")).bearer_auth(&insurer), 403).await;

    let call = json!({
        "shipment": {
            "origin": { "country": "US" }, "destination": { "country": "US" },
            "insurance": { "amount": "249.00", "currency": "USD", "content": "t-shirts" }, "parcels": [{}],
        },
        "programmes": ["house-usd"],
    });
    let quoted = answer(json_of(post("/v1/quotes").bearer_auth("pk_demo"), &call), 200).await;
    let config = answer(client.get(format!("{address}/v1/config")).bearer_auth("pk_demo"), 200).await;
    let offer = &quoted["offers"][0];
    let booking = json!({
        "quote": offer["quote"]["token"],
        "order": { "id": "A-1", "value": { "amount": "249.00", "currency": "USD" } },
        "policyholder": { "firstName": "Ada", "lastName": "Byron-Lovelace", "email": "ada@secret.example", "country": "US" },
        "consent": {
            "basis": "shopper", "quoteId": offer["quote"]["id"], "total": offer["total"],
            "textHash": config["texts"]["house-usd"]["en"]["hash"], "locale": "en", "shown": "Insure this parcel?",
        },
    });
    let book = post("/v1/bookings").bearer_auth("pk_demo").header("idempotency-key", "k-1");
    let booked = answer(json_of(book, &booking), 201).await;
    let shopper = text(&booked["shopperToken"]);
    let path = format!("{address}/v1/bookings/{}", text(&booked["id"]));
    answer(client.get(&path).bearer_auth(&shopper), 200).await;
    answer(client.get(&path).bearer_auth(&access), 200).await;

    drop(server);
    let mut log = String::new();
    std::fs::File::open(folder.path().join("log")).unwrap().read_to_string(&mut log).unwrap();
    assert!(log.contains("refresh token was used twice"), "the log is that of the session: {log}");
    assert!(log.contains("TRACE") || log.contains("DEBUG"), "and says everything it can");
    let [access_again, refresh_again] = ["access_token", "refresh_token"].map(|name| text(&again[name]));
    let quote = text(&offer["quote"]["token"]);
    for told in [
        &secret,
        &insurer,
        &access,
        &refresh,
        &access_again,
        &refresh_again,
        guess,
        &shopper,
        &quote,
        "ada@secret.example",
        "Byron-Lovelace",
    ] {
        assert!(!log.contains(told), "`{told}` stands in the log");
    }
}

#[tokio::test]
async fn without_the_demo_merchant_its_keys_open_nothing_until_it_is_back() {
    let folder = tempfile::tempdir().unwrap();
    let asked = async |server: &Serving, key: &str, status| {
        let request = Client::new().get(format!("{}/v1/config", server.address())).bearer_auth(key);
        answer(request, status).await
    };
    let server = Serving::start(folder.path(), &[]);
    let secret = server.word("sk_demo_").unwrap();
    asked(&server, "pk_demo", 200).await;
    drop(server);
    let server = Serving::start(folder.path(), &["--demo", "off"]);
    assert_eq!(server.word("sk_demo_"), None);
    for key in ["pk_demo", &secret] {
        asked(&server, key, 401).await;
    }
    drop(server);
    let server = Serving::start(folder.path(), &["--demo", "confirmed"]);
    assert_eq!(server.word("sk_demo_"), Some(secret.clone()));
    asked(&server, &secret, 200).await;
}
