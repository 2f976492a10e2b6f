//! POST /v1/events/{id}/redeliver: tells of an event again, under the same id, from the start of the schedule.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use lutine_booking::RedeliverRequest;

use super::requests;
use super::view::View;
use crate::app::App;
use crate::auth::Caller;
use crate::idempotent::{Key, Request, once};
use crate::input::{self, Id};
use crate::openapi::Problems;
use crate::openapi::parameters::{IdInPath, OptionalIdempotencyKey};
use crate::openapi::problems::{Keyed, OncePerKey, Reads};
use crate::problem::Problem;
use crate::problem::kinds;

/// 200 with the event and its deliveries.
#[utoipa::path(
    post,
    path = "/v1/events/{id}/redeliver",
    operation_id = "redeliverEvent",
    summary = "Tell of an event again",
    description = "Under the same id, from the start of the schedule.",
    tag = "events",
    params(IdInPath, OptionalIdempotencyKey),
    request_body = requests::Redeliver,
    responses(
        (status = 200, description = "The event and its deliveries.", body = View),
        Problems<(Keyed, Reads, OncePerKey, kinds::NotFound, kinds::EndpointNotEnabled)>,
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
    let request = RedeliverRequest::read(&node).map_err(Problem::InvalidInput)?;
    let route = format!("POST /v1/events/{id}/redeliver");
    let repeated = Request { headers: &headers, route, body: &body, makes: "redelivery" };
    once(&app, &caller, repeated, Key::Optional, async |_| {
        let (event, deliveries) = app.desk.redeliver(caller.merchant(), &id, request).await?;
        Ok(Json(View::whole(&event, &deliveries)).into_response())
    })
    .await
}
