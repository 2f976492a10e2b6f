//! GET /v1/quotes/{id}: what the shop's server charges, and whether the shopper said no. The merchant's secret only.

use axum::Json;
use axum::extract::State;
use serde_json::Value;

use crate::app::App;
use crate::auth::Caller;
use crate::input::Id;
use crate::problem::Problem;

/// 200 with the stored quote.
pub(crate) async fn handle(
    State(app): State<App>,
    caller: Caller,
    Id(id): Id,
) -> Result<Json<Value>, Problem> {
    caller.may_read_all()?;
    let quote = app.desk.store.quote(&app.merchant().id, &id).await?.ok_or(Problem::NotFound)?;
    Ok(Json(super::view(&quote)))
}
