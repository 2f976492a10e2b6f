//! A booking and its states.

use lutine_core::read::{Fault, Faults, Fields, FromNode, Path, text};
use lutine_core::{ErrorCode, Money, Node, Refund};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use time::OffsetDateTime;

use crate::amendment::{Amended, Amendment};
use crate::consent::ConsentReceipt;
use crate::facts::Facts;
use crate::policyholder::Policyholder;

/// The shop's order, as the shop states it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Order {
    /// The shop's own id.
    pub id: String,
    /// The goods without insurance.
    pub value: Money,
}

impl Order {
    /// Reads an order.
    pub fn read(node: &Node, path: Path<'_>, faults: &mut Faults) -> Option<Self> {
        let mut fields = Fields::open(node, path, faults)?;
        let id = fields.required::<OrderId>("id", faults);
        let value = fields
            .required_node("value", faults)
            .and_then(|node| Money::read(node, Path::Field(&path, "value"), faults));
        fields.close(faults);
        Some(Self { id: id?.0, value: value? })
    }
}

/// A shop's id: any text of 1 to 200 bytes.
struct OrderId(String);

impl FromNode for OrderId {
    fn from_node(node: &Node) -> Result<Self, Fault> {
        let given = text(node)?;
        if given.is_empty() || given.len() > 200 {
            return Err(Fault::new(ErrorCode::UnknownValue, "must have 1 to 200 bytes"));
        }
        Ok(Self(given.to_owned()))
    }
}

/// A policy, as the insurer numbers it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    /// The number.
    pub number: String,
    /// The parcel that it is for, by its place in the shipment, from 0, where there is one for each.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parcel: Option<usize>,
}

/// An insurer's own code and words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// Its code.
    pub code: String,
    /// Its words.
    pub message: String,
}

/// A policy that is given back, or is about to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withdrawal {
    /// The policies; none where it was given back before there was one.
    pub policies: Vec<Policy>,
    /// What comes back.
    pub refund: Refund,
    /// When it was asked for.
    pub at: OffsetDateTime,
}

/// Where a booking stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// Recorded, and nobody is asked before the shop says that its order is paid.
    PendingPayment {
        /// Until when it can say so.
        until: OffsetDateTime,
    },
    /// The shop did not say so in time.
    Expired,
    /// The insurer is being asked.
    Booking,
    /// The insurer was asked, and nobody knows what it did.
    Unknown,
    /// Covered.
    Booked(Vec<Policy>),
    /// Covered, and the insurer is asked to cover something else instead.
    Amending(Box<Amendment>),
    /// The insurer said no.
    Rejected(Refusal),
    /// The insurer is asked to take the cover back.
    Cancelling(Withdrawal),
    /// Not covered any more.
    Cancelled(Withdrawal),
}

impl State {
    /// Whether the insurer has been asked and its answer is not known.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        matches!(self, Self::Booking | Self::Unknown | Self::Amending(_) | Self::Cancelling(_))
    }

    /// The state's name, as it is told: whoever is about to be covered otherwise is covered.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::PendingPayment { .. } => "pending_payment",
            Self::Expired => "expired",
            Self::Booking => "booking",
            Self::Unknown => "unknown",
            Self::Booked(_) | Self::Amending(_) => "booked",
            Self::Rejected(_) => "rejected",
            Self::Cancelling(_) => "cancelling",
            Self::Cancelled(_) => "cancelled",
        }
    }

    /// The policies that there are or were.
    #[must_use]
    pub fn policies(&self) -> &[Policy] {
        match self {
            Self::Booked(policies) => policies,
            Self::Amending(amendment) => &amendment.policies,
            Self::Cancelling(withdrawal) | Self::Cancelled(withdrawal) => &withdrawal.policies,
            _ => &[],
        }
    }

    /// What comes back, or has come back.
    #[must_use]
    pub const fn refund(&self) -> Option<&Refund> {
        match self {
            Self::Cancelling(withdrawal) | Self::Cancelled(withdrawal) => Some(&withdrawal.refund),
            _ => None,
        }
    }
}

/// One booking of one quote.
#[derive(Clone, Debug, PartialEq)]
pub struct Booking {
    /// Its id.
    pub id: String,
    /// Whose it is.
    pub merchant: String,
    /// The quote that it is of; a quote books once.
    pub quote_id: String,
    /// The shop's order.
    pub order: Order,
    /// The merchant's name for the shipment; empty where it has none.
    pub shipment_reference: String,
    /// The offer that was agreed to: the first one, or that of the last change.
    pub offer: Value,
    /// What it costs.
    pub total: Money,
    /// Who is insured.
    pub policyholder: Policyholder,
    /// Who agreed to what.
    pub consent: ConsentReceipt,
    /// What became of the shipment.
    pub facts: Facts,
    /// The call that is covered, where it is not the quote's any more.
    pub call: Option<String>,
    /// The last change that has ended.
    pub amended: Option<Amended>,
    /// Where it stands.
    pub state: State,
    /// When it was recorded.
    pub created_at: OffsetDateTime,
    /// When it was first for the insurer: the hours in which it can be given back count from here.
    pub begun_at: Option<OffsetDateTime>,
    /// How often it has moved since it was recorded.
    pub version: i64,
}
