//! Settling: what the insurer was asked and has not answered is looked up there, never repeated blindly.

use futures_util::{StreamExt, stream};
use time::OffsetDateTime;

use super::Desk;
use crate::booking::Booking;
use crate::ports::{Asked, Found, StoreError};
use crate::stages::{Amending, Cancelling, InFlight, Open};

/// So many are looked up at once: an insurer that is slow to answer is waited for once for all of them.
const AT_ONCE: usize = 16;

impl Desk {
    /// Settles what the insurer was asked before a time and has not ended, many at once: after a crash, and after a timeout.
    /// What has waited too long for a payment expires. Tells how many came to an end.
    ///
    /// # Errors
    /// Where the store cannot say what is in flight. One booking that cannot be settled does not keep the others.
    pub async fn settle_in_flight(&self, before: OffsetDateTime) -> Result<usize, StoreError> {
        let open = self.take_in_flight(before).await?;
        let settled = stream::iter(open).map(|open| self.settle(open)).buffer_unordered(AT_ONCE);
        Ok(settled.fold(0, async |sum, settled| sum + settled).await)
    }

    /// Takes in hand what is to be settled, so that other servers leave it alone until it is due again; and lets expire what has waited too long.
    ///
    /// # Errors
    /// Where the store cannot say what is in flight.
    pub async fn take_in_flight(&self, before: OffsetDateTime) -> Result<Vec<Open>, StoreError> {
        for pending in self.store.overdue(self.clock.now()).await? {
            let id = pending.booking().id.clone();
            if let Err(error) = self.advance(pending.expire()).await {
                tracing::error!(booking = id, %error, "cannot let a booking expire; it is tried again");
            }
        }
        self.store.take_in_flight(Asked { before, now: self.clock.now() }).await
    }

    /// Settles one that was taken in hand. Tells how many came to an end.
    pub async fn settle(&self, open: Open) -> usize {
        let id = open.booking().id.clone();
        let booking = match open {
            Open::Binding(in_flight) => self.settle_bind(in_flight).await,
            Open::Cancelling(cancelling) => self.settle_cancel(cancelling).await,
            Open::Amending(amending) => self.settle_amend(amending).await,
        };
        match booking {
            Ok(booking) => {
                tracing::info!(booking = id, state = booking.state.name(), "settled what was in flight");
                usize::from(!booking.state.is_open())
            }
            Err(error) => {
                tracing::error!(booking = id, %error, "cannot settle a booking; it is tried again");
                0
            }
        }
    }

    async fn settle_bind(&self, in_flight: InFlight) -> Result<Booking, StoreError> {
        match self.insurer.lookup(in_flight.booking()).await {
            Found::Answer(answer) => self.answered(in_flight, answer).await,
            // It never arrived, so asking again is no second time; the id would make it one and the same anyway.
            Found::Nothing => self.bind(in_flight).await,
        }
    }

    async fn settle_cancel(&self, cancelling: Cancelling) -> Result<Booking, StoreError> {
        match self.insurer.lookup_cancel(cancelling.booking()).await {
            Found::Answer(answer) => self.answered(cancelling, answer).await,
            Found::Nothing => {
                let answer = self.insurer.cancel(cancelling.booking()).await;
                self.answered(cancelling, answer).await
            }
        }
    }

    async fn settle_amend(&self, amending: Amending) -> Result<Booking, StoreError> {
        match self.insurer.lookup_amend(&amending).await {
            Found::Answer(answer) => self.answered(amending, answer).await,
            Found::Nothing => self.ask_to_amend(amending).await,
        }
    }
}
