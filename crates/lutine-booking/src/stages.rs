//! What can happen to a booking. A transition consumes the stage that it leaves, and only the right one has it.

use lutine_core::Refund;
use time::OffsetDateTime;

use crate::amendment::{Amendment, AmendmentEnd};
use crate::booking::{Booking, State, Withdrawal};
use crate::event::Change;
use crate::ports::{Bound, Released};

/// A booking that waits for the shop's payment.
#[derive(Clone, Debug, PartialEq)]
pub struct Pending(Booking);

/// A booking that the insurer is asked for, and whose end is not known.
#[derive(Clone, Debug, PartialEq)]
pub struct InFlight(Booking);

/// A booking that is covered.
#[derive(Clone, Debug, PartialEq)]
pub struct Covered(Booking);

/// A booking that the insurer is asked to take back.
#[derive(Clone, Debug, PartialEq)]
pub struct Cancelling {
    booking: Booking,
    withdrawal: Withdrawal,
}

/// A booking that the insurer is asked to cover otherwise.
#[derive(Clone, Debug, PartialEq)]
pub struct Amending {
    booking: Booking,
    amendment: Box<Amendment>,
}

/// A booking about which the insurer was asked, whatever it was asked.
#[derive(Clone, Debug, PartialEq)]
pub enum Open {
    /// To cover it.
    Binding(InFlight),
    /// To take it back.
    Cancelling(Cancelling),
    /// To cover it otherwise.
    Amending(Amending),
}

/// What the insurer's answer ends.
pub(crate) trait Asked: Sized {
    /// What it answers.
    type Answer: Clone;

    /// The booking.
    fn booking(&self) -> &Booking;

    /// What the answer makes of it.
    fn settle(self, answer: Self::Answer) -> Booking;

    /// The same asking in a booking that has moved meanwhile; `None` where it has ended.
    fn still(&self, booking: Booking) -> Option<Self>;

    /// What an answer changes, where it is not the state.
    fn change(_: &Self::Answer) -> Option<Change> {
        None
    }
}

impl Pending {
    /// A booking that begins to wait, whatever state it came with.
    #[must_use]
    pub fn begin(booking: Booking, until: OffsetDateTime) -> Self {
        Self(Booking { state: State::PendingPayment { until }, begun_at: None, ..booking })
    }

    /// `None` where it does not wait.
    #[must_use]
    pub fn of(booking: Booking) -> Option<Self> {
        matches!(booking.state, State::PendingPayment { .. }).then_some(Self(booking))
    }

    /// The booking.
    #[must_use]
    pub const fn booking(&self) -> &Booking {
        &self.0
    }

    /// Whether it has waited too long.
    #[must_use]
    pub fn is_overdue(&self, now: OffsetDateTime) -> bool {
        matches!(self.0.state, State::PendingPayment { until } if until <= now)
    }

    /// The booking, as it waits.
    #[must_use]
    pub fn into_booking(self) -> Booking {
        self.0
    }

    /// The shop's order is paid.
    #[must_use]
    pub fn confirm(self, now: OffsetDateTime) -> Booking {
        InFlight::begin(self.0, now).0
    }

    /// The shopper thought better of it before anything was paid.
    #[must_use]
    pub fn cancel(self, now: OffsetDateTime) -> Booking {
        let refund = Refund::nothing(self.0.total.currency());
        let state = State::Cancelled(Withdrawal { policies: Vec::new(), refund, at: now });
        Booking { state, ..self.0 }
    }

    /// The shop did not say in time that it is paid.
    #[must_use]
    pub fn expire(self) -> Booking {
        Booking { state: State::Expired, ..self.0 }
    }
}

impl InFlight {
    /// A booking that begins, whatever state it came with.
    #[must_use]
    pub fn begin(booking: Booking, now: OffsetDateTime) -> Self {
        Self(Booking { state: State::Booking, begun_at: Some(now), ..booking })
    }

    /// `None` where nobody is asked for it.
    #[must_use]
    pub fn of(booking: Booking) -> Option<Self> {
        matches!(booking.state, State::Booking | State::Unknown).then_some(Self(booking))
    }

    /// The booking.
    #[must_use]
    pub const fn booking(&self) -> &Booking {
        &self.0
    }

    /// What the insurer's answer makes of it.
    #[must_use]
    pub fn settle(self, answer: Bound) -> Booking {
        let state = match answer {
            Bound::Policies(policies) => State::Booked(policies),
            Bound::Refused(refusal) => State::Rejected(refusal),
            Bound::Unknown => State::Unknown,
        };
        Booking { state, ..self.0 }
    }
}

impl Covered {
    /// `None` where it is not covered.
    #[must_use]
    pub fn of(booking: Booking) -> Option<Self> {
        matches!(booking.state, State::Booked(_)).then_some(Self(booking))
    }

    /// The booking.
    #[must_use]
    pub const fn booking(&self) -> &Booking {
        &self.0
    }

