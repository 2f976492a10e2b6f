//! GET /v1/webhook-endpoints/{id}

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};

use super::view::View;
use crate::app::App;
use crate::auth::Caller;
use crate::input::Id;
use crate::openapi::Problems;
use crate::openapi::parameters::IdInPath;
use crate::openapi::problems::Keyed;
use crate::problem::Problem;
use crate::problem::kinds;

/// 200 with the endpoint. Its secrets are not in it.
#[utoipa::path(
    get,
    path = "/v1/webhook-endpoints/{id}",
    operation_id = "readWebhookEndpoint",
    summary = "Read a webhook endpoint",
    description = "Its secrets are not in it.",
    tag = "webhooks",
    params(IdInPath),
    responses(
        (status = 200, description = "The endpoint.", body = View),
        Problems<(Keyed, kinds::NotFound)>,
    ),
    security(("secretKey" = [])),
)]
pub(crate) async fn handle(State(app): State<App>, caller: Caller, Id(id): Id) -> Result<Response, Problem> {
    caller.may_read_all()?;
    let endpoint = app.desk.endpoint(caller.merchant(), &id).await?;
    Ok(Json(View::of(&endpoint, app.desk.clock.now())).into_response())
}
