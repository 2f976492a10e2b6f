//! GET /v1/webhook-endpoints/{id}

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};

use super::View;
use crate::app::App;
use crate::auth::Caller;
use crate::input::Id;
use crate::problem::Problem;

/// 200 with the endpoint. Its secrets are not in it.
pub(crate) async fn handle(State(app): State<App>, caller: Caller, Id(id): Id) -> Result<Response, Problem> {
    caller.may_read_all()?;
    let endpoint = app.desk.endpoint(caller.merchant(), &id).await?;
    Ok(Json(View::of(&endpoint, app.desk.clock.now())).into_response())
}
