//! Amending: what is known of a shipment is recorded; another cover is priced on the quote's own day, revision and rates,
//! recorded as asked for, and only then asked of the insurer.

use lutine_core::{Declined, Difference, ErrorCode, FieldError, Node, NotCancellable, QuoteCall};
use serde_json::Value;

use super::Desk;
use super::advance::{Moved, misplaced};
use super::cancel::returned;
use crate::amendment::{Amendment, AmendmentEnd};
use crate::booking::{Booking, Refusal, State};
use crate::event::Change;
use crate::facts::NewFacts;
use crate::merchant::Merchant;
use crate::ports::StoreError;
use crate::stages::{Amending, Covered};
use crate::weight::too_large;

/// Why a booking was not amended.
#[derive(Debug, thiserror::Error)]
pub enum AmendError {
    /// The merchant has no such booking.
    #[error("no such booking")]
    NotFound,
    /// What was sent cannot be covered or recorded as it is.
    #[error("the input has faults")]
    Invalid(Vec<FieldError>),
    /// The programme does not take such a shipment.
    #[error("the programme declines")]
    NotInsurable(Declined),
    /// It cannot be amended, whatever to.
    #[error("the booking cannot be amended")]
    NotAmendable(NotAmendable),
    /// It could not be kept.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What is in the way of amending a booking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotAmendable {
    /// There is no cover, or it is not known whether there is.
    NotBooked,
    /// The insurer is asked for another change, and has not answered.
    AmendmentOpen,
    /// A claim on it that is open, or was paid: what was insured then stays what it was.
    Claimed,
    /// It has arrived: what nothing can happen to any more is not covered for more, nor for less.
    Delivered,
    /// Something would come back, and the hours in which it could be given back are over.
    TooLate,
    /// The insurer, which was asked.
    Insurer(Refusal),
}

impl NotAmendable {
    /// Every code that there is.
    pub const CODES: [&str; 6] =
        ["not-booked", "amendment-open", "claimed", "delivered", "too-late", "insurer-refused"];

    /// The code as it stands in JSON.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotBooked => "not-booked",
            Self::AmendmentOpen => "amendment-open",
            Self::Claimed => "claimed",
            Self::Delivered => "delivered",
            Self::TooLate => "too-late",
            Self::Insurer(_) => "insurer-refused",
        }
    }
}

impl Desk {
    /// Records what changes no price.
    ///
    /// # Errors
    /// Where nothing was recorded, and why.
    pub async fn record(&self, merchant: &Merchant, id: &str, new: NewFacts) -> Result<Booking, AmendError> {
        let today = self.today();
        loop {
            let from = self.booking(merchant, id).await?.ok_or(AmendError::NotFound)?;
            if matches!(from.state, State::Expired | State::Rejected(_) | State::Cancelled(_)) {
                return Err(AmendError::NotAmendable(NotAmendable::NotBooked));
            }
            let (facts, policyholder) = new
                .clone()
                .on(today, from.facts.clone(), from.policyholder.clone())
                .map_err(AmendError::Invalid)?;
            let to = Booking { facts, policyholder, ..from.clone() };
            if to == from {
                return Ok(from);
            }
            match self.change(to, Change::Made).await? {
                Moved::Here(booking) => return Ok(booking),
                // What is new is new wherever it moved to.
                Moved::Elsewhere(_) => {}
                Moved::OrderInsured | Moved::Claimed => return Err(misplaced(&from).into()),
            }
        }
    }

    /// What another cover would cost, with nothing changed.
    ///
    /// # Errors
    /// Where there would be none, and why.
    pub async fn preview_amend(
        &self,
        merchant: &Merchant,
        id: &str,
        shipment: &Node,
    ) -> Result<(Booking, Amendment), AmendError> {
        let booking = self.booking(merchant, id).await?.ok_or(AmendError::NotFound)?;
        let covered = covered(booking.clone())?;
        if self.store.is_claimed(&merchant.id, id).await? {
            return Err(AmendError::NotAmendable(NotAmendable::Claimed));
        }
        let amendment = self.amendment(merchant, &covered, String::new(), shipment).await?;
        Ok((booking, amendment))
    }

    /// Covers another shipment instead. The amendment's id tells a repetition from another change. It must be run to its end,
    /// whether or not anybody still waits for the answer.
    ///
    /// # Errors
    /// Where the old cover holds, and why.
    pub async fn amend(
        &self,
        merchant: &Merchant,
        id: &str,
        amendment: &str,
        shipment: &Node,
    ) -> Result<Booking, AmendError> {
        loop {
            let from = self.booking(merchant, id).await?.ok_or(AmendError::NotFound)?;
            if is_of(&from, amendment) {
                return ended(from, amendment);
            }
            let covered = covered(from)?;
            let proposed = self.amendment(merchant, &covered, amendment.to_owned(), shipment).await?;
            match self.change(covered.amend(proposed), Change::Asked).await? {
                Moved::Here(booking) => {
                    let amending = Amending::of(booking.clone()).ok_or_else(|| misplaced(&booking))?;
                    return ended(self.ask_to_amend(amending).await?, amendment);
                }
                Moved::Elsewhere(_) => {}
                Moved::OrderInsured => return Err(AmendError::NotAmendable(NotAmendable::NotBooked)),
                Moved::Claimed => return Err(AmendError::NotAmendable(NotAmendable::Claimed)),
            }
        }
    }

