//! Confirming: the shop's server says that the order is paid, and the insurer is asked. The price stays what it was.

use lutine_core::Money;

use super::Desk;
use super::advance::Moved;
use super::book::Booked;
use crate::booking::{Booking, State};
use crate::merchant::Merchant;
use crate::ports::StoreError;
use crate::stages::{InFlight, Pending};

/// Why a booking is not confirmed.
#[derive(Debug, thiserror::Error)]
pub enum ConfirmError {
    /// The merchant has no such booking.
    #[error("no such booking")]
    NotFound,
    /// The order that was paid is not the one that was insured.
    #[error("the order's value is another")]
    OrderMismatch,
    /// It does not wait for a payment, and never will again.
    #[error("the booking cannot be confirmed")]
    NotConfirmable(NotConfirmable),
    /// The order's shipment is insured already, by another booking.
    #[error("the order is insured already")]
    OrderInsured,
    /// It could not be kept.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why a booking cannot be confirmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotConfirmable {
    /// It waited too long.
    Expired,
    /// The shopper cancelled it while it waited.
    Cancelled,
}

impl NotConfirmable {
    /// Every code that there is.
    pub const CODES: [&str; 2] = ["expired", "cancelled"];

    /// The code as it stands in JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Expired => "expired",
            Self::Cancelled => "cancelled",
        }
    }
}

impl Desk {
    /// Books what waited for the shop's payment. It must be run to its end, whether or not anybody still waits for the
    /// answer.
    ///
    /// # Errors
    /// Where nothing was recorded, and why.
    pub async fn confirm(
        &self,
        merchant: &Merchant,
        id: &str,
        order_value: Money,
    ) -> Result<Booked, ConfirmError> {
        loop {
            let from = self.booking(merchant, id).await?.ok_or(ConfirmError::NotFound)?;
            if from.order.value != order_value {
                return Err(ConfirmError::OrderMismatch);
            }
            let Some(pending) = Pending::of(from.clone()) else { return confirmed(from) };
            match self.advance(pending.confirm(self.clock.now())).await? {
                Moved::Here(booking) => match InFlight::of(booking.clone()) {
                    Some(in_flight) => return Ok(Booked::Now(self.bind(in_flight).await?)),
                    None => return confirmed(booking),
                },
                // It may wait still: that more is known of it moves it, too.
                Moved::Elsewhere(_) => {}
                Moved::OrderInsured | Moved::Claimed => return Err(ConfirmError::OrderInsured),
            }
        }
    }
}

/// A booking that does not wait: it was confirmed, or never needed to be, or cannot be.
fn confirmed(booking: Booking) -> Result<Booked, ConfirmError> {
    match booking.state {
        State::Expired => Err(ConfirmError::NotConfirmable(NotConfirmable::Expired)),
        State::Cancelled(_) if booking.begun_at.is_none() => {
            Err(ConfirmError::NotConfirmable(NotConfirmable::Cancelled))
        }
        _ => Ok(Booked::Before(booking)),
    }
}
