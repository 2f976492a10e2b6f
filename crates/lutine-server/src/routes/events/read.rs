//! GET /v1/events/{id}: an event, and how far it was told.

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

/// 200 with the event, its deliveries, and every attempt of each.
#[utoipa::path(
    get,
    path = "/v1/events/{id}",
    operation_id = "readEvent",
    summary = "Read an event",
    description = "With its deliveries, and every attempt of each.",
    tag = "events",
    params(IdInPath),
    responses(
        (status = 200, description = "The event.", body = View),
        Problems<(Keyed, kinds::NotFound)>,
    ),
    security(("secretKey" = [])),
)]
pub(crate) async fn handle(State(app): State<App>, caller: Caller, Id(id): Id) -> Result<Response, Problem> {
    caller.may_read_all()?;
    let (event, deliveries) = app.desk.event(caller.merchant(), &id).await?;
    Ok(Json(View::whole(&event, &deliveries)).into_response())
}
