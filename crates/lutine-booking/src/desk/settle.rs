//! Settling: bookings whose end is not known are looked up at the insurer, never repeated blindly.

use time::OffsetDateTime;

use super::Desk;
use crate::booking::InFlight;
use crate::ports::StoreError;

impl Desk {
    /// Settles what was recorded before a time and has not ended: after a crash, and after a timeout.
    ///
    /// # Errors
    /// Where the store cannot say what is in flight. One booking that cannot be settled does not keep the others.
    pub async fn settle_in_flight(&self, before: OffsetDateTime) -> Result<usize, StoreError> {
        let mut settled = 0;
        for in_flight in self.store.in_flight(before).await? {
            let id = in_flight.booking().id.clone();
            match self.settle(in_flight).await {
                Ok(ended) => settled += usize::from(ended),
                Err(error) => {
                    tracing::error!(booking = id, %error, "cannot settle a booking; it is tried again")
                }
            }
        }
        Ok(settled)
    }

    /// Whether the end is known now.
    async fn settle(&self, in_flight: InFlight) -> Result<bool, StoreError> {
        let found = self.insurer.lookup(in_flight.booking()).await;
        let booking = match in_flight.found(found) {
            Ok(booking) => self.store.settle(&booking, self.clock.now()).await?,
            // It never arrived, so asking again is no second time; the id would make it one and the same anyway.
            Err(in_flight) => self.bind(*in_flight).await?,
        };
        tracing::info!(booking = booking.id, state = booking.state.name(), "settled what was in flight");
        Ok(!booking.state.is_open())
    }
}
