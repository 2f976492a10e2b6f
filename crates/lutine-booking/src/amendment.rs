//! A change of what is covered: another shipment under the booking's own day, revision and rates.

use lutine_core::{Difference, Money};
use serde_json::Value;
use time::OffsetDateTime;

use crate::booking::{Policy, Refusal};

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
    /// The ids of those that were made before: whoever repeats one of them late changes nothing. One that was refused is asked
    /// for anew, under the same id.
    pub earlier: Vec<String>,
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
            if before.end == AmendmentEnd::Made {
                before.earlier.push(before.id);
            }
            before.earlier
        });
        Amended { id: self.id, difference: self.difference, at: self.at, end, earlier }
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
