//! GET /v1/config: all that a widget needs to price without a request.

use axum::Json;
use axum::extract::State;
use serde_json::Value;

use crate::app::App;
use crate::auth::Caller;
use crate::problem::Problem;

/// The merchant's tariff, on the server's day.
pub(crate) async fn handle(State(app): State<App>, caller: Caller) -> Result<Json<Value>, Problem> {
    caller.may_sell()?;
    Ok(Json(caller.seller().config(app.desk.clock.now().date())))
}
