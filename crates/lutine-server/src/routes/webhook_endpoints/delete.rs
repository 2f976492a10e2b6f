//! DELETE /v1/webhook-endpoints/{id}

use axum::extract::State;
use axum::http::StatusCode;

use crate::app::App;
use crate::auth::Caller;
use crate::input::Id;
use crate::problem::Problem;

/// 204. What was on its way there has failed; what was told stays in the list of events.
pub(crate) async fn handle(
    State(app): State<App>,
    caller: Caller,
    Id(id): Id,
) -> Result<StatusCode, Problem> {
    caller.may_read_all()?;
    app.desk.delete_endpoint(caller.merchant(), &id).await?;
    Ok(StatusCode::NO_CONTENT)
}
