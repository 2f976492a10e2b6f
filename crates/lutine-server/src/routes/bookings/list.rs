//! GET /v1/bookings?limit&after&order: the merchant's bookings, the latest first.

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use lutine_booking::Page;
use lutine_core::{ErrorCode, FieldError};
use serde::Deserialize;
use utoipa::IntoParams;

use super::view::{List, View};
use crate::app::App;
use crate::auth::Caller;
use crate::openapi::Problems;
use crate::openapi::problems::Keyed;
use crate::problem::Problem;
use crate::problem::kinds::InvalidInput;

const MOST: u32 = 100;

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
    description = "The merchant's bookings, the latest first.",
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
    let Query(filter) = query.map_err(|error| invalid(&error.body_text()))?;
    let limit = filter.limit.unwrap_or(20);
    if !(1..=MOST).contains(&limit) {
        return Err(invalid("`limit` is from 1 to 100"));
    }
    // One more than asked for tells whether there is more.
    let page = Page { limit: limit + 1, after: filter.after, order: filter.order };
    let mut bookings = app.desk.bookings(caller.merchant(), &page).await?;
    let more = bookings.len() > usize::try_from(limit).unwrap_or(usize::MAX);
    if more {
        bookings.pop();
    }
    let next = bookings.last().filter(|_| more).map(|booking| booking.id.as_str());
    let data = bookings.iter().map(|booking| View::of(&caller, booking)).collect();
    Ok(Json(List { data, next }).into_response())
}

fn invalid(message: &str) -> Problem {
    Problem::InvalidInput(vec![FieldError {
        path: "query".to_owned(),
        code: ErrorCode::UnknownValue,
        message: message.to_owned(),
    }])
}
