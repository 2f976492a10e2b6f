//! Submitting: what is payable is said at once, and a claim for which nothing is payable is taken all the same, for a person
//! to look at.

use lutine_core::FieldError;
use serde_json::json;

use super::super::Desk;
use super::reckon::Reckoned;
use crate::booking::{Booking, State};
use crate::claim::request::ClaimRequest;
use crate::claim::{Claim, ClaimState, deadline};
use crate::event::Event;
use crate::merchant::Merchant;
use crate::ports::{StoreError, Submission, Submitted};

/// Why there is no claim.
#[derive(Debug, thiserror::Error)]
pub enum SubmitError {
    /// The merchant has no such booking.
    #[error("no such booking")]
    NotFound,
    /// What was sent has faults.
    #[error("the input has faults")]
    Invalid(Vec<FieldError>),
    /// The booking covers nothing.
    #[error("the booking is not covered")]
    NotCovered(NotCovered),
    /// The parcel has an open claim: this.
    #[error("the parcel has an open claim")]
    Open(String),
    /// It could not be kept.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why a booking covers nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotCovered {
    /// It waits for the shop's payment.
    NotPaid,
    /// It waited too long.
    Expired,
    /// The insurer has not said yes yet, to this or to another cover, or nobody knows.
    NotKnown,
    /// The insurer said no.
    Rejected,
    /// It is being given back.
    Cancelling,
    /// It was given back.
    Cancelled,
}

impl NotCovered {
    /// Every code that there is.
    pub const CODES: [&str; 6] = ["not-paid", "expired", "not-known", "rejected", "cancelling", "cancelled"];

    /// `None` where a booking is covered.
    const fn of(state: &State) -> Option<Self> {
        Some(match state {
            State::Booked(_) => return None,
            State::PendingPayment { .. } => Self::NotPaid,
            State::Expired => Self::Expired,
            // Which of two covers holds is not known either.
            State::Booking | State::Unknown | State::Amending(_) => Self::NotKnown,
            State::Rejected(_) => Self::Rejected,
            State::Cancelling(_) => Self::Cancelling,
            State::Cancelled(_) => Self::Cancelled,
        })
    }

    /// The code as it stands in JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotPaid => "not-paid",
            Self::Expired => "expired",
            Self::NotKnown => "not-known",
            Self::Rejected => "rejected",
            Self::Cancelling => "cancelling",
            Self::Cancelled => "cancelled",
        }
    }
}

impl Desk {
    /// Records a claim under an id: whoever repeats it under that id gets it as it stands.
    ///
    /// # Errors
    /// Where nothing was recorded, and why.
    pub async fn submit_claim(
        &self,
        merchant: &Merchant,
        request: ClaimRequest,
        id: &str,
    ) -> Result<Claim, SubmitError> {
        if let Some(claim) = self.store.claim(&merchant.id, id).await? {
            return Ok(claim);
        }
        let event = self.ids.fresh("event");
        loop {
            let booking = self.booking(merchant, &request.booking).await?.ok_or(SubmitError::NotFound)?;
            if let Some(why) = NotCovered::of(&booking.state) {
                return Err(SubmitError::NotCovered(why));
            }
            let reckoned = self.reckon(merchant, &booking, &request).await?;
            let paid_before = reckoned.paid_before;
            let claim = self.fresh_claim(id, &booking, &request, reckoned);
            let event = Event::of_claim(event.clone(), &claim);
            let submission = Submission { claim, version: booking.version, paid_before, event };
            match self.store.submit(&submission).await? {
                Submitted::Submitted => return Ok(submission.claim),
                Submitted::Before(claim) => return Ok(*claim),
                Submitted::Open(claim) => return Err(SubmitError::Open(claim)),
                // What stood in the way this moment is looked at anew.
                Submitted::NotBooked | Submitted::PaidSince => {}
            }
        }
    }

    fn fresh_claim(&self, id: &str, booking: &Booking, request: &ClaimRequest, reckoned: Reckoned) -> Claim {
        let now = self.clock.now();
        let hours = booking.offer["claims"]["decidedWithinHours"].as_u64();
        let decided_within_hours = hours.and_then(|hours| u32::try_from(hours).ok());
        Claim {
            id: id.to_owned(),
            merchant: booking.merchant.clone(),
            booking: booking.id.clone(),
            parcel: reckoned.parcel,
            cover: reckoned.cover,
            loss: json!(reckoned.loss),
            description: request.description.clone(),
            reckoning: reckoned.reckoning,
            decided_within_hours,
            evidence: Vec::new(),
            state: ClaimState::Submitted { decide_by: deadline(decided_within_hours, now) },
            created_at: now,
            updated_at: now,
            version: 1,
        }
    }
}
