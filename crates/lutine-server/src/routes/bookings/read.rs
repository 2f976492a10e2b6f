//! GET /v1/bookings/{id}: for the merchant, and for the shopper whose booking it is.

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
use crate::problem::kinds::NotFound;

/// 200 with the booking.
#[utoipa::path(
    get,
    path = "/v1/bookings/{id}",
    operation_id = "readBooking",
    summary = "Read a booking",
    description = "For the merchant, and for the shopper whose booking it is.",
    tag = "bookings",
    params(IdInPath),
    responses(
        (status = 200, description = "The booking.", body = View),
        Problems<(Keyed, NotFound)>,
    ),
    security(("secretKey" = []), ("shopperToken" = [])),
)]
pub(crate) async fn handle(State(app): State<App>, caller: Caller, Id(id): Id) -> Result<Response, Problem> {
    caller.may_read_booking(&id)?;
    let booking = app.desk.booking(caller.merchant(), &id).await?.ok_or(Problem::NotFound)?;
    Ok(Json(View::of(&caller, &booking)).into_response())
}
