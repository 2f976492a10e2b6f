//! A claim: what was lost of a booking's parcel, and what the insurer's side makes of it.

pub(crate) mod evidence;
pub(crate) mod media;
pub(crate) mod reckoning;
pub(crate) mod request;
pub(crate) mod stages;

use lutine_core::Money;
use serde_json::Value;
use time::{Duration, OffsetDateTime};

use evidence::Evidence;
use reckoning::Reckoning;

/// One claim on one parcel of a booking.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// Its id.
    pub id: String,
    /// Whose it is.
    pub merchant: String,
    /// The booking under which the parcel is covered.
    pub booking: String,
    /// The parcel's place in the shipment, from 0.
    pub parcel: usize,
    /// For how much it is insured.
    pub cover: Money,
    /// What happened, as the core takes it; `reportedOn` is the server's own day.
    pub loss: Value,
    /// The merchant's own words.
    pub description: Option<String>,
    /// What is payable by the terms under which it was bought.
    pub reckoning: Reckoning,
    /// In how many hours the insurer decides, where its offer says so.
    pub decided_within_hours: Option<u32>,
    /// What proves it.
    pub evidence: Vec<Evidence>,
    /// Where it stands.
    pub state: ClaimState,
    /// When it was submitted.
    pub created_at: OffsetDateTime,
    /// When it last moved.
    pub updated_at: OffsetDateTime,
    /// How often it has moved; being submitted is the first time.
    pub version: i64,
}

/// Where a claim stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClaimState {
    /// Nobody has looked at it yet.
    Submitted {
        /// When it must be decided, where the offer sets a time.
        decide_by: Option<OffsetDateTime>,
    },
    /// The insurer's side looks at it.
    InReview {
        /// When it must be decided, where the offer sets a time.
        decide_by: Option<OffsetDateTime>,
    },
    /// The insurer's side waits for more; the clock stands still.
    NeedsEvidence {
        /// For what.
        what: String,
    },
    /// The whole payout is granted.
    Approved(Approval),
    /// A part of the payout is granted.
    ApprovedInPart(Approval),
    /// Nothing is granted.
    Rejected {
        /// Why, in the insurer's words.
        reason: String,
        /// When.
        at: OffsetDateTime,
    },
    /// The merchant took it back.
    Withdrawn {
        /// When.
        at: OffsetDateTime,
    },
    /// What was granted is paid.
    Paid {
        /// What was granted.
        approval: Approval,
        /// The payment's own reference.
        reference: String,
        /// When.
        at: OffsetDateTime,
    },
}

/// What is granted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Approval {
    /// How much.
    pub amount: Money,
    /// When.
    pub at: OffsetDateTime,
}

/// The name of where a claim stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClaimStatus {
    /// Nobody has looked at it yet.
    Submitted,
    /// The insurer's side looks at it.
    InReview,
    /// The insurer's side waits for more.
    NeedsEvidence,
    /// The whole payout is granted.
    Approved,
    /// A part of the payout is granted.
    ApprovedInPart,
    /// Nothing is granted.
    Rejected,
    /// The merchant took it back.
    Withdrawn,
    /// What was granted is paid.
    Paid,
}

impl ClaimStatus {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Submitted,
        Self::InReview,
        Self::NeedsEvidence,
        Self::Approved,
        Self::ApprovedInPart,
        Self::Rejected,
        Self::Withdrawn,
        Self::Paid,
    ];

    /// As it stands in JSON and in the database.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Submitted => "submitted",
            Self::InReview => "in_review",
            Self::NeedsEvidence => "needs_evidence",
            Self::Approved => "approved",
            Self::ApprovedInPart => "approved_in_part",
            Self::Rejected => "rejected",
            Self::Withdrawn => "withdrawn",
            Self::Paid => "paid",
        }
    }

    /// The one of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.name() == name)
    }
}

impl ClaimState {
    /// Its name.
    #[must_use]
    pub const fn status(&self) -> ClaimStatus {
        match self {
            Self::Submitted { .. } => ClaimStatus::Submitted,
            Self::InReview { .. } => ClaimStatus::InReview,
            Self::NeedsEvidence { .. } => ClaimStatus::NeedsEvidence,
            Self::Approved(_) => ClaimStatus::Approved,
            Self::ApprovedInPart(_) => ClaimStatus::ApprovedInPart,
            Self::Rejected { .. } => ClaimStatus::Rejected,
            Self::Withdrawn { .. } => ClaimStatus::Withdrawn,
            Self::Paid { .. } => ClaimStatus::Paid,
        }
    }

    /// When it must be decided; `None` where no clock runs.
    #[must_use]
    pub const fn decide_by(&self) -> Option<OffsetDateTime> {
        match self {
            Self::Submitted { decide_by } | Self::InReview { decide_by } => *decide_by,
            _ => None,
        }
    }

    /// What is granted, paid or not.
    #[must_use]
    pub const fn approval(&self) -> Option<&Approval> {
        match self {
            Self::Approved(approval) | Self::ApprovedInPart(approval) | Self::Paid { approval, .. } => {
                Some(approval)
            }
            _ => None,
        }
    }

    /// Whether it ended with nothing paid, so that its booking may be given back all the same.
    #[must_use]
    pub const fn lets_go(&self) -> bool {
        matches!(self, Self::Rejected { .. } | Self::Withdrawn { .. })
    }
}

impl Claim {
    /// Whether it should have been decided by now. The last moment still counts.
    #[must_use]
    pub fn is_overdue(&self, now: OffsetDateTime) -> bool {
        self.state.decide_by().is_some_and(|decide_by| decide_by < now)
    }

    /// Whether all is granted that is payable.
    #[must_use]
    pub fn is_granted_whole(&self) -> bool {
        match (&self.reckoning, self.state.approval()) {
            (Reckoning::Payable { payable, .. }, Some(approval)) => *payable == approval.amount,
            _ => false,
        }
    }
}

/// When something must be decided whose hours begin now.
#[must_use]
pub fn deadline(hours: Option<u32>, now: OffsetDateTime) -> Option<OffsetDateTime> {
    now.checked_add(Duration::hours(i64::from(hours?)))
}
