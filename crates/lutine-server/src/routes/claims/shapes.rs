//! What claims and the requests about them are made of, in the document's words. The types that are read and written are in
//! `lutine-booking` and the core, which know no document; every answer of the tests is held to these.
#![expect(dead_code, reason = "they only describe")]

use utoipa::ToSchema;

use crate::openapi::core;

/// Where a claim stands. `submitted`: nobody has looked at it yet; `in_review`: the insurer's side looks at it;
/// `needs_evidence`: it waits for more, and the clock stands still; `approved`: the whole payout is granted;
/// `approved_in_part`: a part of it is; `rejected`: nothing is; `withdrawn`: the merchant took it back; `paid`: what was
/// granted is paid.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
pub(crate) enum ClaimState {
    Submitted,
    InReview,
    NeedsEvidence,
    Approved,
    ApprovedInPart,
    Rejected,
    Withdrawn,
    Paid,
}

/// What was decided.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
pub(crate) enum ClaimOutcome {
    Approved,
    ApprovedInPart,
    Rejected,
}

/// What happened to the parcel: it never arrived, was stolen, or arrived broken.
#[derive(ToSchema)]
#[schema(rename_all = "lowercase")]
pub(crate) enum LossPeril {
    Loss,
    Theft,
    Damage,
}

/// What was lost of an item.
#[derive(ToSchema)]
pub(crate) struct LostItem {
    /// The item's place in the parcel, from 0.
    index: u32,
    /// How much, in the shipment's currency.
    #[schema(pattern = r"^(0|[1-9][0-9]{0,14})(\.[0-9]{1,3})?$", example = "12.50")]
    amount: String,
}

/// What happened to a parcel, and how much was lost: `amount` where it was insured as one good, `items` where by items.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(crate) struct Loss {
    /// What happened.
    peril: LossPeril,
    /// How much, in the shipment's currency.
    #[schema(nullable = false, pattern = r"^(0|[1-9][0-9]{0,14})(\.[0-9]{1,3})?$", example = "100.00")]
    amount: Option<String>,
    /// How much of which item.
    #[schema(nullable = false, min_items = 1)]
    items: Option<Vec<LostItem>>,
    /// Whether somebody signed at delivery.
    signed: bool,
    /// The day on which the parcel went off.
    #[schema(format = Date)]
    shipped_on: String,
    /// The day on which it was delivered, if it was.
    #[schema(nullable = false, format = Date)]
    delivered_on: Option<String>,
}

/// A loss, and the day on which it was reported.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(crate) struct ReportedLoss {
    /// What happened.
    peril: LossPeril,
    /// How much, in the shipment's currency.
    #[schema(nullable = false)]
    amount: Option<String>,
    /// How much of which item.
    #[schema(nullable = false)]
    items: Option<Vec<LostItem>>,
    /// Whether somebody signed at delivery.
    signed: bool,
    /// The day on which the parcel went off.
    #[schema(format = Date)]
    shipped_on: String,
    /// The day on which it was delivered, if it was.
    #[schema(nullable = false, format = Date)]
    delivered_on: Option<String>,
    /// The server's day when it was claimed.
    #[schema(format = Date)]
    reported_on: String,
}

/// Whether anything is payable.
#[derive(ToSchema)]
#[schema(rename_all = "lowercase")]
pub(crate) enum PayableOrNot {
    Payable,
    Nothing,
}

/// What is payable under the programme's own revision, and how that comes about; or why nothing is.
#[derive(ToSchema)]
pub(crate) struct Reckoning {
    outcome: PayableOrNot,
    /// How much. There with `payable`.
    #[schema(value_type = core::Money, required = false)]
    payable: core::Money,
    /// Step by step: the amount of the last one is what is payable. There with `payable`.
    #[schema(nullable = false)]
    steps: Option<Vec<ReckoningStep>>,
    /// Every reason. There with `nothing`.
    #[schema(nullable = false)]
    reasons: Option<Vec<NothingPayable>>,
}

/// One step: `loss`, what was claimed; `capped-at-item`, never more than an item was insured for, less what claims that were
/// paid in whole have lost of it; `deductible`, less what the policyholder bears; `sum`, all items together;
/// `capped-without-signature`, never more than this where nobody signed; `capped-at-cover-left`, never more than earlier payments
/// on that parcel leave of what a total loss of it pays. (A claim that was granted in part says nothing of single items: it
/// counts by what was paid.)
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(crate) struct ReckoningStep {
    code: String,
    /// Which item, from 0, where the parcel was insured by items.
    #[schema(nullable = false)]
    item: Option<u32>,
    /// The share that the policyholder bears, such as `25%`.
    #[schema(nullable = false)]
    rate: Option<String>,
    /// What that comes to.
    #[schema(value_type = core::Money, required = false)]
    deductible: core::Money,
    /// The most that can be left.
    #[schema(value_type = core::Money, required = false)]
    limit: core::Money,
    /// What was paid on the parcel before.
    #[schema(value_type = core::Money, required = false)]
    paid_before: core::Money,
    /// What is left after it.
    amount: core::Money,
}

/// Why nothing is payable: `peril-not-covered`, `reported-too-early`, `reported-too-late`, `signature-required`,
/// `nothing-lost`, `amount-out-of-range`; `arrived-before-cover`, where the parcel was there before the booking; or
/// `claimed-before`, where what was lost was paid before; or `cover-used-up`, where all of the parcel was.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(crate) struct NothingPayable {
    code: String,
    /// What is not covered.
    #[schema(value_type = LossPeril, required = false)]
    peril: LossPeril,
    /// The first day on which it may be claimed.
    #[schema(nullable = false, format = Date)]
    earliest: Option<String>,
    /// The last day on which it could be.
    #[schema(nullable = false, format = Date)]
    latest: Option<String>,
    /// The day from which there was cover.
    #[schema(nullable = false, format = Date)]
    covered_from: Option<String>,
    /// From which value on somebody must have signed.
    #[schema(value_type = core::Money, required = false)]
    from: core::Money,
    /// What a total loss pays, signed for as this one was.
    #[schema(value_type = core::Money, required = false)]
    maximum_payable: core::Money,
    /// What was paid on it before.
    #[schema(value_type = core::Money, required = false)]
    paid_before: core::Money,
}

/// What a file shows.
#[derive(ToSchema)]
#[schema(rename_all = "kebab-case")]
pub(crate) enum EvidenceKind {
    Invoice,
    Photo,
    PoliceReport,
    CarrierReport,
    Other,
}

/// A file that proves a claim.
#[derive(ToSchema)]
pub(crate) struct Evidence {
    id: String,
    /// Its name, with nothing in it that a file system would take amiss.
    name: String,
    /// What it shows.
    kind: EvidenceKind,
    /// Its media type, which is that of its content.
    r#type: String,
    /// Its bytes.
    size: u64,
    /// The hash of its content, in hexadecimal digits.
    #[schema(pattern = "^[0-9a-f]{64}$")]
    sha256: String,
    /// When it came.
    #[schema(format = DateTime)]
    at: String,
}