    /// It is to be covered otherwise.
    #[must_use]
    pub fn amend(self, amendment: Amendment) -> Booking {
        let policies = self.0.state.policies().to_vec();
        let state = State::Amending(Box::new(Amendment { policies, ..amendment }));
        Booking { state, ..self.0 }
    }

    /// It is to be given back, for this.
    #[must_use]
    pub fn cancel(self, refund: Refund, now: OffsetDateTime) -> Booking {
        let withdrawal = Withdrawal { policies: self.0.state.policies().to_vec(), refund, at: now };
        Booking { state: State::Cancelling(withdrawal), ..self.0 }
    }
}

impl Cancelling {
    /// `None` where it is not being given back.
    #[must_use]
    pub fn of(booking: Booking) -> Option<Self> {
        let State::Cancelling(withdrawal) = &booking.state else { return None };
        let withdrawal = withdrawal.clone();
        Some(Self { booking, withdrawal })
    }

    /// The booking.
    #[must_use]
    pub const fn booking(&self) -> &Booking {
        &self.booking
    }

    /// When the insurer was first asked to take it back: it tells this attempt from any other.
    #[must_use]
    pub const fn asked_at(&self) -> OffsetDateTime {
        self.withdrawal.at
    }

    /// What the insurer's answer makes of it.
    #[must_use]
    pub fn settle(self, answer: Released) -> Booking {
        let state = match answer {
            Released::Released => State::Cancelled(self.withdrawal),
            Released::Refused(_) => State::Booked(self.withdrawal.policies),
            Released::Unknown => State::Cancelling(self.withdrawal),
        };
        Booking { state, ..self.booking }
    }
}

impl Amending {
    /// `None` where no change is asked for.
    #[must_use]
    pub fn of(booking: Booking) -> Option<Self> {
        let State::Amending(amendment) = &booking.state else { return None };
        let amendment = amendment.clone();
        Some(Self { booking, amendment })
    }

    /// The booking.
    #[must_use]
    pub const fn booking(&self) -> &Booking {
        &self.booking
    }

    /// What is asked for.
    #[must_use]
    pub const fn amendment(&self) -> &Amendment {
        &self.amendment
    }

    /// What the insurer's answer makes of it.
    #[must_use]
    pub fn settle(self, answer: Bound) -> Booking {
        let Self { booking, amendment } = self;
        let before = booking.amended.clone();
        match answer {
            Bound::Policies(policies) => Booking {
                offer: amendment.offer.clone(),
                total: amendment.total,
                call: Some(amendment.call.clone()),
                state: State::Booked(policies),
                amended: Some(amendment.ended(AmendmentEnd::Made, before)),
                ..booking
            },
            Bound::Refused(refusal) => Booking {
                state: State::Booked(amendment.policies.clone()),
                amended: Some(amendment.ended(AmendmentEnd::Refused(refusal), before)),
                ..booking
            },
            Bound::Unknown => booking,
        }
    }
}

impl Asked for InFlight {
    type Answer = Bound;

    fn booking(&self) -> &Booking {
        self.booking()
    }

    fn settle(self, answer: Bound) -> Booking {
        self.settle(answer)
    }

    fn still(&self, booking: Booking) -> Option<Self> {
        Self::of(booking)
    }
}

impl Asked for Cancelling {
    type Answer = Released;

    fn booking(&self) -> &Booking {
        self.booking()
    }

    fn settle(self, answer: Released) -> Booking {
        self.settle(answer)
    }

    fn still(&self, booking: Booking) -> Option<Self> {
        Self::of(booking).filter(|again| again.asked_at() == self.asked_at())
    }

    fn change(answer: &Released) -> Option<Change> {
        matches!(answer, Released::Refused(_)).then_some(Change::Kept)
    }
}

impl Asked for Amending {
    type Answer = Bound;

    fn booking(&self) -> &Booking {
        self.booking()
    }

    fn settle(self, answer: Bound) -> Booking {
        self.settle(answer)
    }

    fn still(&self, booking: Booking) -> Option<Self> {
        Self::of(booking).filter(|again| again.amendment.id == self.amendment.id)
    }

    fn change(answer: &Bound) -> Option<Change> {
        match answer {
            Bound::Policies(_) => Some(Change::Made),
            Bound::Refused(_) => Some(Change::Refused),
            Bound::Unknown => None,
        }
    }
}

impl Open {
    /// `None` where the insurer was not asked, or has answered.
    #[must_use]
    pub fn of(booking: Booking) -> Option<Self> {
        match booking.state {
            State::Booking | State::Unknown => InFlight::of(booking).map(Self::Binding),
            State::Cancelling(_) => Cancelling::of(booking).map(Self::Cancelling),
            State::Amending(_) => Amending::of(booking).map(Self::Amending),
            _ => None,
        }
    }

    /// The booking.
    #[must_use]
    pub const fn booking(&self) -> &Booking {
        match self {
            Self::Binding(in_flight) => in_flight.booking(),
            Self::Cancelling(cancelling) => cancelling.booking(),
            Self::Amending(amending) => amending.booking(),
        }
    }
}
