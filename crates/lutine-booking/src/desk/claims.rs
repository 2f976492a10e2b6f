//! Claims: submitted by the merchant, proved, decided by the insurer's side, and paid.

mod decide;
mod evidence;
mod read;
mod reckon;
mod submit;

pub use read::{ClaimFigures, ClaimStory};
pub use submit::{NotCovered, SubmitError};

use lutine_core::{FieldError, Money};
use serde_json::Value;

use super::Desk;
use crate::claim::evidence::EvidenceFile;
use crate::claim::{Claim, ClaimStatus};
use crate::event::Event;
use crate::ports::{ClaimMoved, ClaimStep, StoreError};

/// Why a claim did not move.
#[derive(Debug, thiserror::Error)]
pub enum ClaimError {
    /// The merchant has no such claim.
    #[error("no such claim")]
    NotFound,
    /// What was asked for has faults.
    #[error("the input has faults")]
    Invalid(Vec<FieldError>),
    /// It cannot be done.
    #[error("the claim cannot be moved so")]
    Refused(ClaimRefusal),
    /// It could not be kept.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why something cannot be done with a claim.
#[derive(Clone, Debug, PartialEq)]
pub enum ClaimRefusal {
    /// It does not stand where it can be done.
    Elsewhere(ClaimStatus),
    /// Nothing is payable, for these reasons.
    NothingPayable(Vec<Value>),
    /// More was to be granted than is payable.
    AbovePayable {
        /// What is payable.
        payable: Money,
        /// What was to be granted.
        amount: Money,
    },
    /// It has all the files that it takes.
    Full,
}

impl From<ClaimRefusal> for ClaimError {
    fn from(refusal: ClaimRefusal) -> Self {
        Self::Refused(refusal)
    }
}

/// What became of a claim that was to move.
enum Moved {
    Here(Claim),
    Elsewhere(Claim),
}

/// How a claim is to move.
struct Moving<'m> {
    /// What it was.
    from: Claim,
    /// What it is to be.
    to: Claim,
    /// The id of the event that tells of it.
    event: &'m str,
    /// What came for it.
    files: Vec<EvidenceFile>,
}

impl Desk {
    /// Moves a claim to what it is to be.
    async fn move_claim(&self, moving: Moving<'_>) -> Result<Moved, StoreError> {
        let Moving { from, to, event, files } = moving;
        let to = Claim { version: from.version + 1, updated_at: self.clock.now(), ..to };
        let event = event.to_owned();
        // Who asks for the same once more adds nothing.
        let event = if to.state == from.state && !files.is_empty() {
            Event::of_evidence(event, &to)
        } else {
            Event::of_claim(event, &to)
        };
        let step = ClaimStep { to, event, files };
        Ok(match self.store.move_claim(&step).await? {
            ClaimMoved::Moved => Moved::Here(step.to),
            ClaimMoved::Elsewhere(claim) => Moved::Elsewhere(*claim),
        })
    }
}
