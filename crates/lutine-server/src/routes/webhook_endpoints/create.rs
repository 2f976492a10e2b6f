//! POST /v1/webhook-endpoints: says where the merchant wants to be told of events.

use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use lutine_booking::EndpointRequest;

use super::view::View;
use super::{fresh_secret, requests, revealed};
use crate::app::App;
use crate::auth::Caller;
use crate::idempotent::{Key, Request, once};
use crate::input;
use crate::openapi::Problems;
use crate::openapi::parameters::OptionalIdempotencyKey;
use crate::openapi::problems::{Keyed, OncePerKey, Reads};
use crate::problem::Problem;
use crate::problem::kinds;

const MAKES: &str = "endpoint";

/// 201 with the endpoint and its secret, which is answered this once.
#[utoipa::path(
    post,
    path = "/v1/webhook-endpoints",
    operation_id = "createWebhookEndpoint",
    summary = "Make a webhook endpoint",
    description = "Says where the merchant wants to be told of what happens. The secret is answered this once.",
    tag = "webhooks",
    params(OptionalIdempotencyKey),
    request_body = requests::Create,
    responses(
        (status = 201, description = "The endpoint and its secret.", body = View),
        Problems<(Keyed, Reads, OncePerKey, kinds::TooManyEndpoints)>,
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
    let request = EndpointRequest::read(&node).map_err(Problem::InvalidInput)?;
    let route = "POST /v1/webhook-endpoints".to_owned();
    let repeated = Request { headers: &headers, route, body: &body, makes: MAKES };
    once(&app, &caller, repeated, Key::Optional, async |id| {
        let id = id.unwrap_or_else(|| app.desk.ids.fresh(MAKES));
        let made = app.desk.create_endpoint(caller.merchant(), id, request, fresh_secret()?).await?;
        Ok(revealed(&made, app.desk.clock.now(), StatusCode::CREATED))
    })
    .await
}
