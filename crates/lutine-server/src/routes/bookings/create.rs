//! POST /v1/bookings: books a signed quote.

use std::time::Duration;

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use lutine_booking::{Basis, Booked, Booking, BookingRequest, StoreError};
use serde_json::json;

use super::view;
use crate::app::App;
use crate::auth::Caller;
use crate::input;
use crate::problem::Problem;
use crate::routes::mark_replayed;

/// How long an insurer may take before the answer is "not known yet". The booking goes on.
const ANSWER_WITHIN: Duration = Duration::from_secs(4);

/// 201 with the booking; 202 while its end is not known; 200 with the stored one where the same was booked before.
pub(crate) async fn handle(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Problem> {
    caller.may_sell()?;
    let (node, body) = input::json(&headers, body)?;
    let request = BookingRequest::read(&node).map_err(Problem::InvalidInput)?;
    let idempotency =
        input::idempotency(&headers, "POST /v1/bookings", &body)?.ok_or(Problem::IdempotencyKeyMissing)?;
    if request.consent.basis == Basis::Merchant && caller != Caller::Merchant {
        return Err(Problem::Forbidden);
    }
    let quote_id = request.consent.quote_id.clone();
    // On its own, so that a shopper who closes the page does not stop it half way.
    let booking = {
        let app = app.clone();
        app.tasks.clone().spawn(async move { app.desk.book(app.merchant(), request, &idempotency).await })
    };
    match tokio::time::timeout(ANSWER_WITHIN, booking).await {
        Ok(Ok(Ok(Booked::Now(booking)))) => Ok(answer(&app, &caller, &booking, StatusCode::CREATED)),
        Ok(Ok(Ok(Booked::Before(booking)))) => {
            let mut response = answer(&app, &caller, &booking, StatusCode::OK);
            mark_replayed(&mut response);
            Ok(response)
        }
        Ok(Ok(Err(error))) => Err(error.into()),
        Ok(Err(panic)) => Err(StoreError::Unavailable(panic.to_string()).into()),
        Err(_) => {
            let booking = app.desk.store.booking_of_quote(&app.merchant().id, &quote_id).await?;
            let booking = booking.ok_or(Problem::Unavailable)?;
            Ok(answer(&app, &caller, &booking, StatusCode::CREATED))
        }
    }
}

fn answer(app: &App, caller: &Caller, booking: &Booking, known: StatusCode) -> Response {
    let status = if booking.state.is_open() { StatusCode::ACCEPTED } else { known };
    let mut body = view(app, caller, booking);
    body["shopperToken"] = json!(app.desk.signer.shopper_token(&booking.id));
    (status, Json(body)).into_response()
}
