//! POST /v1/bookings/{id}/cancel: gives a booking back, or says what would come back.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use lutine_booking::{Booking, CancelRequest, Cancelled};
use serde_json::json;

use super::{status, to_its_end, view};
use crate::app::App;
use crate::auth::Caller;
use crate::idempotent::{Key, Request, once};
use crate::input::{self, Id};
use crate::problem::Problem;
use crate::routes::mark_replayed;

/// 200 with the booking and the refund; 202 while the insurer's answer is not known.
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
                Ok(answer(&caller, &booking.ok_or(Problem::Unavailable)?))
            }
        }
    })
    .await
}

/// The booking as it is, and what would come back. Nothing changes.
async fn preview(app: &App, caller: &Caller, id: &str) -> Result<Response, Problem> {
    let (booking, refund) = app.desk.preview_cancel(caller.merchant(), id).await?;
    let mut body = view(caller, &booking);
    body["refund"] = json!(refund);
    body["preview"] = json!(true);
    Ok(Json(body).into_response())
}

fn answer(caller: &Caller, booking: &Booking) -> Response {
    (status(booking, StatusCode::OK), Json(view(caller, booking))).into_response()
}
