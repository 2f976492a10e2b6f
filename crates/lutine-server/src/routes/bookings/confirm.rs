//! POST /v1/bookings/{id}/confirm: the merchant's server says that the order is paid, and what waited for it is booked.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use lutine_booking::ConfirmRequest;

use super::requests;
use super::view::View;
use super::{answer, booked, to_its_end};
use crate::app::App;
use crate::auth::Caller;
use crate::idempotent::{Key, Request, once};
use crate::input::{self, Id};
use crate::openapi::Problems;
use crate::openapi::parameters::{IdInPath, IdempotencyKey};
use crate::openapi::problems::{Keyed, Once, Reads};
use crate::problem::Problem;
use crate::problem::kinds;

/// As POST /v1/bookings: 201 with the booking, 202 while its end is not known, 200 where it was confirmed before.
#[utoipa::path(
    post,
    path = "/v1/bookings/{id}/confirm",
    operation_id = "confirmBooking",
    summary = "Confirm that an order is paid",
    description = "Books what waited for the payment. The price stays.",
    tag = "bookings",
    params(IdInPath, IdempotencyKey),
    request_body = requests::ConfirmRequest,
    responses(
        (status = 200, description = "It was confirmed before: the stored booking.", body = View),
        (status = 201, description = "Booked, or rejected by the insurer.", body = View),
        (status = 202, description = "Its end is not known yet.", body = View),
        Problems<(Keyed, Reads, Once, kinds::NotFound, kinds::OrderMismatch, kinds::NotConfirmable, kinds::OrderInsured)>,
    ),
    security(("secretKey" = [])),
)]
pub(crate) async fn handle(
    State(app): State<App>,
    caller: Caller,
    Id(id): Id,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Problem> {
    caller.may_read_all()?;
    let (node, body) = input::json(&headers, body)?;
    let request = ConfirmRequest::read(&node).map_err(Problem::InvalidInput)?;
    let route = format!("POST /v1/bookings/{id}/confirm");
    let repeated = Request { headers: &headers, route, body: &body, makes: "payment" };
    once(&app, &caller, repeated, Key::Required, async |_| {
        let work = {
            let (app, seller, id) = (app.clone(), Arc::clone(caller.seller()), id.clone());
            async move { app.desk.confirm(&seller.merchant, &id, request.order_value).await }
        };
        match to_its_end(&app, work).await? {
            Some(made) => Ok(booked(&app, &caller, &made)),
            None => {
                let booking = app.desk.booking(caller.merchant(), &id).await?;
                Ok(answer(&app, &caller, &booking.ok_or(Problem::Unavailable)?, StatusCode::CREATED))
            }
        }
    })
    .await
}
