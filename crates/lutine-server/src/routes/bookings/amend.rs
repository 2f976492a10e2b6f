//! POST /v1/bookings/{id}/amend: covers another shipment instead, says what that would cost, or records what changes no price.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use lutine_booking::{AmendRequest, Booking, Idempotency, NewTerms, State as Stands, fingerprint};
use lutine_core::Node;

use super::requests;
use super::to_its_end;
use super::view::View;
use crate::app::App;
use crate::auth::Caller;
use crate::idempotent::{Key, Request, once};
use crate::input::{self, Id};
use crate::openapi::Problems;
use crate::openapi::parameters::{IdInPath, OptionalIdempotencyKey};
use crate::openapi::problems::{Keyed, Once, Reads};
use crate::problem::Problem;
use crate::problem::kinds::{NotAmendable, NotFound, NotInsurable};

/// 200 with the booking; 202 while the insurer's answer is not known, and the old cover holds.
#[utoipa::path(
    post,
    path = "/v1/bookings/{id}/amend",
    operation_id = "amendBooking",
    summary = "Amend a booking",
    description = "Covers another shipment instead, on the day, the revision and the rates of the booking's own quote, \
        with what that comes to beside the old price; or says so as a preview. Or records what changes no price: tracking, \
        days, signature, and how the policyholder is called and reached.",
    tag = "bookings",
    params(IdInPath, OptionalIdempotencyKey),
    request_body = requests::AmendRequest,
    responses(
        (status = 200, description = "It is amended, or what would be.", body = View),
        (status = 202, description = "The insurer has not answered yet, and the old cover holds.", body = View),
        Problems<(Keyed, Reads, Once, NotFound, NotAmendable, NotInsurable)>,
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
    let request = AmendRequest::read(&node).map_err(Problem::InvalidInput)?;
    let terms = match request {
        AmendRequest::Amend(terms) => terms,
        AmendRequest::Preview(shipment) => {
            let (booking, amendment) = app.desk.preview_amend(caller.merchant(), &id, &shipment).await?;
            return Ok(Json(View::of(&caller, &booking).preview_of(&amendment)).into_response());
        }
    };
    let route = format!("POST /v1/bookings/{id}/amend");
    let key = input::idempotency(&headers, &route, &body)?.ok_or(Problem::IdempotencyKeyMissing)?;
    let repeated = Request { headers: &headers, route, body: &body, makes: "amendment" };
    once(&app, &caller, repeated, Key::Required, async |_| match terms {
        NewTerms::Facts(new) => {
            let booking = app.desk.record(caller.merchant(), &id, new).await?;
            Ok(answer(&caller, &booking))
        }
        NewTerms::Cover(shipment) => cover(&app, &caller, id, amendment_of(&key), shipment).await,
    })
    .await
}

async fn cover(
    app: &App,
    caller: &Caller,
    id: String,
    amendment: String,
    shipment: Node,
) -> Result<Response, Problem> {
    let work = {
        let (app, seller, id, amendment) =
            (app.clone(), Arc::clone(caller.seller()), id.clone(), amendment.clone());
        async move { app.desk.amend(&seller.merchant, &id, &amendment, &shipment).await }
    };
    let booking = match to_its_end(app, work).await? {
        Some(booking) => return Ok(answer(caller, &booking.told_of(&amendment))),
        None => app.desk.booking(caller.merchant(), &id).await?.ok_or(Problem::Unavailable)?,
    };
    // Whatever it looks like at this moment, its end is not known.
    Ok((StatusCode::ACCEPTED, Json(View::of(caller, &booking))).into_response())
}

/// A change is told from others by its key: repeated while its end is not known, it must not become another.
fn amendment_of(key: &Idempotency) -> String {
    fingerprint(&format!("{}\n{}", key.key, key.fingerprint)).replace("sha256-", "amendment_")
}

fn answer(caller: &Caller, booking: &Booking) -> Response {
    let open = matches!(booking.state, Stands::Amending(_));
    let status = if open { StatusCode::ACCEPTED } else { StatusCode::OK };
    (status, Json(View::of(caller, booking))).into_response()
}
