//! The bodies of requests about claims, in the document's words. `lutine_booking` reads them.
#![expect(dead_code, reason = "they only describe")]

use utoipa::ToSchema;

use super::shapes::{EvidenceKind, Loss};
use crate::openapi::core;

/// Claims what was lost of a parcel.
#[derive(ToSchema)]
pub(crate) struct ClaimRequest {
    /// The booking under which the parcel is covered.
    booking: String,
    /// The parcel's place in the shipment, from 0; may be absent where only one is insured.
    #[schema(nullable = false)]
    parcel: Option<u32>,
    /// What happened.
    loss: Loss,
    /// In your own words.
    #[schema(nullable = false, max_length = 4096, pattern = r"\S")]
    description: Option<String>,
}

/// What the insurer's side does.
#[derive(ToSchema)]
#[schema(rename_all = "kebab-case")]
pub(crate) enum ClaimAction {
    Review,
    RequestEvidence,
    Approve,
    Reject,
    Paid,
}

/// Does something with a claim. Each action takes its own field, and none of the others.
#[derive(ToSchema)]
pub(crate) struct ClaimDecision {
    action: ClaimAction,
    /// With `request-evidence`: what is needed.
    #[schema(nullable = false, max_length = 4096, pattern = r"\S")]
    what: Option<String>,
    /// With `approve`: how much; absent, the whole payout.
    #[schema(value_type = core::Money, required = false)]
    amount: core::Money,
    /// With `reject`: why.
    #[schema(nullable = false, max_length = 4096, pattern = r"\S")]
    reason: Option<String>,
    /// With `paid`: the payment's own reference.
    #[schema(nullable = false, max_length = 4096, pattern = r"\S")]
    reference: Option<String>,
}

/// Takes a claim back: an empty object.
#[derive(ToSchema)]
pub(crate) struct ClaimWithdrawal {}

/// Files that prove a claim.
#[derive(ToSchema)]
pub(crate) struct EvidenceForm {
    /// What they show.
    kind: EvidenceKind,
    /// A PDF, JPEG, PNG, WebP or HEIC of 10 MB at most, sent as what it is. A claim takes 20, a request as many as fit into
    /// 20 MB.
    #[schema(format = Binary)]
    file: Vec<String>,
}
