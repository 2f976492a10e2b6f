//! Reading bookings, each as it stands now.

use super::Desk;
use super::advance::Moved;
use crate::booking::{Booking, State};
use crate::merchant::Merchant;
use crate::ports::{Page, StoreError};
use crate::stages::Pending;

impl Desk {
    /// One booking of a merchant.
    ///
    /// # Errors
    /// Where the store fails.
    pub async fn booking(&self, merchant: &Merchant, id: &str) -> Result<Option<Booking>, StoreError> {
        match self.store.booking(&merchant.id, id).await? {
            Some(booking) => Ok(Some(self.current(booking).await?)),
            None => Ok(None),
        }
    }

    /// The booking of a quote.
    ///
    /// # Errors
    /// Where the store fails.
    pub async fn booking_of_quote(
        &self,
        merchant: &Merchant,
        quote: &str,
    ) -> Result<Option<Booking>, StoreError> {
        match self.store.booking_of_quote(&merchant.id, quote).await? {
            Some(booking) => Ok(Some(self.current(booking).await?)),
            None => Ok(None),
        }
    }

    /// A merchant's bookings, the latest first.
    ///
    /// # Errors
    /// Where the store fails.
    pub async fn bookings(&self, merchant: &Merchant, page: &Page) -> Result<Vec<Booking>, StoreError> {
        let mut bookings = Vec::new();
        for booking in self.store.bookings(&merchant.id, page).await? {
            bookings.push(self.current(booking).await?);
        }
        Ok(bookings)
    }

    /// A booking as it stands now. That one has waited too long is recorded before anybody is told: otherwise whoever confirms or
    /// cancels it in the same moment could still move it.
    pub(super) async fn current(&self, booking: Booking) -> Result<Booking, StoreError> {
        if !matches!(booking.state, State::PendingPayment { .. }) {
            return Ok(booking);
        }
        let overdue = Pending::of(booking.clone()).filter(|pending| pending.is_overdue(self.clock.now()));
        let Some(pending) = overdue else { return Ok(booking) };
        match self.advance(pending.expire()).await? {
            Moved::Here(booking) | Moved::Elsewhere(booking) => Ok(booking),
            // What has expired takes no order's place, and what was never covered has no claim.
            Moved::OrderInsured | Moved::Claimed => Ok(booking),
        }
    }
}
