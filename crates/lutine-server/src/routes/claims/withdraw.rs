//! POST /v1/claims/{id}/withdraw: the merchant takes a claim back, as long as it is not decided.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use lutine_booking::read_nothing;

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
use crate::problem::kinds::{NotFound, WrongClaimState};

/// 200 with the claim as it stands then.
#[utoipa::path(
    post,
    path = "/v1/claims/{id}/withdraw",
    operation_id = "withdrawClaim",
    summary = "Withdraw a claim",
    description = "Takes a claim back, as long as it is not decided.",
    tag = "claims",
    params(IdInPath, IdempotencyKey),
    request_body = requests::ClaimWithdrawal,
    responses(
        (status = 200, description = "The claim as it stands then.", body = ClaimView),
        Problems<(Keyed, Reads, Once, NotFound, WrongClaimState)>,
    ),
    security(("secretKey" = [])),
)]
pub(crate) async fn handle(
    State(app): State<App>,
    caller: Caller,
    Id(id): Id,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Problem> {
    caller.may_read_all()?;
    let (node, body) = input::json(&headers, body)?;
    read_nothing(&node).map_err(Problem::InvalidInput)?;
    let route = format!("POST /v1/claims/{id}/withdraw");
    let request = Request { headers: &headers, route, body: &body, makes: "event" };
    once(&app, &caller, request, Key::Required, async |event| {
        let event = event.ok_or(Problem::IdempotencyKeyMissing)?;
        let claim = app.desk.withdraw(caller.merchant(), &id, &event).await?;
        Ok(Json(ClaimView::of(claim, app.desk.clock.now())).into_response())
    })
    .await
}
