//! Every kind of event that is ever told.

use std::fmt;

use crate::booking::State;
use crate::claim::ClaimStatus;

macro_rules! kinds {
    ($($kind:ident = $name:literal: $what:literal,)*) => {
        /// A kind of event: a subject, and what became of it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum EventKind {
            $(#[doc = $what] $kind,)*
        }

        impl EventKind {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$kind),*];

            /// As it stands in JSON and in the database: `booking.booked`.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$kind => $name),* }
            }

            /// What has happened, in a sentence.
            #[must_use]
            pub const fn what(self) -> &'static str {
                match self { $(Self::$kind => $what),* }
            }
        }
    };
}

kinds! {
    BookingExpired = "booking.expired": "Nobody paid for it in time.",
    BookingBooking = "booking.booking": "It is paid for, and the insurer is asked.",
    BookingUnknown = "booking.unknown": "The insurer has not answered: whether there is cover is found out.",
    BookingBooked = "booking.booked": "There is cover.",
    BookingRejected = "booking.rejected": "The insurer said no.",
    BookingCancelling = "booking.cancelling": "The insurer is asked to take it back.",
    BookingCancelled = "booking.cancelled": "It is given back.",
    BookingCancellationRefused = "booking.cancellation_refused": "The insurer did not take it back: the cover stays.",
    BookingAmending = "booking.amending": "The insurer is asked for another cover.",
    BookingAmended = "booking.amended": "Something is other than it was: the cover, or what is known of the shipment or its owner.",
    BookingAmendmentRefused = "booking.amendment_refused": "The insurer said no to another cover: the old one stays.",
    ClaimSubmitted = "claim.submitted": "It is made.",
    ClaimInReview = "claim.in_review": "The insurer's side looks at it.",
    ClaimNeedsEvidence = "claim.needs_evidence": "The insurer's side waits for more.",
    ClaimApproved = "claim.approved": "All that is payable is granted.",
    ClaimApprovedInPart = "claim.approved_in_part": "A part of what is payable is granted.",
    ClaimRejected = "claim.rejected": "Nothing is granted.",
    ClaimWithdrawn = "claim.withdrawn": "The merchant took it back.",
    ClaimPaid = "claim.paid": "What was granted is paid.",
    ClaimEvidenceAdded = "claim.evidence_added": "More that proves it has come.",
    ImportCompleted = "import.completed": "Each of its rows is booked, refused or failed.",
    EndpointDisabled = "endpoint.disabled": "Nothing more is sent to it, because it said so or never answered.",
    WebhookTest = "webhook.test": "Its owner tries it.",
}

impl EventKind {
    /// The kind of that name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.name() == name)
    }

    /// Every name, for whoever wrote another.
    #[must_use]
    pub fn names() -> String {
        Self::ALL.iter().map(|kind| kind.name()).collect::<Vec<_>>().join(", ")
    }

    /// What is told of a booking that comes to a state.
    pub(super) const fn of_booking(state: &State) -> Self {
        match state {
            State::Expired => Self::BookingExpired,
            // No transition leads to waiting for payment, so nothing tells of it.
            State::PendingPayment { .. } | State::Booking => Self::BookingBooking,
            State::Unknown => Self::BookingUnknown,
            State::Booked(_) => Self::BookingBooked,
            State::Amending(_) => Self::BookingAmending,
            State::Rejected(_) => Self::BookingRejected,
            State::Cancelling(_) => Self::BookingCancelling,
            State::Cancelled(_) => Self::BookingCancelled,
        }
    }

    /// What is told of a claim that comes to a status.
    pub(super) const fn of_claim(status: ClaimStatus) -> Self {
        match status {
            ClaimStatus::Submitted => Self::ClaimSubmitted,
            ClaimStatus::InReview => Self::ClaimInReview,
            ClaimStatus::NeedsEvidence => Self::ClaimNeedsEvidence,
            ClaimStatus::Approved => Self::ClaimApproved,
            ClaimStatus::ApprovedInPart => Self::ClaimApprovedInPart,
            ClaimStatus::Rejected => Self::ClaimRejected,
            ClaimStatus::Withdrawn => Self::ClaimWithdrawn,
            ClaimStatus::Paid => Self::ClaimPaid,
        }
    }
}

impl fmt::Display for EventKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}