    /// Asks the insurer, outside of any transaction, and records what it said.
    pub(super) async fn ask_to_amend(&self, amending: Amending) -> Result<Booking, StoreError> {
        let answer = self.insurer.amend(&amending).await;
        self.answered(amending, answer).await
    }

    /// The call that a booking covers, with the day and the rates of its quote and the country of whoever is insured.
    ///
    /// # Errors
    /// Where the store fails, or does not hold it.
    pub async fn covered_call(&self, booking: &Booking) -> Result<Node, StoreError> {
        let unreadable = || StoreError::Unreadable(format!("the call of booking {}", booking.id));
        let call = match &booking.call {
            Some(call) => call.clone(),
            None => {
                self.store.quote(&booking.merchant, &booking.quote_id).await?.ok_or_else(unreadable)?.call
            }
        };
        let mut call: Node = serde_json::from_str(&call).map_err(|_| unreadable())?;
        call.set("policyholder", booking.policyholder.as_quoted());
        Ok(call)
    }

    /// What another shipment comes to on the booking's own terms.
    async fn amendment(
        &self,
        merchant: &Merchant,
        covered: &Covered,
        id: String,
        shipment: &Node,
    ) -> Result<Amendment, AmendError> {
        let booking = covered.booking();
        let mut call = self.covered_call(booking).await?;
        call.set("shipment", with_reference(shipment, &booking.shipment_reference));
        if let Some(error) = too_large(&call) {
            return Err(AmendError::Invalid(vec![error]));
        }
        let read = QuoteCall::read(&call, &merchant.terms).map_err(AmendError::Invalid)?;
        check(booking, &read)?;
        let unreadable = || StoreError::Unreadable(format!("the offer of booking {}", booking.id));
        let programme = booking.offer.get("programme").and_then(Value::as_str).ok_or_else(unreadable)?;
        let offer = read.offer(programme, &merchant.terms).map_err(|reasons| {
            AmendError::NotInsurable(Declined { programme: programme.to_owned(), reasons })
        })?;
        let before: Node = serde_json::from_value(booking.offer.clone()).map_err(|_| unreadable())?;
        let difference = Difference::between(&before, &offer).ok_or_else(unreadable)?;
        // Else whoever cannot give it back any more would make it next to nothing. Where the terms say nothing of giving back,
        // the insurer decides.
        let gives_back = !difference.refund().total.is_zero();
        if gives_back && returned(booking, self.clock.now())? == Err(NotCancellable::TooLate) {
            return Err(AmendError::NotAmendable(NotAmendable::TooLate));
        }
        Ok(Amendment {
            id,
            policies: Vec::new(),
            call: serde_json::to_string(&call).map_err(|_| unreadable())?,
            total: offer.total,
            offer: serde_json::to_value(offer).map_err(|_| unreadable())?,
            difference,
            at: self.clock.now(),
        })
    }
}

/// A shipment is named as it was where its new state has no name.
fn with_reference(shipment: &Node, reference: &str) -> Node {
    let mut shipment = shipment.clone();
    if shipment.get("reference").is_none() && !reference.is_empty() && matches!(shipment, Node::Table(_)) {
        shipment.set("reference", Node::text(reference));
    }
    shipment
}

/// It stays the same shipment, and is paid in the same money.
fn check(booking: &Booking, call: &QuoteCall) -> Result<(), AmendError> {
    let refuse = |path: &str, code, message| {
        Err(AmendError::Invalid(vec![FieldError { path: path.to_owned(), code, message }]))
    };
    if call.reference != booking.shipment_reference {
        let message = format!("the shipment is `{}`", booking.shipment_reference);
        return refuse("shipment.reference", ErrorCode::UnknownValue, message);
    }
    let currency = booking.total.currency();
    if call.currency != currency {
        let message = format!("the booking is in `{}`", currency.code());
        return refuse("shipment.insurance.currency", ErrorCode::MixedCurrencies, message);
    }
    Ok(())
}

fn covered(booking: Booking) -> Result<Covered, AmendError> {
    let obstacle = match booking.state {
        State::Amending(_) => NotAmendable::AmendmentOpen,
        _ => NotAmendable::NotBooked,
    };
    let covered = Covered::of(booking).ok_or(AmendError::NotAmendable(obstacle))?;
    if covered.booking().facts.delivered_on.is_some() {
        return Err(AmendError::NotAmendable(NotAmendable::Delivered));
    }
    Ok(covered)
}

/// Whether one of a booking's changes, open or ended, is this one.
fn is_of(booking: &Booking, amendment: &str) -> bool {
    let open = matches!(&booking.state, State::Amending(open) if open.id == amendment);
    open || booking.ended_amendment(amendment).is_some()
}

/// What a change has come to. Another may have been asked for since.
fn ended(booking: Booking, amendment: &str) -> Result<Booking, AmendError> {
    match booking.ended_amendment(amendment).map(|ended| &ended.end) {
        Some(AmendmentEnd::Refused(refusal)) => {
            Err(AmendError::NotAmendable(NotAmendable::Insurer(refusal.clone())))
        }
        Some(AmendmentEnd::Made) | None => Ok(booking),
    }
}
