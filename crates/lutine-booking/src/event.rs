//! What is told of what happened: by webhook, and in the list of events.

use serde_json::{Value, json};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::booking::{Booking, State};
use crate::claim::{Claim, ClaimState};
use crate::facts::Facts;
use crate::import::{Import, Tally};
use crate::webhook::{DisabledBy, Endpoint};

/// Every kind of event that is ever told: a subject, and what became of it.
pub const KINDS: &[&str] = &[
    "booking.expired",
    "booking.booking",
    "booking.unknown",
    "booking.booked",
    "booking.rejected",
    "booking.cancelling",
    "booking.cancelled",
    "booking.cancellation_refused",
    "booking.amending",
    "booking.amended",
    "booking.amendment_refused",
    "claim.submitted",
    "claim.in_review",
    "claim.needs_evidence",
    "claim.approved",
    "claim.approved_in_part",
    "claim.rejected",
    "claim.withdrawn",
    "claim.paid",
    "claim.evidence_added",
    "import.completed",
    "endpoint.disabled",
    "webhook.test",
];

/// Something that happened to something of a merchant's.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Its id.
    pub id: String,
    /// Whose it is.
    pub merchant: String,
    /// What it was: the subject's kind and the state that it came to, such as `booking.booked`.
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
    const fn kind(self) -> &'static str {
        match self {
            Self::Asked => "booking.amending",
            Self::Made => "booking.amended",
            Self::Refused => "booking.amendment_refused",
            Self::Kept => "booking.cancellation_refused",
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
            kind: format!("booking.{}", booking.state.name()),
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
            kind: "webhook.test".to_owned(),
            subject: endpoint.to_owned(),
            sequence: 0,
            at,
            data: json!({ "endpoint": endpoint }),
        }
    }

    /// An endpoint that an attempt ends.
    pub(crate) fn of_disabling(id: String, endpoint: &Endpoint, by: DisabledBy, at: OffsetDateTime) -> Self {
        Self {
            id,
            merchant: endpoint.merchant.clone(),
            kind: "endpoint.disabled".to_owned(),
            subject: endpoint.id.clone(),
            sequence: 0,
            at,
            data: json!({ "id": endpoint.id, "url": endpoint.address.to_string(), "disabledBy": by.code() }),
        }
    }

    /// A claim that has just become what it is.
    #[must_use]
    pub fn of_claim(id: String, claim: &Claim) -> Self {
        Self::of_claims_kind(id, claim, claim.state.status().name())
    }

    /// A claim that stands where it stood, and has more that proves it.
    #[must_use]
    pub fn of_evidence(id: String, claim: &Claim) -> Self {
        Self::of_claims_kind(id, claim, EVIDENCE_ADDED)
    }

    fn of_claims_kind(id: String, claim: &Claim, what: &str) -> Self {
        Self {
            id,
            merchant: claim.merchant.clone(),
            kind: format!("claim.{what}"),
            subject: claim.id.clone(),
            sequence: claim.version,
            at: claim.updated_at,
            data: told_of_claim(claim),
        }
    }
}

/// What is told of a claim that more has come for and that did not move.
const EVIDENCE_ADDED: &str = "evidence_added";

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
        Self { kind: change.kind().to_owned(), ..Self::of_booking(id, booking, at) }
    }
}

impl Event {
    /// An import that has just come to its end: its only event.
    #[must_use]
    pub fn of_import(id: String, import: &Import, tally: &Tally, at: OffsetDateTime) -> Self {
        Self {
            id,
            merchant: import.merchant.clone(),
            kind: "import.completed".to_owned(),
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

#[cfg(test)]
mod tests {
    use lutine_core::{Currency, Refund};
    use time::OffsetDateTime;

    use super::KINDS;
    use crate::booking::{Refusal, State, Withdrawal};

    #[test]
    fn whatever_becomes_of_a_booking_can_be_wanted() {
        let refund = Refund::nothing(Currency::parse("USD").unwrap());
        let withdrawal = Withdrawal { policies: Vec::new(), refund, at: OffsetDateTime::UNIX_EPOCH };
        let refusal = Refusal { code: String::new(), message: String::new() };
        for state in [
            State::Expired,
            State::Booking,
            State::Unknown,
            State::Booked(Vec::new()),
            State::Rejected(refusal),
            State::Cancelling(withdrawal.clone()),
            State::Cancelled(withdrawal),
        ] {
            assert!(KINDS.contains(&format!("booking.{}", state.name()).as_str()), "{}", state.name());
        }
    }
}
