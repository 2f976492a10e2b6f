//! GET /v1/webhook-endpoints: all that the merchant has, the oldest first.

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};

use super::view::{List, View};
use crate::app::App;
use crate::auth::Caller;
use crate::openapi::Problems;
use crate::openapi::problems::Keyed;
use crate::problem::Problem;

/// 200 with `{ data }`: there are so few that there is no next part.
#[utoipa::path(
    get,
    path = "/v1/webhook-endpoints",
    operation_id = "listWebhookEndpoints",
    summary = "List the webhook endpoints",
    description = "All of them, the oldest first.",
    tag = "webhooks",
    responses(
        (status = 200, description = "The endpoints.", body = List),
        Problems<(Keyed,)>,
    ),
    security(("secretKey" = [])),
)]
pub(crate) async fn handle(State(app): State<App>, caller: Caller) -> Result<Response, Problem> {
    caller.may_read_all()?;
    let endpoints = app.desk.endpoints(caller.merchant()).await?;
    let now = app.desk.clock.now();
    let data = endpoints.iter().map(|endpoint| View::of(endpoint, now)).collect();
    Ok(Json(List { data }).into_response())
}
