//! GET /v1/quotes/{id}: what the shop's server charges, whether the shopper said no, and whether it is
//! booked. The merchant's secret only.

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
    let merchant = &caller.merchant().id;
    let quote = app.desk.store.quote(merchant, &id).await?.ok_or(Problem::NotFound)?;
    let booking = app.desk.store.booking_of_quote(merchant, &id).await?;
    Ok(Json(super::view(&quote, booking.as_ref())))
}
