//! POST /v1/claims: the merchant says what was lost, and is told at once what is payable.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use lutine_booking::ClaimRequest;

use super::requests;
use super::view::ClaimView;
use crate::app::App;
use crate::auth::Caller;
use crate::idempotent::{Key, Request, once};
use crate::input;
use crate::openapi::Problems;
use crate::openapi::parameters::IdempotencyKey;
use crate::openapi::problems::{Keyed, Once, Reads};
use crate::problem::Problem;
use crate::problem::kinds::{ClaimOpen, NotClaimable, NotFound};

/// 201 with the claim, also where nothing is payable: a person decides.
#[utoipa::path(
    post,
    path = "/v1/claims",
    operation_id = "createClaim",
    summary = "Claim",
    description = "What was lost of an insured parcel. The answer says at once what is payable; where nothing is, the claim is taken all the same, for a person to decide. What is recorded of a shipment of one insured parcel (POST /v1/bookings/{id}/amend) holds for its claims.",
    tag = "claims",
    params(IdempotencyKey),
    request_body = requests::ClaimRequest,
    responses(
        (status = 201, description = "The claim.", body = ClaimView),
        Problems<(Keyed, Reads, Once, NotFound, NotClaimable, ClaimOpen)>,
    ),
    security(("secretKey" = [])),
)]
pub(crate) async fn handle(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Problem> {
    caller.may_read_all()?;
    let (node, body) = input::json(&headers, body)?;
    let claim = ClaimRequest::read(&node).map_err(Problem::InvalidInput)?;
    let request =
        Request { headers: &headers, route: "POST /v1/claims".to_owned(), body: &body, makes: "claim" };
    once(&app, &caller, request, Key::Required, async |id| {
        let id = id.ok_or(Problem::IdempotencyKeyMissing)?;
        let claim = app.desk.submit_claim(caller.merchant(), claim, &id).await?;
        Ok((StatusCode::CREATED, Json(ClaimView::of(claim, app.desk.clock.now()))).into_response())
    })
    .await
}
