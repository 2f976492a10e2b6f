//! GET /v1/events?limit&after&subject&type: what happened, the latest first.

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use lutine_booking::EventPage;
use serde::Deserialize;

use super::View;
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
    subject: Option<String>,
    r#type: Option<String>,
}

/// 200 with `{ data, next? }`; `next` is what `after` takes for the next part.
pub(crate) async fn handle(
    State(app): State<App>,
    caller: Caller,
    query: Result<Query<Filter>, QueryRejection>,
) -> Result<Response, Problem> {
    caller.may_read_all()?;
    let Query(filter) = query.map_err(|error| input::bad_query(&error.body_text()))?;
    let limit = input::limit(filter.limit)?;
    let page =
        EventPage { limit: limit + 1, after: filter.after, subject: filter.subject, kind: filter.r#type };
    let mut events = app.desk.events(caller.merchant(), &page).await?;
    let next = cut(&mut events, limit, |event| event.id.clone());
    Ok(Json(Listed { data: events.iter().map(View::of).collect(), next }).into_response())
}
