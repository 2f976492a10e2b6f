//! What the use cases need of the world.

mod attempts;
mod bookings;
mod claims;
mod deliveries;
mod endpoints;
mod events;
mod imports;
mod insurer;
mod merchants;
mod quotes;
mod sink;
mod tokens;
mod world;

pub use attempts::{Answer, Attempt, Attempts, IN_FLIGHT, Idempotency};
pub use bookings::{Advanced, Asked, Begun, Bookings, OfKey, Page, Step};
pub use claims::{ClaimMoved, ClaimPage, ClaimStep, Claims, ClaimsDue, InsuredParcel, Submission, Submitted};
pub use deliveries::{Backlog, Deliveries, DeliveryAttempt, Lease, Redelivery, Taken};
pub use endpoints::{Added, EndpointChange, Endpoints, Rotation, Telling};
pub use events::{EventPage, Events};
pub use imports::{Finished, Hand, ImportPage, Imports, Kept, RowPage, Rows};
pub use insurer::{Bound, Found, Insurer, Released};
pub use merchants::Merchants;
pub use quotes::{Decline, Quotes};
pub use sink::{NotAdmitted, Sink};
pub use tokens::{RefreshToken, Refreshed, Tokens};
pub use world::{Clock, Ids};

use async_trait::async_trait;

/// Keeps everything. Whatever a method returned from is durable. A part for each subject; this is what all need.
#[async_trait]
pub trait Store:
    Quotes + Bookings + Attempts + Events + Merchants + Claims + Endpoints + Deliveries + Tokens + Imports
{
    /// The server's signing key: the first one that was offered, for ever.
    async fn signing_key(&self, offered: [u8; 32]) -> Result<[u8; 32], StoreError>;

    /// Whether a quote could be kept now, as far as that can be found out without one.
    async fn can_write(&self) -> Result<(), StoreError>;
}

/// Why the store did not do it.
#[derive(Clone, Debug, thiserror::Error)]
pub enum StoreError {
    /// It cannot be reached or cannot write now.
    #[error("the database is not available: {0}")]
    Unavailable(String),
    /// What it holds cannot be read.
    #[error("the database holds what this version cannot read: {0}")]
    Unreadable(String),
}
