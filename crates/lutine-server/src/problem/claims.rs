//! What can be in the way of a claim.

use lutine_booking::{ClaimError, ClaimRefusal, ClaimStatus, NotCovered, SubmitError};
use lutine_core::{FieldError, Money};
use serde::Serialize;
use serde_json::Value;

use super::Problem;

/// Every kind of problem that only claims have.
#[derive(Debug)]
pub enum ClaimProblem {
    /// The booking covers nothing.
    NotClaimable(NotCovered),
    /// The parcel has an open claim: this.
    Open(String),
    /// The claim does not stand where that can be done.
    Elsewhere(ClaimStatus),
    /// Nothing is payable.
    NothingPayable(Vec<Value>),
    /// More was to be granted than is payable.
    AbovePayable {
        /// What is payable.
        payable: Money,
        /// What was to be granted.
        amount: Money,
    },
    /// The claim has all the files that it takes.
    Full,
    /// A file is none that is taken, or not what it was said to be.
    Unsuitable(Vec<FieldError>),
}

/// What the answer says besides its kind.
#[derive(Default, Serialize)]
pub(super) struct Details<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    claim: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reasons: Option<&'a [Value]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    payable: Option<Money>,
    #[serde(skip_serializing_if = "Option::is_none")]
    amount: Option<Money>,
}

impl ClaimProblem {
    pub(super) fn details(&self) -> Details<'_> {
        let nothing = Details::default();
        match self {
            Self::Open(claim) => Details { claim: Some(claim), ..nothing },
            Self::Elsewhere(status) => Details { state: Some(status.name()), ..nothing },
            Self::NothingPayable(reasons) => Details { reasons: Some(reasons), ..nothing },
            Self::AbovePayable { payable, amount } => {
                Details { payable: Some(*payable), amount: Some(*amount), ..nothing }
            }
            Self::NotClaimable(_) | Self::Full | Self::Unsuitable(_) => nothing,
        }
    }
}

impl From<SubmitError> for Problem {
    fn from(error: SubmitError) -> Self {
        match error {
            SubmitError::NotFound => Self::NotFound,
            SubmitError::Invalid(errors) => Self::InvalidInput(errors),
            SubmitError::NotCovered(why) => Self::Claim(ClaimProblem::NotClaimable(why)),
            SubmitError::Open(claim) => Self::Claim(ClaimProblem::Open(claim)),
            SubmitError::Store(error) => error.into(),
        }
    }
}

impl From<ClaimError> for Problem {
    fn from(error: ClaimError) -> Self {
        match error {
            ClaimError::NotFound => Self::NotFound,
            ClaimError::Invalid(errors) => Self::InvalidInput(errors),
            ClaimError::Refused(refusal) => Self::Claim(refusal.into()),
            ClaimError::Store(error) => error.into(),
        }
    }
}

impl From<ClaimRefusal> for ClaimProblem {
    fn from(refusal: ClaimRefusal) -> Self {
        match refusal {
            ClaimRefusal::Elsewhere(status) => Self::Elsewhere(status),
            ClaimRefusal::NothingPayable(reasons) => Self::NothingPayable(reasons),
            ClaimRefusal::AbovePayable { payable, amount } => Self::AbovePayable { payable, amount },
            ClaimRefusal::Full => Self::Full,
        }
    }
}
