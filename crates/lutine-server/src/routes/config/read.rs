//! GET /v1/config: all that a widget needs to price without a request.

use axum::Json;
use axum::extract::State;
use serde_json::Value;

use super::view::Config;
use crate::app::App;
use crate::auth::Caller;
use crate::openapi::Problems;
use crate::openapi::problems::Keyed;
use crate::problem::Problem;

/// The merchant's tariff, on the server's day.
#[utoipa::path(
    get,
    path = "/v1/config",
    operation_id = "readConfig",
    summary = "Read the configuration",
    description = "What a widget needs to price without a request: the merchant's tariff, on the server's day.",
    tag = "config",
    responses(
        (status = 200, description = "The tariff of the day.", body = Config),
        Problems<Keyed>,
    ),
    security(("publishableKey" = []), ("secretKey" = [])),
)]
pub(crate) async fn handle(State(app): State<App>, caller: Caller) -> Result<Json<Value>, Problem> {
    caller.may_sell()?;
    Ok(Json(caller.seller().config(app.desk.clock.now().date())))
}
