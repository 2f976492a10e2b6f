//! What can be in the way of a claim.

use lutine_booking::{ClaimError, ClaimRefusal, SubmitError};
use lutine_core::Money;
use serde::Serialize;
use serde_json::Value;

use super::Problem;

/// More was to be granted than is payable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Excess {
    /// What is payable.
    pub payable: Money,
    /// What was to be granted.
    pub amount: Money,
}

/// What a problem of a claim says besides its kind.
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

impl<'a> Details<'a> {
    pub(super) fn of(problem: &'a Problem) -> Self {
        let nothing = Self::default();
        match problem {
            Problem::ClaimOpen(claim) => Self { claim: Some(claim), ..nothing },
            Problem::WrongClaimState(status) => Self { state: Some(status.name()), ..nothing },
            Problem::NothingPayable(reasons) => Self { reasons: Some(reasons), ..nothing },
            Problem::AbovePayable(Excess { payable, amount }) => {
                Self { payable: Some(*payable), amount: Some(*amount), ..nothing }
            }
            _ => nothing,
        }
    }
}

impl From<SubmitError> for Problem {
    fn from(error: SubmitError) -> Self {
        match error {
            SubmitError::NotFound => Self::NotFound,
            SubmitError::Invalid(errors) => Self::InvalidInput(errors),
            SubmitError::NotCovered(why) => Self::NotClaimable(why),
            SubmitError::Open(claim) => Self::ClaimOpen(claim),
            SubmitError::Store(error) => error.into(),
        }
    }
}

impl From<ClaimError> for Problem {
    fn from(error: ClaimError) -> Self {
        match error {
            ClaimError::NotFound => Self::NotFound,
            ClaimError::Invalid(errors) => Self::InvalidInput(errors),
            ClaimError::Refused(refusal) => refusal.into(),
            ClaimError::Store(error) => error.into(),
        }
    }
}

impl From<ClaimRefusal> for Problem {
    fn from(refusal: ClaimRefusal) -> Self {
        match refusal {
            ClaimRefusal::Elsewhere(status) => Self::WrongClaimState(status),
            ClaimRefusal::NothingPayable(reasons) => Self::NothingPayable(reasons),
            ClaimRefusal::AbovePayable { payable, amount } => Self::AbovePayable(Excess { payable, amount }),
            ClaimRefusal::Full => Self::EvidenceFull,
        }
    }
}
