//! GET /v1/webhook-endpoints: all that the merchant has, the oldest first.

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};

use super::View;
use crate::app::App;
use crate::auth::Caller;
use crate::problem::Problem;
use crate::routes::Listed;

/// 200 with `{ data }`: there are so few that there is no next part.
pub(crate) async fn handle(State(app): State<App>, caller: Caller) -> Result<Response, Problem> {
    caller.may_read_all()?;
    let endpoints = app.desk.endpoints(caller.merchant()).await?;
    let now = app.desk.clock.now();
    let data: Vec<_> = endpoints.iter().map(|endpoint| View::of(endpoint, now)).collect();
    Ok(Json(Listed { data, next: None }).into_response())
}
