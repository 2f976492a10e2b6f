//! POST /v1/webhook-endpoints/{id}/test: sends it an event of no consequence, the way that every event goes.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};

use super::requests;
use crate::app::App;
use crate::auth::Caller;
use crate::idempotent::{Key, Request, once};
use crate::input::{self, Id};
use crate::openapi::Problems;
use crate::openapi::parameters::{IdInPath, OptionalIdempotencyKey};
use crate::openapi::problems::{Keyed, OncePerKey, Reads};
use crate::problem::Problem;
use crate::problem::kinds;
use crate::routes::events::view::View;

const MAKES: &str = "event";

/// 201 with the event; GET /v1/events/{id} says what became of it.
#[utoipa::path(
    post,
    path = "/v1/webhook-endpoints/{id}/test",
    operation_id = "testWebhookEndpoint",
    summary = "Test a webhook endpoint",
    description = "Sends it `webhook.test`, the way that every event goes.",
    tag = "webhooks",
    params(IdInPath, OptionalIdempotencyKey),
    request_body = Option<requests::Test>,
    responses(
        (status = 201, description = "The event; reading it says what became of it.", body = View),
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
    let body = input::empty(&headers, body)?;
    let route = format!("POST /v1/webhook-endpoints/{id}/test");
    let repeated = Request { headers: &headers, route, body: &body, makes: MAKES };
    once(&app, &caller, repeated, Key::Optional, async |event| {
        let event = event.unwrap_or_else(|| app.desk.ids.fresh(MAKES));
        let event = app.desk.test_endpoint(caller.merchant(), &id, event).await?;
        Ok((StatusCode::CREATED, Json(View::of(&event))).into_response())
    })
    .await
}
