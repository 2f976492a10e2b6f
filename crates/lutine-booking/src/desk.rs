//! The use cases.

mod advance;
mod amend;
mod as_sold;
mod book;
mod cancel;
mod claims;
mod confirm;
mod direct;
mod import;
mod quote;
mod read;
mod settle;
mod webhooks;

pub use amend::{AmendError, NotAmendable};
pub use book::{BookError, Booked};
pub use cancel::{CancelError, Cancelled, Obstacle};
pub use claims::{ClaimError, ClaimFigures, ClaimRefusal, ClaimStory, NotCovered, SubmitError};
pub use confirm::{ConfirmError, NotConfirmable};
pub use direct::DirectError;
pub use import::{ImportError, Sent};
pub use quote::{DeclineError, Quoted, Signature, SignedOffer, set_by_caller};
pub use webhooks::{LEASE, Revealed, WebhookError};

use std::sync::Arc;

use lutine_core::Date;
use time::{Duration, OffsetDateTime};

use crate::ports::{Clock, Ids, Insurer, Sink, Store};
use crate::signer::Signer;

/// Where quotes are signed and bookings made.
pub struct Desk {
    /// Keeps everything.
    pub store: Arc<dyn Store>,
    /// Covers.
    pub insurer: Arc<dyn Insurer>,
    /// Takes events to where merchants want them.
    pub sink: Arc<dyn Sink>,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// Makes ids.
    pub ids: Arc<dyn Ids>,
    /// Signs.
    pub signer: Signer,
    /// How long a quote's token is good.
    pub quote_validity: Duration,
}

impl Desk {
    /// The day that it is, in UTC; `None` where the clock is past all days that there are.
    #[must_use]
    pub fn today(&self) -> Option<Date> {
        day_of(self.clock.now())
    }
}

/// The UTC day of a time.
fn day_of(time: OffsetDateTime) -> Option<Date> {
    Date::parse(&time.date().to_string())
}
