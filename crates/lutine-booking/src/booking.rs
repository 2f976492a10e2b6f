//! A booking and its states. A transition consumes the state that it leaves.

use lutine_core::read::{Fault, Faults, Fields, FromNode, Path, text};
use lutine_core::{ErrorCode, Money, Node};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use time::OffsetDateTime;

use crate::consent::ConsentReceipt;
use crate::policyholder::Policyholder;
use crate::ports::{Bound, Found};

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
    /// The parcel that it is for, from 0, where there is one for each.
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

/// Where a booking stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// Recorded, and the insurer is being asked.
    Booking,
    /// The insurer was asked, and nobody knows what it did.
    Unknown,
    /// Covered.
    Booked(Vec<Policy>),
    /// The insurer said no.
    Rejected(Refusal),
}

impl State {
    /// Whether the end is not known.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        matches!(self, Self::Booking | Self::Unknown)
    }

    /// The state's name, in JSON and in the database.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Booking => "booking",
            Self::Unknown => "unknown",
            Self::Booked(_) => "booked",
            Self::Rejected(_) => "rejected",
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
    /// The offer that was agreed to.
    pub offer: Value,
    /// What it costs.
    pub total: Money,
    /// Who is insured.
    pub policyholder: Policyholder,
    /// Who agreed to what.
    pub consent: ConsentReceipt,
    /// Where it stands.
    pub state: State,
    /// When it was recorded.
    pub created_at: OffsetDateTime,
}

/// A booking whose end is not known: the only kind that can be settled.
#[derive(Clone, Debug, PartialEq)]
pub struct InFlight(Booking);

impl InFlight {
    /// A booking that begins, whatever state it came with.
    #[must_use]
    pub fn begin(booking: Booking) -> Self {
        Self(Booking { state: State::Booking, ..booking })
    }

    /// `None` where the booking has ended.
    #[must_use]
    pub fn of(booking: Booking) -> Option<Self> {
        booking.state.is_open().then_some(Self(booking))
    }

    /// The booking.
    #[must_use]
    pub const fn booking(&self) -> &Booking {
        &self.0
    }

    /// What the insurer's answer makes of it.
    #[must_use]
    pub fn settle(self, answer: Bound) -> Booking {
        let state = match answer {
            Bound::Policies(policies) => State::Booked(policies),
            Bound::Refused(refusal) => State::Rejected(refusal),
            Bound::Unknown => State::Unknown,
        };
        Booking { state, ..self.0 }
    }

    /// What a look-up makes of it; back, where the insurer never got it and may be asked again.
    ///
    /// # Errors
    /// Itself, unchanged.
    pub fn found(self, answer: Found) -> Result<Booking, Box<Self>> {
        match answer {
            Found::Bound(answer) => Ok(self.settle(answer)),
            Found::Nothing => Err(Box::new(self)),
        }
    }
}
