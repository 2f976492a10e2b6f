//! PATCH /v1/webhook-endpoints/{id}: what is not named stays. This is also how one that was disabled is enabled again.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use lutine_booking::ChangeRequest;

use super::requests;
use super::view::View;
use crate::app::App;
use crate::auth::Caller;
use crate::input::{self, Id};
use crate::openapi::Problems;
use crate::openapi::parameters::IdInPath;
use crate::openapi::problems::{Keyed, Reads};
use crate::problem::Problem;
use crate::problem::kinds;

/// 200 with the endpoint as it is now.
#[utoipa::path(
    patch,
    path = "/v1/webhook-endpoints/{id}",
    operation_id = "changeWebhookEndpoint",
    summary = "Change a webhook endpoint",
    description = "What is not named stays. This is also how one that was disabled is enabled again.",
    tag = "webhooks",
    params(IdInPath),
    request_body = requests::Change,
    responses(
        (status = 200, description = "The endpoint as it is now.", body = View),
        Problems<(Keyed, Reads, kinds::NotFound)>,
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
    let (node, _) = input::json(&headers, body)?;
    let request = ChangeRequest::read(&node).map_err(Problem::InvalidInput)?;
    let endpoint = app.desk.change_endpoint(caller.merchant(), &id, request).await?;
    Ok(Json(View::of(&endpoint, app.desk.clock.now())).into_response())
}
