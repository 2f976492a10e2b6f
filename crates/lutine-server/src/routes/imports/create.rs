//! POST /v1/imports: keeps a table of shipments, which are then booked row by row.

use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::{BytesRejection, QueryRejection};
use axum::extract::{Query, State};
use axum::http::header::LOCATION;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use lutine_booking::{Sent, Uploaded};
use serde::Deserialize;
use utoipa::IntoParams;

use super::view::View;
use crate::app::App;
use crate::auth::Caller;
use crate::imports::table;
use crate::input;
use crate::openapi::Problems;
use crate::openapi::parameters::IdempotencyKey;
use crate::openapi::problems::{Keyed, Reads};
use crate::problem::Problem;
use crate::problem::kinds::{IdempotencyKeyMissing, IdempotencyKeyReused};
use crate::routes::invalid_query;
use crate::routes::mark_replayed;

/// The largest table, in bytes.
pub(crate) const MAX_BODY: usize = 8 * 1024 * 1024;

/// The query.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// Book by this programme alone; without it a row is booked by the first that offers.
    #[param(nullable = false)]
    programme: Option<String>,
}

/// 202 with the import as it is, and where it is.
#[utoipa::path(
    post,
    path = "/v1/imports",
    operation_id = "createImport",
    summary = "Import shipments",
    description = "Keeps a table of shipments (`text/csv`, with a header row) and books its rows one by one, on the merchant's own \
        account: at once, and on the merchant's consent, which is recorded with the programme's wording. It is kept before this \
        answers, and goes on through any restart; no row is booked twice. Sent again under its `Idempotency-Key`, it is the \
        import that was kept.\n\nColumns that must be there: `order` (the shop's id), `first_name`, `last_name`, `email` and \
        `policyholder` (the country) of whoever is insured, `origin`, `destination`, `amount` and `currency`. Those that may be: \
        `order_value` (the goods without insurance, in the row's currency; the insured amount where it is left out), `reference`, \
        `carrier`, `content`, `category`, `signature` and `provider`. A row that cannot be read or insured says why, and the \
        others go on. Many are booked at once: of two for the same order and shipment one is refused, and not always the \
        second. At most 20,000 rows and 8 MiB.",
    tag = "imports",
    params(Asked, IdempotencyKey),
    request_body(content = String, content_type = "text/csv"),
    responses(
        (status = 202, description = "It is kept.", body = View, headers(("location" = String, description = "Where it is."))),
        Problems<(Keyed, Reads, IdempotencyKeyMissing, IdempotencyKeyReused)>,
    ),
    security(("secretKey" = [])),
)]
pub(crate) async fn handle(
    State(app): State<App>,
    caller: Caller,
    query: Result<Query<Asked>, QueryRejection>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Problem> {
    caller.may_read_all()?;
    let Query(Asked { programme }) = query.map_err(|rejection| invalid_query(&rejection))?;
    if !input::is_csv(&headers) {
        return Err(Problem::UnsupportedMediaType);
    }
    input::sold_programme(programme.as_deref(), caller.merchant())?;
    let body = input::whole(body)?;
    let route = format!("POST /v1/imports?programme={}", programme.as_deref().unwrap_or_default());
    let key = input::idempotency(&headers, &route, &body)?.ok_or(Problem::IdempotencyKeyMissing)?;
    let rows = table::read(&body).map_err(|error| Problem::malformed(&error.to_string()))?;
    let (import, tally, sent) = app.desk.import(caller.merchant(), Uploaded { programme, rows }, key).await?;
    let location = [(LOCATION, format!("/v1/imports/{}", import.id))];
    let mut response = (StatusCode::ACCEPTED, location, Json(View::of(&import, &tally))).into_response();
    if sent == Sent::Before {
        mark_replayed(&mut response);
    }
    Ok(response)
}
