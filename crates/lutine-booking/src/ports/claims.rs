//! Claims, as they are kept. Whatever moves one leaves an event with it, in the same transaction.

use async_trait::async_trait;
use time::OffsetDateTime;

use super::StoreError;
use crate::claim::evidence::EvidenceFile;
use crate::claim::{Claim, ClaimStatus};
use crate::event::Event;

/// Keeps claims and what proves them.
#[async_trait]
pub trait Claims: Send + Sync {
    /// Records a claim with its event, if its booking is covered and its parcel has no open claim; or says what is in the
    /// way. From then on the booking cannot be given back.
    async fn submit(&self, submission: &Submission) -> Result<Submitted, StoreError>;

    /// Moves a claim from what it is to its next version, with its event and the files that came; or says what is in the
    /// way. Of many who move one claim at once, one does. One that ends with nothing paid lets go of its booking.
    async fn move_claim(&self, step: &ClaimStep) -> Result<ClaimMoved, StoreError>;

    /// One claim of a merchant.
    async fn claim(&self, merchant: &str, id: &str) -> Result<Option<Claim>, StoreError>;

    /// A merchant's claims, the latest first.
    async fn claims(&self, merchant: &str, page: &ClaimPage) -> Result<Vec<Claim>, StoreError>;

    /// What is in one file of a claim.
    async fn evidence(
        &self,
        merchant: &str,
        claim: &str,
        evidence: &str,
    ) -> Result<Option<Vec<u8>>, StoreError>;

    /// The claims on a parcel that are paid, the earliest first.
    async fn paid_on(&self, parcel: &InsuredParcel) -> Result<Vec<Claim>, StoreError>;

    /// Whether claims keep a booking from being given back: any that is open or paid does.
    async fn is_claimed(&self, merchant: &str, booking: &str) -> Result<bool, StoreError>;

    /// How all claims of all merchants stand in time.
    async fn claims_due(&self, now: OffsetDateTime) -> Result<ClaimsDue, StoreError>;
}

/// A claim that is to be recorded.
#[derive(Clone, Debug, PartialEq)]
pub struct Submission {
    /// The claim.
    pub claim: Claim,
    /// The booking's version by which it was reckoned.
    pub version: i64,
    /// How many paid claims on its parcel its reckoning knows of.
    pub paid_before: usize,
    /// What is told of it.
    pub event: Event,
}

/// What became of a claim that was to be recorded.
#[derive(Clone, Debug, PartialEq)]
pub enum Submitted {
    /// It is recorded.
    Submitted,
    /// It was recorded before, with this id.
    Before(Box<Claim>),
    /// The booking is not covered, or not any more.
    NotBooked,
    /// The parcel has an open claim: this.
    Open(String),
    /// Something was paid on the parcel since it was reckoned.
    PaidSince,
}

/// A claim on its way from one version to the next.
#[derive(Clone, Debug, PartialEq)]
pub struct ClaimStep {
    /// As it is to be; its version is one more than that of what it was.
    pub to: Claim,
    /// What is told of it; its sequence is the new version.
    pub event: Event,
    /// The files that it has from now on.
    pub files: Vec<EvidenceFile>,
}

/// What became of a step.
#[derive(Clone, Debug, PartialEq)]
pub enum ClaimMoved {
    /// It is recorded.
    Moved,
    /// The claim was not there any more: somebody else moved it, and this is how it is now.
    Elsewhere(Box<Claim>),
}

/// A part of the list of claims.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimPage {
    /// At most so many.
    pub limit: u32,
    /// Those after this id, in the list's order.
    pub after: Option<String>,
    /// Only those of this booking.
    pub booking: Option<String>,
    /// Only those that stand here.
    pub status: Option<ClaimStatus>,
}

/// A parcel of a booking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InsuredParcel {
    /// Whose it is.
    pub merchant: String,
    /// The booking.
    pub booking: String,
    /// Its place in the shipment, from 0.
    pub parcel: usize,
}

/// How claims stand in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClaimsDue {
    /// Those that are neither paid nor rejected nor withdrawn.
    pub open: i64,
    /// Those that should have been decided by now.
    pub overdue: i64,
    /// When the next one must be decided that is not overdue.
    pub next: Option<OffsetDateTime>,
}
