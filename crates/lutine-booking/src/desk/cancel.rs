//! Cancelling: the offer's own terms decide, it is recorded that the insurer is asked, and only then it is asked.

use lutine_core::{Node, NotCancellable, Refund, Returnable};
use time::OffsetDateTime;

use super::Desk;
use super::advance::Moved;
use crate::booking::{Booking, Refusal, State};
use crate::merchant::Merchant;
use crate::ports::{Released, StoreError};
use crate::stages::{Cancelling, Covered, Pending};

/// A booking that was given back, or is about to be.
#[derive(Debug)]
pub enum Cancelled {
    /// Now.
    Now(Booking),
    /// Earlier: this is how it is.
    Before(Booking),
}

/// Why a booking was not cancelled.
#[derive(Debug, thiserror::Error)]
pub enum CancelError {
    /// The merchant has no such booking.
    #[error("no such booking")]
    NotFound,
    /// It cannot be given back.
    #[error("the booking cannot be cancelled")]
    NotCancellable(Obstacle),
    /// It could not be kept.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What is in the way of giving a booking back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// The offer's terms.
    Terms(NotCancellable),
    /// There is no cover, or it is not known whether there is.
    NotBooked,
    /// A claim on it that is open, or was paid.
    Claimed,
    /// The insurer is asked for another cover, and has not answered.
    AmendmentOpen,
    /// The insurer, which was asked.
    Insurer(Refusal),
}

impl Obstacle {
    /// Every code that there is.
    pub const CODES: [&str; 6] =
        ["too-late", "no-terms", "not-booked", "claimed", "amendment-open", "insurer-refused"];

    /// The code as it stands in JSON.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Terms(terms) => terms.code(),
            Self::NotBooked => "not-booked",
            Self::Claimed => "claimed",
            Self::AmendmentOpen => "amendment-open",
            Self::Insurer(_) => "insurer-refused",
        }
    }
}

/// How a booking that can be given back stands.
enum Standing {
    Pending(Pending),
    Covered(Covered, Refund),
    /// It is given back, or about to be.
    Gone(Booking, Refund),
}

impl Desk {
    /// What would come back, with nothing changed.
    ///
    /// # Errors
    /// Where nothing would, and why.
    pub async fn preview_cancel(
        &self,
        merchant: &Merchant,
        id: &str,
    ) -> Result<(Booking, Refund), CancelError> {
        let booking = self.booking(merchant, id).await?.ok_or(CancelError::NotFound)?;
        let refund = match standing(booking.clone(), self.clock.now())? {
            Standing::Pending(_) => Refund::nothing(booking.total.currency()),
            Standing::Covered(..) if self.store.is_claimed(&merchant.id, id).await? => {
                return Err(CancelError::NotCancellable(Obstacle::Claimed));
            }
            Standing::Covered(_, refund) | Standing::Gone(_, refund) => refund,
        };
        Ok((booking, refund))
    }

    /// Gives a booking back. It must be run to its end, whether or not anybody still waits for the answer.
    ///
    /// # Errors
    /// Where it was not, and why.
    pub async fn cancel(&self, merchant: &Merchant, id: &str) -> Result<Cancelled, CancelError> {
        let now = self.clock.now();
        loop {
            let from = self.booking(merchant, id).await?.ok_or(CancelError::NotFound)?;
            let to = match standing(from, now)? {
                Standing::Gone(booking, _) => return Ok(Cancelled::Before(booking)),
                Standing::Pending(pending) => pending.cancel(now),
                Standing::Covered(covered, refund) => covered.cancel(refund, now),
            };
            match self.advance(to).await? {
                Moved::Here(booking) => match Cancelling::of(booking.clone()) {
                    Some(cancelling) => return self.release(cancelling).await,
                    None => return Ok(Cancelled::Now(booking)),
                },
                // It may be given back still: that more is known of it moves it, too.
                Moved::Elsewhere(_) => {}
                Moved::Claimed => return Err(CancelError::NotCancellable(Obstacle::Claimed)),
                // What is given back takes no order's place.
                Moved::OrderInsured => return Err(CancelError::NotCancellable(Obstacle::NotBooked)),
            }
        }
    }

    /// Asks the insurer, outside of any transaction, and records what it said.
    async fn release(&self, cancelling: Cancelling) -> Result<Cancelled, CancelError> {
        let answer = self.insurer.cancel(cancelling.booking()).await;
        let booking = self.answered(cancelling, answer.clone()).await?;
        match answer {
            Released::Refused(refusal) => Err(CancelError::NotCancellable(Obstacle::Insurer(refusal))),
            Released::Released | Released::Unknown => Ok(Cancelled::Now(booking)),
        }
    }
}

fn standing(booking: Booking, now: OffsetDateTime) -> Result<Standing, CancelError> {
    if let Some(refund) = booking.state.refund().copied() {
        return Ok(Standing::Gone(booking, refund));
    }
    match booking.state {
        State::PendingPayment { .. } => Pending::of(booking).map(Standing::Pending),
        State::Amending(_) => return Err(CancelError::NotCancellable(Obstacle::AmendmentOpen)),
        State::Booked(_) => {
            let refund = refund(&booking, now)?;
            Covered::of(booking).map(|covered| Standing::Covered(covered, refund))
        }
        _ => None,
    }
    .ok_or(CancelError::NotCancellable(Obstacle::NotBooked))
}

fn refund(booking: &Booking, now: OffsetDateTime) -> Result<Refund, CancelError> {
    returned(booking, now)?.map_err(|terms| CancelError::NotCancellable(Obstacle::Terms(terms)))
}

/// What comes back by the terms under which it was bought, or why nothing does.
pub(super) fn returned(
    booking: &Booking,
    now: OffsetDateTime,
) -> Result<Result<Refund, NotCancellable>, StoreError> {
    let unreadable = || StoreError::Unreadable(format!("the offer of booking {}", booking.id));
    let offer: Node = serde_json::from_value(booking.offer.clone()).map_err(|_| unreadable())?;
    let returnable = Returnable::of_offer(&offer).ok_or_else(unreadable)?;
    // A clock that was set back makes nothing later than it is.
    let after = (now - booking.begun_at.unwrap_or(booking.created_at)).try_into().unwrap_or_default();
    Ok(returnable.refund(after))
}
