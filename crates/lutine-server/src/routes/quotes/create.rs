//! POST /v1/quotes: a QuoteCall without `asOf` and `exchangeRates`, answered with signed offers.

use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use lutine_booking::Quoted;

use crate::app::App;
use crate::auth::Caller;
use crate::idempotent::{Key, Request, once};
use crate::input;
use crate::openapi::parameters::OptionalIdempotencyKey;
use crate::openapi::problems::{Keyed, OncePerKey, Reads};
use crate::openapi::{Problems, core};
use crate::problem::Problem;

/// 200 with the answer, also when every programme declines; 400 with every fault.
#[utoipa::path(
    post,
    path = "/v1/quotes",
    operation_id = "createQuote",
    summary = "Quote",
    description = "Prices a shipment by every programme that the merchant sells, and signs each offer. That all of them decline is an answer too. \
        At most 64 KiB, also with what each parcel inherits (512 bytes a parcel, 64 an item, and their texts): a cart of some hundred lines, or some hundred parcels. `POST /v1/quotes/batch` prices any number of parcels.",
    tag = "quotes",
    params(OptionalIdempotencyKey),
    request_body = core::QuoteCall,
    responses(
        (status = 200, description = "Every programme that was asked, among the offers or the declined.", body = core::Quoted),
        Problems<(Keyed, Reads, OncePerKey)>,
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
    let (call, body) = input::json(&headers, body)?;
    let request =
        Request { headers: &headers, route: "POST /v1/quotes".to_owned(), body: &body, makes: "answer" };
    once(&app, &caller, request, Key::Optional, async |_| {
        let quoted = app.desk.quote(caller.merchant(), call).await?;
        app.operation.metrics.quote(outcome(&quoted));
        match quoted {
            Quoted::Invalid(errors) => Err(Problem::InvalidInput(errors)),
            Quoted::Answered(body) => Ok(([(CONTENT_TYPE, "application/json")], body).into_response()),
        }
    })
    .await
}

/// What came of a call, for the figures.
const fn outcome(quoted: &Quoted) -> &'static str {
    match quoted {
        Quoted::Invalid(_) => "invalid",
        Quoted::Answered(_) => "quoted",
    }
}
