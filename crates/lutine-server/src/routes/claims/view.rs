//! A claim as it is answered.

use lutine_booking::{Claim, ClaimState, ClaimStatus, ClaimStory, Event, Evidence, Reckoning};
use lutine_core::Money;
use serde::Serialize;
use serde_json::Value;
use time::OffsetDateTime;
use time::serde::rfc3339;
use utoipa::ToSchema;

use super::shapes;
use crate::openapi::core;
use crate::routes::events::view::EventType;

/// A claim on one parcel of a booking.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Claim)]
pub(crate) struct ClaimView {
    /// Its id.
    id: String,
    /// Where it stands.
    #[schema(value_type = shapes::ClaimState)]
    state: &'static str,
    /// The booking under which the parcel is covered.
    booking: String,
    /// The parcel's place in the shipment, from 0.
    parcel: usize,
    /// For how much it is insured.
    #[schema(value_type = core::Money)]
    cover: Money,
    /// What happened; `reportedOn` is the server's day.
    #[schema(value_type = shapes::ReportedLoss)]
    loss: Value,
    /// The merchant's own words.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    description: Option<String>,
    /// What is payable, step by step; or the reasons for nothing.
    #[schema(value_type = shapes::Reckoning)]
    reckoning: Reckoning,
    /// What evidence is awaited.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    awaited: Option<String>,
    /// What was decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = DecisionView, required = false)]
    decision: Option<DecisionView>,
    /// What proves it.
    #[schema(value_type = Vec<shapes::Evidence>)]
    evidence: Vec<Evidence>,
    /// Until when it is decided; absent where the offer sets no time, and while the clock stands still.
    #[serde(skip_serializing_if = "Option::is_none", with = "rfc3339::option")]
    #[schema(value_type = String, format = DateTime, required = false)]
    decide_by: Option<OffsetDateTime>,
    /// Whether that is over. There only with `decideBy`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    overdue: Option<bool>,
    /// What happened to it, in order. In lists it is left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    history: Option<Vec<Happening>>,
    /// When it was submitted.
    #[serde(with = "rfc3339")]
    #[schema(value_type = String, format = DateTime)]
    created_at: OffsetDateTime,
    /// When it last moved.
    #[serde(with = "rfc3339")]
    #[schema(value_type = String, format = DateTime)]
    updated_at: OffsetDateTime,
}

/// What was decided, and what came of it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ClaimDecided)]
struct DecisionView {
    #[schema(value_type = shapes::ClaimOutcome)]
    outcome: &'static str,
    /// What is granted.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = core::Money, required = false)]
    amount: Option<Money>,
    /// Why nothing is.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    reason: Option<String>,
    /// When.
    #[serde(with = "rfc3339")]
    #[schema(value_type = String, format = DateTime)]
    at: OffsetDateTime,
    /// Where it is paid, how.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = PaymentView, required = false)]
    payment: Option<PaymentView>,
}

/// A payment of what was granted.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ClaimPayment)]
struct PaymentView {
    /// The payment's own reference.
    reference: String,
    /// When it was said to be paid.
    #[serde(with = "rfc3339")]
    #[schema(value_type = String, format = DateTime)]
    at: OffsetDateTime,
}

/// Something that happened to a claim.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ClaimHappening)]
struct Happening {
    /// The kind of the event that tells of it.
    #[schema(value_type = EventType)]
    event: String,
    /// When.
    #[serde(with = "rfc3339")]
    #[schema(value_type = String, format = DateTime)]
    at: OffsetDateTime,
}

impl ClaimView {
    /// A claim as it stands now.
    pub(super) fn of(claim: Claim, now: OffsetDateTime) -> Self {
        let decide_by = claim.state.decide_by();
        let awaited = match &claim.state {
            ClaimState::NeedsEvidence { what } => Some(what.clone()),
            _ => None,
        };
        Self {
            state: claim.state.status().name(),
            overdue: decide_by.map(|_| claim.is_overdue(now)),
            decide_by,
            awaited,
            decision: decision(&claim),
            id: claim.id,
            booking: claim.booking,
            parcel: claim.parcel,
            cover: claim.cover,
            loss: claim.loss,
            description: claim.description,
            reckoning: claim.reckoning,
            evidence: claim.evidence,
            history: None,
            created_at: claim.created_at,
            updated_at: claim.updated_at,
        }
    }

    /// The same, with all that happened to it.
    pub(super) fn told(story: ClaimStory, now: OffsetDateTime) -> Self {
        let happening = |event: Event| Happening { event: event.kind, at: event.at };
        let history = story.events.into_iter().map(happening).collect();
        Self { history: Some(history), ..Self::of(story.claim, now) }
    }
}

fn decision(claim: &Claim) -> Option<DecisionView> {
    if let ClaimState::Rejected { reason, at } = &claim.state {
        let (outcome, reason) = (ClaimStatus::Rejected.name(), Some(reason.clone()));
        return Some(DecisionView { outcome, amount: None, reason, at: *at, payment: None });
    }
    let approval = claim.state.approval()?;
    let outcome = if claim.is_granted_whole() { ClaimStatus::Approved } else { ClaimStatus::ApprovedInPart };
    let payment = match &claim.state {
        ClaimState::Paid { reference, at, .. } => Some(PaymentView { reference: reference.clone(), at: *at }),
        _ => None,
    };
    let amount = Some(approval.amount);
    Some(DecisionView { outcome: outcome.name(), amount, reason: None, at: approval.at, payment })
}
