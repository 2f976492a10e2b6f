//! GET /v1/bookings?limit&after&order: the merchant's bookings, the latest first.

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use lutine_booking::Page;
use serde::Deserialize;
use utoipa::IntoParams;

use super::view::{List, View};
use crate::app::App;
use crate::auth::Caller;
use crate::input;
use crate::openapi::Problems;
use crate::openapi::problems::Keyed;
use crate::problem::Problem;
use crate::problem::kinds::InvalidInput;
use crate::routes::{cut, invalid_query};

/// The query.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Filter {
    /// At most so many.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u32>,
    /// Those after this: the `next` of the part before.
    after: Option<String>,
    /// Only those of this order of the shop.
    order: Option<String>,
}

/// 200 with `{ data, next? }`; `next` is what `after` takes for the next part.
#[utoipa::path(
    get,
    path = "/v1/bookings",
    operation_id = "listBookings",
    summary = "List bookings",
    description = "The merchant's bookings, the latest first. Where several servers write to one PostgreSQL, what is recorded at the same moment may \
        appear behind what was read already: whoever reads from time to time looks again at the last minute.",
    tag = "bookings",
    params(Filter),
    responses(
        (status = 200, description = "A part of the list.", body = List),
        Problems<(Keyed, InvalidInput)>,
    ),
    security(("secretKey" = [])),
)]
pub(crate) async fn handle(
    State(app): State<App>,
    caller: Caller,
    query: Result<Query<Filter>, QueryRejection>,
) -> Result<Response, Problem> {
    caller.may_read_all()?;
    let Query(filter) = query.map_err(|rejection| invalid_query(&rejection))?;
    let limit = input::limit(filter.limit)?;
    input::ids([("order", &filter.order)])?;
    input::cursor(filter.after.as_ref(), "booking")?;
    let page = Page { limit: limit + 1, after: filter.after, order: filter.order };
    let mut bookings = app.desk.bookings(caller.merchant(), &page).await?;
    let next = cut(&mut bookings, limit, |booking| booking.id.clone());
    let data = bookings.iter().map(|booking| View::of(&caller, booking)).collect();
    Ok(Json(List { data, next }).into_response())
}
