//! A booking moves: to its next version, with an event that tells of it.

use super::Desk;
use crate::booking::Booking;
use crate::event::Event;
use crate::ports::{Advanced, Bound, Released, Step, StoreError};
use crate::stages::{Cancelling, InFlight};

/// What became of a booking that was to move.
pub(super) enum Moved {
    /// It did.
    Here(Booking),
    /// Somebody else moved it, to this.
    Elsewhere(Booking),
    /// The order's shipment has another live booking.
    OrderInsured,
    /// It was to be given back, and a claim on it is open or paid.
    Claimed,
}

impl Desk {
    /// Moves a booking to what it is to be.
    pub(super) async fn advance(&self, to: Booking) -> Result<Moved, StoreError> {
        let at = self.clock.now();
        let to = Booking { version: to.version + 1, ..to };
        let step = Step { event: Event::of_booking(self.ids.fresh("event"), &to, at), to, at };
        Ok(match self.store.advance(&step).await? {
            Advanced::Advanced => Moved::Here(step.to),
            Advanced::Elsewhere(booking) => Moved::Elsewhere(*booking),
            Advanced::OrderInsured => Moved::OrderInsured,
            Advanced::Claimed => Moved::Claimed,
        })
    }

    /// Records what the insurer said to a bind. Whoever was faster and did not get an answer does not keep this one out; one
    /// that has ended stays as it ended.
    pub(super) async fn bound(&self, mut in_flight: InFlight, answer: Bound) -> Result<Booking, StoreError> {
        loop {
            let was = in_flight.booking().clone();
            let to = in_flight.settle(answer.clone());
            if to == was {
                return Ok(was);
            }
            match self.advance(to).await? {
                Moved::Here(booking) => return Ok(booking),
                Moved::Elsewhere(booking) => match InFlight::of(booking.clone()) {
                    Some(again) => in_flight = again,
                    None => return Ok(booking),
                },
                Moved::OrderInsured | Moved::Claimed => return Err(misplaced(&was)),
            }
        }
    }

    /// Records what the insurer said to a cancelling, if that is still the one that is asked for.
    pub(super) async fn released(
        &self,
        mut cancelling: Cancelling,
        answer: Released,
    ) -> Result<Booking, StoreError> {
        loop {
            let (was, asked_at) = (cancelling.booking().clone(), cancelling.asked_at());
            let to = cancelling.settle(answer.clone());
            if to == was {
                return Ok(was);
            }
            match self.advance(to).await? {
                Moved::Here(booking) => return Ok(booking),
                Moved::Elsewhere(booking) => {
                    let again = Cancelling::of(booking.clone()).filter(|again| again.asked_at() == asked_at);
                    match again {
                        Some(again) => cancelling = again,
                        None => return Ok(booking),
                    }
                }
                Moved::OrderInsured | Moved::Claimed => return Err(misplaced(&was)),
            }
        }
    }
}

/// What the insurer was asked about holds its order's place, so nobody else can have it; nor can it be claimed on.
fn misplaced(booking: &Booking) -> StoreError {
    StoreError::Unreadable(format!("what is in the way of booking {}", booking.id))
}
