//! The outbox. Whoever writes an event writes, in the same transaction, a delivery of it for each endpoint that wants it.

use async_trait::async_trait;
use time::OffsetDateTime;

use super::StoreError;
use crate::event::Event;
use crate::webhook::{Delivery, Endpoint, Health, Leased, Next, Outcome};

/// Keeps deliveries and their attempts.
#[async_trait]
pub trait Deliveries: Send + Sync {
    /// Some of the endpoints for which something is due, whoever has waited longest first.
    async fn endpoints_due(&self, now: OffsetDateTime) -> Result<Vec<String>, StoreError>;

    /// Takes some of what is due for an endpoint. What was taken is due again when the lease ends, so that nobody else takes
    /// it before, and somebody does if it is not recorded what became of it.
    async fn take_due(&self, lease: &Lease) -> Result<Option<Taken>, StoreError>;

    /// Records an attempt, what follows from it, and what it says of the endpoint.
    async fn record_attempt(&self, attempt: &DeliveryAttempt) -> Result<(), StoreError>;

    /// The deliveries of an event of a merchant.
    async fn deliveries(&self, merchant: &str, event: &str) -> Result<Vec<Delivery>, StoreError>;

    /// Begins deliveries of an event anew, from the start of the schedule. Answers to how many endpoints.
    async fn redeliver(&self, again: &Redelivery) -> Result<usize, StoreError>;

    /// What has not arrived yet.
    async fn backlog(&self) -> Result<Backlog, StoreError>;

    /// Waits until this process has written something that an endpoint wants. Others may have, too: look now and then.
    async fn until_told(&self);
}

/// What is taken, and for how long.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lease {
    /// For which endpoint.
    pub endpoint: String,
    /// At most so many.
    pub limit: u32,
    /// When.
    pub now: OffsetDateTime,
    /// When it ends.
    pub until: OffsetDateTime,
}

/// What is due for an endpoint.
#[derive(Clone, Debug, PartialEq)]
pub struct Taken {
    /// The endpoint.
    pub endpoint: Endpoint,
    /// What is to be posted there.
    pub deliveries: Vec<Leased>,
}

/// An attempt that was made.
#[derive(Clone, Debug, PartialEq)]
pub struct DeliveryAttempt {
    /// Of what.
    pub delivery: Leased,
    /// To which endpoint, as it was then.
    pub endpoint: Endpoint,
    /// When it ended.
    pub at: OffsetDateTime,
    /// How.
    pub outcome: Outcome,
    /// What follows.
    pub next: Next,
    /// What it says of the endpoint.
    pub health: Health,
    /// What is told where that disables the endpoint; the store counts its sequence.
    pub disabling: Option<Event>,
}

/// A wish to have an event again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redelivery {
    /// Whose it is.
    pub merchant: String,
    /// Which event.
    pub event: String,
    /// To which endpoint; to all that were told of it and still are told of events, where none is named.
    pub endpoint: Option<String>,
    /// When.
    pub at: OffsetDateTime,
}

/// What has not arrived yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Backlog {
    /// How many deliveries wait, or are on their way.
    pub pending: u64,
    /// When the oldest of them began.
    pub oldest: Option<OffsetDateTime>,
}
