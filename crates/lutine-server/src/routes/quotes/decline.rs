//! POST /v1/quotes/{id}/decline: the shopper said no, for good. Said twice, it is said once.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::HeaderMap;
use lutine_booking::DeclineRequest;

use super::view::{self, Declined};
use crate::app::App;
use crate::auth::Caller;
use crate::input::{self, Id};
use crate::openapi::Problems;
use crate::openapi::parameters::IdInPath;
use crate::openapi::problems::{Keyed, Reads};
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
    params(IdInPath),
    request_body = Option<view::DeclineRequest>,
    responses(
        (status = 200, description = "The no is recorded.", body = Declined),
        Problems<(Keyed, Reads, NotFound, QuoteUsed)>,
    ),
    security(("publishableKey" = []), ("secretKey" = [])),
)]
pub(crate) async fn handle(
    State(app): State<App>,
    caller: Caller,
    Id(id): Id,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<Declined>, Problem> {
    caller.may_sell()?;
    let said = match input::json_if_any(&headers, body)? {
        Some(node) => DeclineRequest::read(&node).map_err(Problem::InvalidInput)?,
        None => DeclineRequest::default(),
    };
    let receipt = app.desk.decline(caller.merchant(), &id, said).await?;
    Ok(Json(Declined::of(id, receipt)))
}
