//! What happened, as it is kept. Events are written by whatever makes them happen, in its transaction.

use async_trait::async_trait;

use super::StoreError;
use crate::event::{Event, EventKind};

/// Reads events.
#[async_trait]
pub trait Events: Send + Sync {
    /// One event of a merchant.
    async fn event(&self, merchant: &str, id: &str) -> Result<Option<Event>, StoreError>;

    /// A merchant's events, the latest first: at most so many, those after an id, and of one subject
    /// or kind where it is named.
    async fn events(&self, merchant: &str, page: &EventPage) -> Result<Vec<Event>, StoreError>;
}

/// A part of the list of events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventPage {
    /// At most so many.
    pub limit: u32,
    /// Those after this id, in the list's order.
    pub after: Option<String>,
    /// Only those of this booking, claim or import.
    pub subject: Option<String>,
    /// Only those of this kind.
    pub kind: Option<EventKind>,
}
