//! GET /v1/events/{id}: an event, and how far it was told.

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};

use super::View;
use crate::app::App;
use crate::auth::Caller;
use crate::input::Id;
use crate::problem::Problem;

/// 200 with the event, its deliveries, and every attempt of each.
pub(crate) async fn handle(State(app): State<App>, caller: Caller, Id(id): Id) -> Result<Response, Problem> {
    caller.may_read_all()?;
    let (event, deliveries) = app.desk.event(caller.merchant(), &id).await?;
    Ok(Json(View::whole(&event, &deliveries)).into_response())
}
