//! POST /v1/claims/{id}/decision: the insurer's side looks at a claim, asks for more, grants it or not, and says that it is paid.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use lutine_booking::Decision;

use super::requests;
use super::view::ClaimView;
use crate::app::App;
use crate::auth::Caller;
use crate::idempotent::{Key, Request, once};
use crate::input::{self, Id};
use crate::openapi::Problems;
use crate::openapi::parameters::{IdInPath, IdempotencyKey};
use crate::openapi::problems::{Keyed, Once, Reads};
use crate::problem::Problem;
use crate::problem::kinds::{AbovePayable, NotFound, NothingPayable, WrongClaimState};

/// 200 with the claim as it stands then.
#[utoipa::path(
    post,
    path = "/v1/claims/{id}/decision",
    operation_id = "decideClaim",
    summary = "Decide on a claim",
    description = "The side of the insurer looks at a claim, asks for more, grants it or not, and says that it is paid.",
    tag = "claims",
    params(IdInPath, IdempotencyKey),
    request_body = requests::ClaimDecision,
    responses(
        (status = 200, description = "The claim as it stands then.", body = ClaimView),
        Problems<(Keyed, Reads, Once, NotFound, WrongClaimState, NothingPayable, AbovePayable)>,
    ),
    security(("insurerKey" = [])),
)]
pub(crate) async fn handle(
    State(app): State<App>,
    caller: Caller,
    Id(id): Id,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Problem> {
    caller.may_decide_claims()?;
    let (node, body) = input::json(&headers, body)?;
    let decision = Decision::read(&node).map_err(Problem::InvalidInput)?;
    let route = format!("POST /v1/claims/{id}/decision");
    let request = Request { headers: &headers, route, body: &body, makes: "event" };
    once(&app, &caller, request, Key::Required, async |event| {
        let event = event.ok_or(Problem::IdempotencyKeyMissing)?;
        let claim = app.desk.decide(caller.merchant(), &id, decision, &event).await?;
        Ok(Json(ClaimView::of(claim, app.desk.clock.now())).into_response())
    })
    .await
}
