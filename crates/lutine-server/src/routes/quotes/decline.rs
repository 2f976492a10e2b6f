//! POST /v1/quotes/{id}/decline: the shopper said no, for good. Said twice, it is said once.

use axum::Json;
use axum::extract::State;
use serde_json::{Value, json};

use crate::app::App;
use crate::auth::Caller;
use crate::input::Id;
use crate::problem::Problem;

/// 200 with the quote's id and state.
pub(crate) async fn handle(
    State(app): State<App>,
    caller: Caller,
    Id(id): Id,
) -> Result<Json<Value>, Problem> {
    caller.may_sell()?;
    let quote = app.desk.decline(caller.merchant(), &id).await?;
    Ok(Json(json!({ "id": quote.id, "state": "declined" })))
}
