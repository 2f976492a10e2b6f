//! Posts messages over HTTP: to public addresses alone, without a proxy, without following redirects.
//!
//! A name is looked up by the client's own connection, through [`Guarded`]: what was checked is what is connected to, and there
//! is no second look that could find something else.

use std::error::Error;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER};
use lutine_booking::{Address, Clock, Message, NotAdmitted, Outcome, Reply, Sink, Unreachable};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::redirect::Policy;
use reqwest::{Client, Response};

use super::guard::{Guard, Reach};
use super::names::Names;
use super::retry_after;

/// How long a receiver may take for everything, where nothing else is said.
pub const DEADLINE: Duration = Duration::from_secs(15);
const CONNECT_WITHIN: Duration = Duration::from_secs(5);
/// How long a connection is kept for the next message.
const IDLE: Duration = Duration::from_secs(20);
/// How much of an answer is read and kept, in bytes.
const KEPT: usize = 1024;

/// Posts messages.
pub struct HttpSink {
    guard: Arc<Guard>,
    clock: Arc<dyn Clock>,
    /// None where this machine has no certificates to trust: then nothing is reached.
    client: Option<Client>,
}

impl HttpSink {
    /// A sink that looks names up there, and waits so long for an answer.
    #[must_use]
    pub fn new(guard: Guard, names: Arc<dyn Names>, clock: Arc<dyn Clock>, deadline: Duration) -> Self {
        let guard = Arc::new(guard);
        if guard.reach() == Reach::Private {
            tracing::warn!(
                "WEBHOOKS MAY GO TO PRIVATE ADDRESSES AND UNENCRYPTED: a merchant's address may lead to whatever this \
                 machine can reach; never set this where anybody but you can make endpoints"
            );
        }
        let client = Client::builder()
            .dns_resolver(Arc::new(Guarded { guard: Arc::clone(&guard), names }))
            .no_proxy()
            .redirect(Policy::none())
            .referer(false)
            .https_only(guard.reach() == Reach::Public)
            .timeout(deadline)
            .connect_timeout(CONNECT_WITHIN)
            .pool_idle_timeout(IDLE)
            .user_agent(concat!("Lutine/", env!("CARGO_PKG_VERSION")))
            .build();
        let client = client
            .inspect_err(|error| tracing::error!(%error, "no webhook can be sent: there is no client"))
            .ok();
        Self { guard, clock, client }
    }

    async fn heard(&self, mut response: Response) -> Outcome {
        let status = response.status();
        let wait = response.headers().get(RETRY_AFTER).and_then(|value| value.to_str().ok());
        let retry_after = wait.and_then(|text| retry_after::read(text, self.clock.now()));
        let mut said = Vec::new();
        // The status is the answer; that the rest breaks off changes nothing.
        while said.len() < KEPT
            && let Ok(Some(chunk)) = response.chunk().await
        {
            said.extend_from_slice(&chunk);
        }
        said.truncate(KEPT);
        let reply = Reply { status: status.as_u16(), said: readable(&said) };
        match status {
            StatusCode::GONE => Outcome::Gone(reply),
            _ if status.is_success() => Outcome::Delivered(reply),
            _ => Outcome::Failed { reply, retry_after },
        }
    }
}

#[async_trait]
impl Sink for HttpSink {
    fn admits(&self, address: &Address) -> Result<(), NotAdmitted> {
        self.guard.admits_by_looks(address)
    }

    async fn post(&self, message: &Message) -> Outcome {
        // Addresses are kept for long: what was admitted once may not be any more.
        if self.admits(&message.address).is_err() {
            return Outcome::Unreachable(Unreachable::AddressRefused);
        }
        let Some(client) = &self.client else { return Outcome::Unreachable(Unreachable::NotConnected) };
        let request = client
            .post(message.address.url().clone())
            .header(CONTENT_TYPE, "application/json")
            .header("webhook-id", &message.id)
            .header("webhook-timestamp", message.timestamp)
            .header("webhook-signature", &message.signature)
            .body(message.body.clone());
        match request.send().await {
            Ok(response) => self.heard(response).await,
            Err(error) => Outcome::Unreachable(why(&error)),
        }
    }
}

/// Text without what no list shows and no database keeps.
fn readable(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).chars().filter(|char| !char.is_control() || *char == '\n').collect()
}

fn why(error: &reqwest::Error) -> Unreachable {
    let mut cause = error.source();
    while let Some(error) = cause {
        match error.downcast_ref::<NoWay>() {
            Some(NoWay::Refused) => return Unreachable::AddressRefused,
            Some(NoWay::Nameless(_)) => return Unreachable::NotResolved,
            None => cause = error.source(),
        }
    }
    if error.is_timeout() {
        Unreachable::TimedOut
    } else if error.is_connect() {
        Unreachable::NotConnected
    } else {
        Unreachable::BrokenOff
    }
}

/// Looks names up, and hands on nothing that must not be connected to.
struct Guarded {
    guard: Arc<Guard>,
    names: Arc<dyn Names>,
}

/// Why a name leads nowhere.
#[derive(Debug, thiserror::Error)]
enum NoWay {
    #[error("the name stands for an address that nothing is sent to")]
    Refused,
    #[error("the name stands for nothing: {0}")]
    Nameless(String),
}

impl Resolve for Guarded {
    fn resolve(&self, name: Name) -> Resolving {
        let (guard, names) = (Arc::clone(&self.guard), Arc::clone(&self.names));
        Box::pin(async move {
            let found = names.look_up(name.as_str()).await;
            let found = found.map_err(|error| NoWay::Nameless(error.to_string()))?;
            if found.is_empty() {
                return Err(NoWay::Nameless("no address".to_owned()).into());
            }
            // One that is refused among others is reason enough: a receiver has no use for it.
            if !found.iter().all(|ip| guard.admits(*ip)) {
                return Err(NoWay::Refused.into());
            }
            let addresses: Addrs = Box::new(found.into_iter().map(|ip| SocketAddr::new(ip, 0)));
            Ok(addresses)
        })
    }
}
