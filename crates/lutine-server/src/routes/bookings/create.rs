//! POST /v1/bookings: books a signed quote; by publishable key, once the shop has confirmed that its order is paid.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use lutine_booking::{Basis, Booked, BookingRequest, Payment};

use super::requests;
use super::view::View;
use super::{answer, answered, begun_under, booked, to_its_end};
use crate::app::App;
use crate::auth::{Caller, Who};
use crate::input;
use crate::openapi::Problems;
use crate::openapi::parameters::IdempotencyKey;
use crate::openapi::problems::{Keyed, Reads};
use crate::problem::Problem;
use crate::problem::kinds::{
    ConsentMismatch, IdempotencyKeyMissing, IdempotencyKeyReused, OrderInsured, PriceChanged, QuoteDeclined,
    QuoteUsed,
};

/// 201 with the booking; 202 while it waits for a payment or its end is not known; 200 with the stored one where the same
/// was booked before.
#[utoipa::path(
    post,
    path = "/v1/bookings",
    operation_id = "createBooking",
    summary = "Book",
    description = "Books a signed quote: by secret key at once, by publishable key once the shop has confirmed that its order is paid.",
    tag = "bookings",
    params(IdempotencyKey),
    request_body = requests::BookingRequest,
    responses(
        (status = 200, description = "It was booked before: the stored booking.", body = View),
        (status = 201, description = "Booked, or rejected by the insurer.", body = View),
        (status = 202, description = "It waits for a payment, or its end is not known yet.", body = View),
        Problems<(Keyed, Reads, IdempotencyKeyMissing, IdempotencyKeyReused, PriceChanged, QuoteUsed, QuoteDeclined, OrderInsured, ConsentMismatch)>,
    ),
    security(("publishableKey" = []), ("secretKey" = [])),
)]
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
    let idempotency = caller.own(idempotency);
    let by_merchant = caller.who == Who::Merchant;
    if request.consent.basis == Basis::Merchant && !by_merchant {
        return Err(Problem::Forbidden);
    }
    let payment = if by_merchant { Payment::AtOnce } else { caller.merchant().payment };
    let work = {
        let (app, seller, idempotency) = (app.clone(), Arc::clone(caller.seller()), idempotency.clone());
        async move { app.desk.book(&seller.merchant, request, payment, &idempotency).await }
    };
    match to_its_end(&app, work).await? {
        Some(Booked::Before(begun)) => {
            let before = Booked::Before(answered(&app, &caller, begun).await?);
            Ok(booked(&app, &caller, &before))
        }
        Some(made) => Ok(booked(&app, &caller, &made)),
        None => {
            let booking = begun_under(&app, &caller, &idempotency).await?;
            Ok(answer(&app, &caller, &booking, StatusCode::CREATED))
        }
    }
}
