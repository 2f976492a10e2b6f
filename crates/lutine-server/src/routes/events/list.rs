//! GET /v1/events?limit&after&subject&type: what happened, the latest first.

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use lutine_booking::{EventKind, EventPage};
use serde::Deserialize;
use utoipa::IntoParams;

use super::view::{List, View};
use crate::app::App;
use crate::auth::Caller;
use crate::input;
use crate::openapi::Problems;
use crate::openapi::problems::Keyed;
use crate::problem::Problem;
use crate::problem::kinds;
use crate::routes::{cut, invalid_parameter, invalid_query};

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
    /// Only those of this booking, claim, import or endpoint.
    subject: Option<String>,
    /// Only those of this kind, such as `booking.booked`.
    r#type: Option<String>,
}

/// 200 with `{ data, next? }`; `next` is what `after` takes for the next part.
#[utoipa::path(
    get,
    path = "/v1/events",
    operation_id = "listEvents",
    summary = "List events",
    description = "What happened, the latest first. Where several servers write to one PostgreSQL, what happened at the same moment may appear \
        behind what was read already: whoever reads from time to time looks again at the last minute. Webhooks miss nothing.",
    tag = "events",
    params(Filter),
    responses(
        (status = 200, description = "A part of the list.", body = List),
        Problems<(Keyed, kinds::InvalidInput)>,
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
    input::ids([("subject", &filter.subject), ("type", &filter.r#type)])?;
    input::cursor(filter.after.as_ref(), "event")?;
    let unknown = || invalid_parameter("type", &format!("is one of {}", EventKind::names()));
    let kind = filter.r#type.map(|name| EventKind::parse(&name).ok_or_else(unknown)).transpose()?;
    let page = EventPage { limit: limit + 1, after: filter.after, subject: filter.subject, kind };
    let mut events = app.desk.events(caller.merchant(), &page).await?;
    let next = cut(&mut events, limit, |event| event.id.clone());
    Ok(Json(List { data: events.iter().map(View::of).collect(), next }).into_response())
}
