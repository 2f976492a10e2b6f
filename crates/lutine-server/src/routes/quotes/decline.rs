//! POST /v1/quotes/{id}/decline: the shopper said no, for good. Said twice, it is said once.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use lutine_booking::DeclineRequest;

use super::view::{self, Declined};
use crate::app::App;
use crate::auth::Caller;
use crate::idempotent::{Key, Request, once};
use crate::input::{self, Id};
use crate::openapi::Problems;
use crate::openapi::parameters::{IdInPath, OptionalIdempotencyKey};
use crate::openapi::problems::{Keyed, OncePerKey, Reads};
use crate::problem::Problem;
use crate::problem::kinds::{NotFound, QuoteUsed};

/// 200 with the quote's id and state, and a receipt.
#[utoipa::path(
    post,
    path = "/v1/quotes/{id}/decline",
    operation_id = "declineQuote",
    summary = "Decline a quote",
    description = "The shopper said no, for good. Said twice, it is said once, and has the same receipt. It needs no body.",
    tag = "quotes",
    params(IdInPath, OptionalIdempotencyKey),
    request_body = Option<view::DeclineRequest>,
    responses(
        (status = 200, description = "The no is recorded.", body = Declined),
        Problems<(Keyed, Reads, OncePerKey, NotFound, QuoteUsed)>,
    ),
    security(("publishableKey" = []), ("secretKey" = [])),
)]
pub(crate) async fn handle(
    State(app): State<App>,
    caller: Caller,
    Id(id): Id,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Problem> {
    caller.may_sell()?;
    let (node, body) = input::json_if_any(&headers, body)?;
    let said = match node {
        Some(node) => DeclineRequest::read(&node).map_err(Problem::InvalidInput)?,
        None => DeclineRequest::default(),
    };
    let route = format!("POST /v1/quotes/{id}/decline");
    let request = Request { headers: &headers, route, body: &body, makes: "answer" };
    once(&app, &caller, request, Key::Optional, async |_| {
        let receipt = app.desk.decline(caller.merchant(), &id, said).await?;
        Ok(Json(Declined::of(id, receipt)).into_response())
    })
    .await
}
