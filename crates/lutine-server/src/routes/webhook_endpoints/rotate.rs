//! POST /v1/webhook-endpoints/{id}/rotate: another secret. Until those of before end, each message has a signature by each.

use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use lutine_booking::RotateRequest;

use super::view::View;
use super::{fresh_secret, requests, revealed};
use crate::app::App;
use crate::auth::Caller;
use crate::idempotent::{Key, Request, once};
use crate::input::{self, Id};
use crate::openapi::Problems;
use crate::openapi::parameters::{IdInPath, OptionalIdempotencyKey};
use crate::openapi::problems::{Keyed, OncePerKey, Reads};
use crate::problem::Problem;
use crate::problem::kinds;

const MAKES: &str = "secret";

/// 200 with the endpoint and its new secret, which is answered this once.
#[utoipa::path(
    post,
    path = "/v1/webhook-endpoints/{id}/rotate",
    operation_id = "rotateWebhookSecret",
    summary = "Rotate a webhook secret",
    description = "Gives another secret, answered this once. Until those of before end, each message has a signature by each; of more than four the oldest end at once.",
    tag = "webhooks",
    params(IdInPath, OptionalIdempotencyKey),
    request_body = requests::Rotate,
    responses(
        (status = 200, description = "The endpoint and its new secret.", body = View),
        Problems<(Keyed, Reads, OncePerKey, kinds::NotFound)>,
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
    let request = RotateRequest::read(&node).map_err(Problem::InvalidInput)?;
    let route = format!("POST /v1/webhook-endpoints/{id}/rotate");
    let repeated = Request { headers: &headers, route, body: &body, makes: MAKES };
    once(&app, &caller, repeated, Key::Optional, async |secret| {
        let secret = secret.unwrap_or_else(|| app.desk.ids.fresh(MAKES));
        let merchant = caller.merchant();
        let rotated = app.desk.rotate_secret(merchant, &id, secret, fresh_secret()?, request.overlap).await?;
        Ok(revealed(&rotated, app.desk.clock.now(), StatusCode::OK))
    })
    .await
}
