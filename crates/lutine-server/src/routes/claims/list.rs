//! GET /v1/claims?limit&after&booking&state: the merchant's claims, the latest first.

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use lutine_booking::{ClaimPage, ClaimStatus};
use serde::{Deserialize, Serialize};

use super::view::ClaimView;
use crate::app::App;
use crate::auth::Caller;
use crate::problem::Problem;
use crate::routes::invalid_query;

const MOST: u32 = 100;

/// The query.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Filter {
    limit: Option<u32>,
    after: Option<String>,
    booking: Option<String>,
    state: Option<String>,
}

/// A part of the list; `next` is what `after` takes for the next part.
#[derive(Debug, Serialize)]
pub(crate) struct ClaimsView {
    data: Vec<ClaimView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

/// 200 with `{ data, next? }`.
pub(crate) async fn handle(
    State(app): State<App>,
    caller: Caller,
    query: Result<Query<Filter>, QueryRejection>,
) -> Result<Json<ClaimsView>, Problem> {
    caller.may_read_claims()?;
    let Query(filter) = query.map_err(|error| invalid_query(&error.body_text()))?;
    let limit = filter.limit.unwrap_or(20);
    if !(1..=MOST).contains(&limit) {
        return Err(invalid_query("`limit` is from 1 to 100"));
    }
    let status = filter.state.as_deref().map(|state| ClaimStatus::named(state).ok_or_else(no_such_state));
    let status = status.transpose()?;
    // One more than asked for tells whether there is more.
    let page = ClaimPage { limit: limit + 1, after: filter.after, booking: filter.booking, status };
    let mut claims = app.desk.claims(caller.merchant(), &page).await?;
    let more = claims.len() > usize::try_from(limit).unwrap_or(usize::MAX);
    if more {
        claims.pop();
    }
    let next = claims.last().filter(|_| more).map(|claim| claim.id.clone());
    let now = app.desk.clock.now();
    Ok(Json(ClaimsView { data: claims.into_iter().map(|claim| ClaimView::of(claim, now)).collect(), next }))
}

fn no_such_state() -> Problem {
    let names = ClaimStatus::ALL.map(|status| format!("`{}`", status.name()));
    invalid_query(&format!("`state` is one of {}", names.join(", ")))
}
