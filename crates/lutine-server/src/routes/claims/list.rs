//! GET /v1/claims?limit&after&booking&state: the merchant's claims, the latest first.

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use lutine_booking::{ClaimPage, ClaimStatus};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::shapes;
use super::view::ClaimView;
use crate::app::App;
use crate::auth::Caller;
use crate::input;
use crate::openapi::Problems;
use crate::openapi::problems::Keyed;
use crate::problem::Problem;
use crate::problem::kinds::InvalidInput;
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
    /// Only those of this booking.
    booking: Option<String>,
    /// Only those that stand here.
    #[param(value_type = Option<shapes::ClaimState>)]
    state: Option<String>,
}

/// Claims, the latest first.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ClaimList)]
pub(crate) struct ClaimsView {
    data: Vec<ClaimView>,
    /// What `after` takes for the next part; absent where this is the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    next: Option<String>,
}

/// 200 with `{ data, next? }`.
#[utoipa::path(
    get,
    path = "/v1/claims",
    operation_id = "listClaims",
    summary = "List claims",
    description = "The claims of a merchant, the latest first.",
    tag = "claims",
    params(Filter),
    responses(
        (status = 200, description = "A part of the list.", body = ClaimsView),
        Problems<(Keyed, InvalidInput)>,
    ),
    security(("secretKey" = []), ("insurerKey" = [])),
)]
pub(crate) async fn handle(
    State(app): State<App>,
    caller: Caller,
    query: Result<Query<Filter>, QueryRejection>,
) -> Result<Json<ClaimsView>, Problem> {
    caller.may_read_claims()?;
    let Query(filter) = query.map_err(|rejection| invalid_query(&rejection))?;
    let limit = input::limit(filter.limit)?;
    input::ids([("booking", &filter.booking)])?;
    input::cursor(filter.after.as_ref(), "claim")?;
    let status = filter.state.as_deref().map(|state| ClaimStatus::named(state).ok_or_else(no_such_state));
    let status = status.transpose()?;
    let page = ClaimPage { limit: limit + 1, after: filter.after, booking: filter.booking, status };
    let mut claims = app.desk.claims(caller.merchant(), &page).await?;
    let next = cut(&mut claims, limit, |claim| claim.id.clone());
    let now = app.desk.clock.now();
    Ok(Json(ClaimsView { data: claims.into_iter().map(|claim| ClaimView::of(claim, now)).collect(), next }))
}

fn no_such_state() -> Problem {
    let names = ClaimStatus::ALL.map(|status| format!("`{}`", status.name()));
    invalid_parameter("state", &format!("is one of {}", names.join(", ")))
}
