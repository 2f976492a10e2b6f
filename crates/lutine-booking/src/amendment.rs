//! A change of what is covered: another shipment under the booking's own day, revision and rates.

use lutine_core::{Difference, Money};
use serde_json::Value;
use time::OffsetDateTime;

use crate::booking::{Booking, Policy, Refusal, State};

/// A change that the insurer is asked for. Until it has answered, the old cover holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amendment {
    /// Its id, which is the insurer's idempotency key.
    pub id: String,
    /// The policies of the cover that holds.
    pub policies: Vec<Policy>,
    /// The whole call with the new shipment, on the quote's own day and rates.
    pub call: String,
    /// The new offer.
    pub offer: Value,
    /// What that costs.
    pub total: Money,
    /// What it comes to beside the old one.
    pub difference: Difference,
    /// When the merchant asked for it, and so agreed to its price: nobody else can.
    pub at: OffsetDateTime,
}

/// A change that has ended, one way or the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amended {
    /// Its id.
    pub id: String,
    /// What it came to, or would have.
    pub difference: Difference,
    /// When it was asked for.
    pub at: OffsetDateTime,
    /// How it ended.
    pub end: AmendmentEnd,
    /// Those that ended before, without their own earlier ones: whoever repeats one of them late is told what it came to.
    pub earlier: Vec<Amended>,
}

/// How a change ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AmendmentEnd {
    /// The new cover holds.
    Made,
    /// The old cover holds: the insurer said no.
    Refused(Refusal),
}

impl Amendment {
    /// How it ended, after another that had.
    pub(crate) fn ended(self, end: AmendmentEnd, before: Option<Amended>) -> Amended {
        let earlier = before.map_or_else(Vec::new, |mut before| {
            let mut earlier = std::mem::take(&mut before.earlier);
            earlier.push(before);
            earlier
        });
        Amended { id: self.id, difference: self.difference, at: self.at, end, earlier }
    }
}

impl Booking {
    /// One of its changes that have ended, by its id.
    pub(crate) fn ended_amendment(&self, id: &str) -> Option<&Amended> {
        let last = self.amended.as_ref()?;
        std::iter::once(last).chain(&last.earlier).find(|ended| ended.id == id)
    }

    /// As it is told to whoever repeats one of its changes: with that one's figures, whichever was the last since.
    #[must_use]
    pub fn told_of(self, amendment: &str) -> Self {
        let Some(ended) = self.ended_amendment(amendment).cloned() else { return self };
        let state = match self.state {
            State::Amending(open) => State::Booked(open.policies),
            state => state,
        };
        Self { state, amended: Some(ended), ..self }
    }
}

impl AmendmentEnd {
    /// How it is told.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Made => "made",
            Self::Refused(_) => "refused",
        }
    }
}
