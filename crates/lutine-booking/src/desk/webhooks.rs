//! Webhooks: endpoints and their secrets, and the deliveries of events to them.

mod create;
mod deliver;
mod endpoints;
mod events;
mod rotate;

pub use deliver::LEASE;

use crate::ports::{NotAdmitted, StoreError};
use crate::webhook::{Endpoint, SigningSecret};

/// Why nothing was done with an endpoint or an event.
#[derive(Debug, thiserror::Error)]
pub enum WebhookError {
    /// The merchant has no such endpoint, or no such event.
    #[error("no such endpoint or event")]
    NotFound,
    /// No message may go to the address.
    #[error("the address is refused")]
    Address(#[from] NotAdmitted),
    /// The merchant has as many endpoints as there may be.
    #[error("too many endpoints")]
    TooMany,
    /// The endpoint is told of nothing, or no endpoint of the event is told of anything any more.
    #[error("no endpoint is enabled for it")]
    NotEnabled,
    /// It could not be kept.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// An endpoint with a secret that its owner has not seen yet.
#[derive(Clone, Debug, PartialEq)]
pub struct Revealed {
    /// The endpoint.
    pub endpoint: Endpoint,
    /// Its latest secret.
    pub secret: SigningSecret,
}
