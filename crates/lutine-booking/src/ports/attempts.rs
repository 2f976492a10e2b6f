//! What was asked for under an idempotency key, and what was answered.

use async_trait::async_trait;
use time::{Duration, OffsetDateTime};

use super::StoreError;

/// How long whoever came first has the key for itself. After that it is taken to have crashed, and whoever repeats the request
/// does its work, under the same id ([`Attempt::First`]).
pub const IN_FLIGHT: Duration = Duration::seconds(60);

/// Keeps idempotency keys and the answers that were given under them. Bookings keep their own.
#[async_trait]
pub trait Attempts: Send + Sync {
    /// Begins to answer under a key, or says what became of the one who did so before.
    async fn attempt(
        &self,
        merchant: &str,
        idempotency: &Idempotency,
        fresh: &str,
        now: OffsetDateTime,
    ) -> Result<Attempt, StoreError>;

    /// Keeps the answer of whoever makes what has this id, to be given again. A key that has come to be for something else
    /// keeps none.
    async fn answered(&self, merchant: &str, key: &str, id: &str, answer: &Answer) -> Result<(), StoreError>;

    /// Lets whoever repeats the request do its work at once, under the same id: it is not known how far it came. A key that
    /// another has taken over since is left to that one.
    async fn interrupted(&self, merchant: &str, key: &str, since: OffsetDateTime) -> Result<(), StoreError>;

    /// Lets go of a key under which nothing final was answered, so that a repetition is looked at anew. A key that another has
    /// taken over since is left to that one.
    async fn abandon(&self, merchant: &str, key: &str, since: OffsetDateTime) -> Result<(), StoreError>;
}

/// An idempotency key, and the fingerprint of the body that came with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Idempotency {
    /// The caller's key.
    pub key: String,
    /// Of the route and the body.
    pub fingerprint: String,
}

/// An answer as it was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Its status.
    pub status: u16,
    /// Its media type.
    pub content_type: String,
    /// Its body.
    pub body: String,
}

/// How a request under a key begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Attempt {
    /// It is the first, or the first crashed.
    First {
        /// Whatever it makes has this id, so that it is made once.
        id: String,
        /// When it began, which tells it from the one that takes its key over.
        since: OffsetDateTime,
    },
    /// It was answered before: so.
    Replay(Answer),
    /// The first is still being answered.
    InFlight,
    /// The key came with something else.
    KeyReused,
}
