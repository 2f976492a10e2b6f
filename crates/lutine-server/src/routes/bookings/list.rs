//! GET /v1/bookings?limit&after&order: the merchant's bookings, the latest first.

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use lutine_booking::Page;
use lutine_core::{ErrorCode, FieldError};
use serde::Deserialize;
use serde_json::{Value, json};

use super::view;
use crate::app::App;
use crate::auth::Caller;
use crate::limits;
use crate::problem::Problem;

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
) -> Result<Json<Value>, Problem> {
    caller.may_read_all()?;
    let Query(filter) = query.map_err(|error| invalid(&error.body_text()))?;
    let limit = filter.limit.unwrap_or(20);
    if !(1..=limits::PAGE).contains(&limit) {
        return Err(invalid("`limit` is from 1 to 100"));
    }
    // One more than asked for tells whether there is more.
    let page = Page { limit: limit + 1, after: filter.after, order: filter.order };
    let mut bookings = app.desk.bookings(caller.merchant(), &page).await?;
    let more = bookings.len() > usize::try_from(limit).unwrap_or(usize::MAX);
    if more {
        bookings.pop();
    }
    let next = bookings.last().filter(|_| more).map(|booking| booking.id.clone());
    let data: Vec<Value> = bookings.iter().map(|booking| view(&caller, booking)).collect();
    let mut body = json!({ "data": data });
    if let Some(next) = next {
        body["next"] = json!(next);
    }
    Ok(Json(body))
}

fn invalid(message: &str) -> Problem {
    Problem::InvalidInput(vec![FieldError {
        path: "query".to_owned(),
        code: ErrorCode::UnknownValue,
        message: message.to_owned(),
    }])
}
