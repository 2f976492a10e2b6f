//! A booking moves: to its next version, with an event that tells of it.

use super::Desk;
use crate::booking::{Booking, State};
use crate::event::{Change, Event};
use crate::ports::{Advanced, Step, StoreError};
use crate::stages::Asked;

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
        Ok(moved(self.store.advance(&step).await?, step))
    }

    /// Moves a booking to what it is to be, with another cover, or with more that is known of it.
    pub(super) async fn change(&self, to: Booking, change: Change) -> Result<Moved, StoreError> {
        let at = self.clock.now();
        let to = Booking { version: to.version + 1, ..to };
        let step = Step { event: Event::of_change(self.ids.fresh("event"), &to, change, at), to, at };
        Ok(moved(self.store.change(&step).await?, step))
    }

    /// Records what the insurer said. Whoever was faster and did not get an answer does not keep this one out; what has ended
    /// stays as it ended.
    pub(super) async fn answered<A: Asked + Clone>(
        &self,
        mut asked: A,
        answer: A::Answer,
    ) -> Result<Booking, StoreError> {
        loop {
            let was = asked.booking().clone();
            let to = asked.clone().settle(answer.clone());
            if to == was {
                return Ok(was);
            }
            let meant = to.state.clone();
            let moved = match A::change(&answer) {
                Some(change) => self.change(to, change).await?,
                None => self.advance(to).await?,
            };
            match moved {
                Moved::Here(booking) => return Ok(booking),
                Moved::Elsewhere(booking) => match asked.still(booking.clone()) {
                    Some(again) => asked = again,
                    None => {
                        if contradicts(&meant, &booking.state) {
                            let (booking, meant, is) = (&booking.id, meant.name(), booking.state.name());
                            tracing::error!(booking, meant, is, "the insurer has given two answers");
                        }
                        return Ok(booking);
                    }
                },
                Moved::OrderInsured | Moved::Claimed => return Err(misplaced(&was)),
            }
        }
    }
}

/// Whether an insurer has covered and not covered the same: a person must look at that.
const fn contradicts(one: &State, other: &State) -> bool {
    matches!(
        (one, other),
        (State::Cancelled(_) | State::Rejected(_), State::Booked(_)) | (State::Booked(_), State::Rejected(_))
    )
}

fn moved(advanced: Advanced, step: Step) -> Moved {
    match advanced {
        Advanced::Advanced => Moved::Here(step.to),
        Advanced::Elsewhere(booking) => Moved::Elsewhere(*booking),
        Advanced::OrderInsured => Moved::OrderInsured,
        Advanced::Claimed => Moved::Claimed,
    }
}

/// What the insurer was asked about holds its order's place, so nobody else can have it; nor can it be claimed on.
pub(super) fn misplaced(booking: &Booking) -> StoreError {
    StoreError::Unreadable(format!("what is in the way of booking {}", booking.id))
}
