//! Reading bookings, each as it stands now.

use super::Desk;
use crate::booking::Booking;
use crate::merchant::Merchant;
use crate::ports::{Page, StoreError};

impl Desk {
    /// One booking of a merchant.
    ///
    /// # Errors
    /// Where the store fails.
    pub async fn booking(&self, merchant: &Merchant, id: &str) -> Result<Option<Booking>, StoreError> {
        Ok(self.store.booking(&merchant.id, id).await?.map(|booking| booking.as_of(self.clock.now())))
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
        let booking = self.store.booking_of_quote(&merchant.id, quote).await?;
        Ok(booking.map(|booking| booking.as_of(self.clock.now())))
    }

    /// A merchant's bookings, the latest first.
    ///
    /// # Errors
    /// Where the store fails.
    pub async fn bookings(&self, merchant: &Merchant, page: &Page) -> Result<Vec<Booking>, StoreError> {
        let now = self.clock.now();
        let bookings = self.store.bookings(&merchant.id, page).await?;
        Ok(bookings.into_iter().map(|booking| booking.as_of(now)).collect())
    }
}
