//! What is told of what happened: by webhook, and in the list of events.

use serde_json::{Value, json};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::booking::{Booking, State};
use crate::facts::Facts;
use crate::import::{Import, Tally};

/// Something that happened to something of a merchant's.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Its id.
    pub id: String,
    /// Whose it is.
    pub merchant: String,
    /// What it was: the subject's kind and the state that it came to, such as `booking.booked`.
    pub kind: String,
    /// To what it happened: the id of a booking, a claim or an import.
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
}

impl Change {
    const fn kind(self) -> &'static str {
        match self {
            Self::Asked => "booking.amending",
            Self::Made => "booking.amended",
            Self::Refused => "booking.amendment_refused",
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
    if booking.facts != Facts::default() {
        told["facts"] = json!(booking.facts);
    }
    if let State::Amending(amendment) = &booking.state {
        told["amendment"] = json!({ "id": amendment.id, "state": "pending", "total": amendment.total });
    } else if let Some(amended) = &booking.amended {
        told["amendment"] = json!({ "id": amended.id, "state": amended.end.name() });
    }
    if let State::Rejected(refusal) = &booking.state {
        told["refusal"] = json!(refusal);
    }
    if let Some(refund) = booking.state.refund() {
        told["refund"] = json!(refund);
    }
    told
}
