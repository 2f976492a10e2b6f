//! GET /v1/bookings?limit&after&order: the merchant's bookings, the latest first.

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use lutine_booking::Page;
use serde::Deserialize;
use serde_json::Value;

use super::view;
use crate::app::App;
use crate::auth::Caller;
use crate::input;
use crate::problem::Problem;
use crate::routes::{Listed, cut};

/// The query.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Filter {
    limit: Option<u32>,
    after: Option<String>,
    order: Option<String>,
}

/// 200 with `{ data, next? }`; `next` is what `after` takes for the next part.
pub(crate) async fn handle(
    State(app): State<App>,
    caller: Caller,
    query: Result<Query<Filter>, QueryRejection>,
) -> Result<Json<Listed<Value>>, Problem> {
    caller.may_read_all()?;
    let Query(filter) = query.map_err(|error| input::bad_query(&error.body_text()))?;
    let limit = input::limit(filter.limit)?;
    let page = Page { limit: limit + 1, after: filter.after, order: filter.order };
    let mut bookings = app.desk.bookings(caller.merchant(), &page).await?;
    let next = cut(&mut bookings, limit, |booking| booking.id.clone());
    Ok(Json(Listed { data: bookings.iter().map(|booking| view(&caller, booking)).collect(), next }))
}
