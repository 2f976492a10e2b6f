//! What is told of what happened: by webhook, and in the list of events.

mod kind;

use serde_json::{Value, json};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::booking::{Booking, State};
use crate::claim::{Claim, ClaimState};
use crate::facts::Facts;
use crate::import::{Import, Tally};
use crate::webhook::{DisabledBy, Endpoint};

pub use kind::EventKind;

/// Something that happened to something of a merchant's.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Its id.
    pub id: String,
    /// Whose it is.
    pub merchant: String,
    /// What it was: the name of an [`EventKind`]. One that another version wrote is told as it stands.
    pub kind: String,
    /// To what it happened: the id of a booking, a claim, an import or an endpoint.
    pub subject: String,
    /// Which of the subject's events it is. Each change adds one, so that who got 1 and 3 knows that there is a 2.
    pub sequence: i64,
    /// When.
    pub at: OffsetDateTime,
    /// The subject as it was then. Never the policyholder: events go to addresses.
    pub data: Value,
}

/// What happened to a booking's cover, or to what is known of it, while its state stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// The insurer is asked for another cover.
    Asked,
    /// Something is other than it was.
    Made,
    /// The insurer said no to another cover.
    Refused,
    /// The insurer said no to a cancelling: the cover stays.
    Kept,
}

impl Change {
    const fn kind(self) -> EventKind {
        match self {
            Self::Asked => EventKind::BookingAmending,
            Self::Made => EventKind::BookingAmended,
            Self::Refused => EventKind::BookingAmendmentRefused,
            Self::Kept => EventKind::BookingCancellationRefused,
        }
    }
}

impl Event {
    /// A booking that has just become what it is.
    #[must_use]
    pub fn of_booking(id: String, booking: &Booking, at: OffsetDateTime) -> Self {
        Self {
            id,
            merchant: booking.merchant.clone(),
            kind: EventKind::of_booking(&booking.state).to_string(),
            subject: booking.id.clone(),
            sequence: booking.version,
            at,
            data: told(booking),
        }
    }

    /// What an endpoint is sent when its owner tries it.
    #[must_use]
    pub(crate) fn of_test(id: String, merchant: &str, endpoint: &str, at: OffsetDateTime) -> Self {
        Self {
            id,
            merchant: merchant.to_owned(),
            kind: EventKind::WebhookTest.to_string(),
            subject: endpoint.to_owned(),
            sequence: UNNUMBERED,
            at,
            data: json!({ "endpoint": endpoint }),
        }
    }

    /// An endpoint that an attempt ends.
    pub(crate) fn of_disabling(id: String, endpoint: &Endpoint, by: DisabledBy, at: OffsetDateTime) -> Self {
        Self {
            id,
            merchant: endpoint.merchant.clone(),
            kind: EventKind::EndpointDisabled.to_string(),
            subject: endpoint.id.clone(),
            sequence: UNNUMBERED,
            at,
            data: json!({ "id": endpoint.id, "url": endpoint.address.to_string(), "disabledBy": by.code() }),
        }
    }

    /// A claim that has just become what it is.
    #[must_use]
    pub fn of_claim(id: String, claim: &Claim) -> Self {
        Self::of_claims_kind(id, claim, EventKind::of_claim(claim.state.status()))
    }

    /// A claim that stands where it stood, and has more that proves it.
    #[must_use]
    pub fn of_evidence(id: String, claim: &Claim) -> Self {
        Self::of_claims_kind(id, claim, EventKind::ClaimEvidenceAdded)
    }

    fn of_claims_kind(id: String, claim: &Claim, kind: EventKind) -> Self {
        Self {
            id,
            merchant: claim.merchant.clone(),
            kind: kind.to_string(),
            subject: claim.id.clone(),
            sequence: claim.version,
            at: claim.updated_at,
            data: told_of_claim(claim),
        }
    }
}

/// The store counts what an endpoint is told of itself.
const UNNUMBERED: i64 = 0;

/// A claim as events tell of it: without the words and the files, in which persons may be named.
fn told_of_claim(claim: &Claim) -> Value {
    let at = |time: OffsetDateTime| time.format(&Rfc3339).unwrap_or_default();
    let mut told = json!({
        "id": claim.id,
        "state": claim.state.status().name(),
        "booking": claim.booking,
        "parcel": claim.parcel,
        "reckoning": claim.reckoning,
        "evidence": claim.evidence.len(),
        "createdAt": at(claim.created_at),
    });
    if let Some(decide_by) = claim.state.decide_by() {
        told["decideBy"] = json!(at(decide_by));
    }
    if let Some(approval) = claim.state.approval() {
        told["amount"] = json!(approval.amount);
    }
    if let ClaimState::NeedsEvidence { what } = &claim.state {
        told["awaited"] = json!(what);
    }
    told
}

impl Event {
    /// A booking that has just changed, but for its state.
    #[must_use]
    pub fn of_change(id: String, booking: &Booking, change: Change, at: OffsetDateTime) -> Self {
        Self { kind: change.kind().to_string(), ..Self::of_booking(id, booking, at) }
    }
}

impl Event {
    /// An import that has just come to its end: its only event.
    #[must_use]
    pub fn of_import(id: String, import: &Import, tally: &Tally, at: OffsetDateTime) -> Self {
        Self {
            id,
            merchant: import.merchant.clone(),
            kind: EventKind::ImportCompleted.to_string(),
            subject: import.id.clone(),
            sequence: 1,
            at,
            data: json!({
                "id": import.id,
                "state": "completed",
                "rows": tally.rows,
                "booked": tally.booked,
                "refused": tally.refused,
                "failed": tally.failed,
            }),
        }
    }
}

/// A booking as events tell of it.
fn told(booking: &Booking) -> Value {
    let mut told = json!({
        "id": booking.id,
        "state": booking.state.name(),
        "quoteId": booking.quote_id,
        "order": booking.order,
        "total": booking.total,
        "policies": booking.state.policies(),
        "createdAt": booking.created_at.format(&Rfc3339).unwrap_or_default(),
    });
    if !booking.shipment_reference.is_empty() {
        told["reference"] = json!(booking.shipment_reference);
    }
    if booking.facts != Facts::default() {
        told["facts"] = json!(booking.facts);
    }
    if let State::Amending(amendment) = &booking.state {
        told["amendment"] = json!({ "id": amendment.id, "state": "pending", "total": amendment.total });
    } else if let Some(amended) = &booking.amended {
        let (due, refund) = (amended.difference.due(), amended.difference.refund());
        told["amendment"] =
            json!({ "id": amended.id, "state": amended.end.name(), "due": due, "refund": refund });
    }
    if let State::Rejected(refusal) = &booking.state {
        told["refusal"] = json!(refusal);
    }
    if let Some(refund) = booking.state.refund() {
        told["refund"] = json!(refund);
    }
    told
}
