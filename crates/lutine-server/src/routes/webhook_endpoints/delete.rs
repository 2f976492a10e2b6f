//! DELETE /v1/webhook-endpoints/{id}

use axum::extract::State;
use axum::http::StatusCode;

use crate::app::App;
use crate::auth::Caller;
use crate::input::Id;
use crate::openapi::Problems;
use crate::openapi::parameters::IdInPath;
use crate::openapi::problems::Keyed;
use crate::problem::Problem;
use crate::problem::kinds;

/// 204. What was on its way there has failed; what was told stays in the list of events.
#[utoipa::path(
    delete,
    path = "/v1/webhook-endpoints/{id}",
    operation_id = "deleteWebhookEndpoint",
    summary = "Delete a webhook endpoint",
    description = "What was on its way there has failed; what was told stays in the list of events.",
    tag = "webhooks",
    params(IdInPath),
    responses(
        (status = 204, description = "It is gone."),
        Problems<(Keyed, kinds::NotFound)>,
    ),
    security(("secretKey" = [])),
)]
pub(crate) async fn handle(
    State(app): State<App>,
    caller: Caller,
    Id(id): Id,
) -> Result<StatusCode, Problem> {
    caller.may_read_all()?;
    app.desk.delete_endpoint(caller.merchant(), &id).await?;
    Ok(StatusCode::NO_CONTENT)
}
