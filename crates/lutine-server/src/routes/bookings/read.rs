//! GET /v1/bookings/{id}: for the merchant, and for the shopper whose booking it is.

use axum::Json;
use axum::extract::State;
use serde_json::Value;

use super::view;
use crate::app::App;
use crate::auth::Caller;
use crate::input::Id;
use crate::problem::Problem;

/// 200 with the booking.
pub(crate) async fn handle(
    State(app): State<App>,
    caller: Caller,
    Id(id): Id,
) -> Result<Json<Value>, Problem> {
    caller.may_read_booking(&id)?;
    let booking = app.desk.booking(caller.merchant(), &id).await?.ok_or(Problem::NotFound)?;
    Ok(Json(view(&caller, &booking)))
}
