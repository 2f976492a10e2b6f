//! What can happen to a claim. A transition consumes the stage that it leaves, and only the right one has it.

use lutine_core::Money;
use serde_json::Value;
use time::OffsetDateTime;

use super::evidence::{EvidenceFile, MAX_FILES};
use super::reckoning::Reckoning;
use super::{Approval, Claim, ClaimState, deadline};

/// A claim that nobody looks at.
#[derive(Clone, Debug, PartialEq)]
pub struct Unread(Claim);

/// A claim that is not decided.
#[derive(Clone, Debug, PartialEq)]
pub struct Undecided(Claim);

/// A claim of which something is granted and nothing is paid.
#[derive(Clone, Debug, PartialEq)]
pub struct Granted(Claim, Approval);

/// Why an amount cannot be granted.
#[derive(Clone, Debug, PartialEq)]
pub enum Ungrantable {
    /// Nothing is payable, for these reasons.
    Nothing(Vec<Value>),
    /// It is more than is payable.
    Above {
        /// What is payable.
        payable: Money,
        /// What was to be granted.
        amount: Money,
    },
    /// It is nothing, or of another currency than what is payable.
    NotAnAmount,
}

/// A claim has all the files that it takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Full;

impl Unread {
    /// `None` where somebody looks at it, or it is decided.
    #[must_use]
    pub fn of(claim: Claim) -> Option<Self> {
        let unread = matches!(claim.state, ClaimState::Submitted { .. } | ClaimState::NeedsEvidence { .. });
        unread.then_some(Self(claim))
    }

    /// Somebody looks at it. Who had waited for evidence and goes on without it has the whole time anew.
    #[must_use]
    pub fn review(self, now: OffsetDateTime) -> Claim {
        let decide_by = match self.0.state {
            ClaimState::NeedsEvidence { .. } => deadline(self.0.decided_within_hours, now),
            _ => self.0.state.decide_by(),
        };
        Claim { state: ClaimState::InReview { decide_by }, ..self.0 }
    }
}

impl Undecided {
    /// `None` where it is decided, or was withdrawn.
    #[must_use]
    pub fn of(claim: Claim) -> Option<Self> {
        let undecided = matches!(
            claim.state,
            ClaimState::Submitted { .. } | ClaimState::InReview { .. } | ClaimState::NeedsEvidence { .. }
        );
        undecided.then_some(Self(claim))
    }

    /// More is needed. Until it comes the clock stands still.
    #[must_use]
    pub fn ask(self, what: String) -> Claim {
        Claim { state: ClaimState::NeedsEvidence { what }, ..self.0 }
    }

    /// More has come. Whoever waited for it looks again, and has the whole time anew.
    ///
    /// # Errors
    /// Where it does not take so many.
    pub fn prove(self, files: &[EvidenceFile], now: OffsetDateTime) -> Result<Claim, Full> {
        let mut claim = self.0;
        claim.evidence.extend(files.iter().map(|file| file.evidence.clone()));
        if claim.evidence.len() > MAX_FILES {
            return Err(Full);
        }
        Ok(if matches!(claim.state, ClaimState::NeedsEvidence { .. }) {
            let decide_by = deadline(claim.decided_within_hours, now);
            Claim { state: ClaimState::InReview { decide_by }, ..claim }
        } else {
            claim
        })
    }

    /// It is granted: so much of it, or else the whole payout.
    ///
    /// # Errors
    /// Where that is more than is payable.
    pub fn approve(self, amount: Option<Money>, now: OffsetDateTime) -> Result<Claim, Ungrantable> {
        let payable = match &self.0.reckoning {
            Reckoning::Payable { payable, .. } => *payable,
            Reckoning::Nothing { reasons } => return Err(Ungrantable::Nothing(reasons.clone())),
        };
        let amount = amount.unwrap_or(payable);
        let approval = Approval { amount, at: now };
        let state = match amount.compare(&payable) {
            None => return Err(Ungrantable::NotAnAmount),
            Some(_) if amount.is_zero() => return Err(Ungrantable::NotAnAmount),
            Some(order) if order.is_gt() => return Err(Ungrantable::Above { payable, amount }),
            Some(order) if order.is_eq() => ClaimState::Approved(approval),
            Some(_) => ClaimState::ApprovedInPart(approval),
        };
        Ok(Claim { state, ..self.0 })
    }

    /// It is not granted.
    #[must_use]
    pub fn reject(self, reason: String, now: OffsetDateTime) -> Claim {
        Claim { state: ClaimState::Rejected { reason, at: now }, ..self.0 }
    }

    /// The merchant takes it back.
    #[must_use]
    pub fn withdraw(self, now: OffsetDateTime) -> Claim {
        Claim { state: ClaimState::Withdrawn { at: now }, ..self.0 }
    }
}

impl Granted {
    /// `None` where nothing is granted, or it is paid.
    #[must_use]
    pub fn of(claim: Claim) -> Option<Self> {
        match claim.state {
            ClaimState::Approved(approval) | ClaimState::ApprovedInPart(approval) => {
                Some(Self(claim, approval))
            }
            _ => None,
        }
    }

    /// It is paid.
    #[must_use]
    pub fn pay(self, reference: String, now: OffsetDateTime) -> Claim {
        let Self(claim, approval) = self;
        Claim { state: ClaimState::Paid { approval, reference, at: now }, ..claim }
    }
}
