//! POST /v1/bookings/{id}/cancel: gives a booking back, or says what would come back.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use lutine_booking::{Booking, CancelRequest, Cancelled};

use super::requests;
use super::view::View;
use super::{status, to_its_end};
use crate::app::App;
use crate::auth::Caller;
use crate::idempotent::{Key, Request, once};
use crate::input::{self, Id};
use crate::openapi::Problems;
use crate::openapi::parameters::{IdInPath, OptionalIdempotencyKey};
use crate::openapi::problems::{Keyed, Once, Reads};
use crate::problem::Problem;
use crate::problem::kinds::{NotCancellable, NotFound};
use crate::routes::mark_replayed;

/// 200 with the booking and the refund; 202 while the insurer's answer is not known.
#[utoipa::path(
    post,
    path = "/v1/bookings/{id}/cancel",
    operation_id = "cancelBooking",
    summary = "Cancel a booking",
    description = "Gives a booking back, or says what would come back.",
    tag = "bookings",
    params(IdInPath, OptionalIdempotencyKey),
    request_body = requests::CancelRequest,
    responses(
        (status = 200, description = "It is given back, or what would come back.", body = View),
        (status = 202, description = "The insurer has not answered yet.", body = View),
        Problems<(Keyed, Reads, Once, NotFound, NotCancellable)>,
    ),
    security(("secretKey" = []), ("shopperToken" = [])),
)]
pub(crate) async fn handle(
    State(app): State<App>,
    caller: Caller,
    Id(id): Id,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Problem> {
    caller.may_read_booking(&id)?;
    let (node, body) = input::json(&headers, body)?;
    if CancelRequest::read(&node).map_err(Problem::InvalidInput)? == CancelRequest::Preview {
        return preview(&app, &caller, &id).await;
    }
    let route = format!("POST /v1/bookings/{id}/cancel");
    let request = Request { headers: &headers, route, body: &body, makes: "cancelling" };
    once(&app, &caller, request, Key::Required, async |_| {
        let work = {
            let (app, seller, id) = (app.clone(), Arc::clone(caller.seller()), id.clone());
            async move { app.desk.cancel(&seller.merchant, &id).await }
        };
        match to_its_end(&app, work).await? {
            Some(Cancelled::Now(booking)) => {
                app.operation.metrics.booking(booking.state.name());
                Ok(answer(&caller, &booking))
            }
            Some(Cancelled::Before(booking)) => {
                let mut response = answer(&caller, &booking);
                mark_replayed(&mut response);
                Ok(response)
            }
            None => {
                let booking = app.desk.booking(caller.merchant(), &id).await?;
                // Whatever it looks like at this moment, its end is not known.
                let booking = booking.ok_or(Problem::Unavailable)?;
                Ok((StatusCode::ACCEPTED, Json(View::of(&caller, &booking))).into_response())
            }
        }
    })
    .await
}

/// The booking as it is, and what would come back. Nothing changes.
async fn preview(app: &App, caller: &Caller, id: &str) -> Result<Response, Problem> {
    let (booking, refund) = app.desk.preview_cancel(caller.merchant(), id).await?;
    Ok(Json(View::of(caller, &booking).preview(refund)).into_response())
}

fn answer(caller: &Caller, booking: &Booking) -> Response {
    (status(booking, StatusCode::OK), Json(View::of(caller, booking))).into_response()
}
