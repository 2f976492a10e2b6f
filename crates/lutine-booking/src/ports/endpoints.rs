//! Where merchants want to be told of events, as it is kept.

use async_trait::async_trait;
use time::OffsetDateTime;

use super::StoreError;
use crate::event::Event;
use crate::webhook::{ChangeRequest, Endpoint, SealedSecret};

/// Keeps endpoints and their sealed secrets.
#[async_trait]
pub trait Endpoints: Send + Sync {
    /// Keeps a new endpoint and its first secret.
    async fn add_endpoint(&self, endpoint: &Endpoint) -> Result<Added, StoreError>;

    /// One endpoint of a merchant.
    async fn endpoint(&self, merchant: &str, id: &str) -> Result<Option<Endpoint>, StoreError>;

    /// A merchant's endpoints, the oldest first.
    async fn endpoints(&self, merchant: &str) -> Result<Vec<Endpoint>, StoreError>;

    /// Changes an endpoint, and answers what it is now. Where it is disabled, what was on its way to it has failed.
    async fn change_endpoint(&self, change: &EndpointChange) -> Result<Option<Endpoint>, StoreError>;

    /// Removes an endpoint and its secrets; what was on its way to it has failed. `None` where there is none.
    async fn delete_endpoint(&self, merchant: &str, id: &str) -> Result<Option<()>, StoreError>;

    /// Gives an endpoint a new secret; those of before end. Answers what it is now.
    async fn rotate_secret(&self, rotation: &Rotation) -> Result<Option<Endpoint>, StoreError>;

    /// Writes an event that is for one endpoint alone, and counts its sequence; once for an event's id.
    async fn tell_endpoint(&self, event: &Event) -> Result<Telling, StoreError>;
}

/// What became of a new endpoint.
#[derive(Clone, Debug, PartialEq)]
pub enum Added {
    /// It is kept.
    Added,
    /// One with its id was kept before: this.
    Before(Box<Endpoint>),
    /// The merchant has as many as there may be.
    TooMany,
}

/// A change of an endpoint.
#[derive(Clone, Debug, PartialEq)]
pub struct EndpointChange {
    /// Whose it is.
    pub merchant: String,
    /// Which.
    pub endpoint: String,
    /// What is to be another than before.
    pub to: ChangeRequest,
    /// When.
    pub at: OffsetDateTime,
}

/// A new secret.
#[derive(Clone, Debug, PartialEq)]
pub struct Rotation {
    /// Whose endpoint it is.
    pub merchant: String,
    /// Which.
    pub endpoint: String,
    /// The secret. Where one with its id was kept before, nothing changes.
    pub secret: SealedSecret,
    /// How long those of before stay good, at the most.
    pub others_until: OffsetDateTime,
}

/// What became of an event that is for one endpoint.
#[derive(Clone, Debug, PartialEq)]
pub enum Telling {
    /// It is on its way.
    Told(Event),
    /// The endpoint is told nothing.
    Disabled,
    /// There is no such endpoint.
    NotFound,
}
