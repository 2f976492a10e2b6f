//! GET /v1/claims/{id}: for the merchant, and for the insurer's side.

use axum::Json;
use axum::extract::State;

use super::view::ClaimView;
use crate::app::App;
use crate::auth::Caller;
use crate::input::Id;
use crate::problem::Problem;

/// 200 with the claim and all that happened to it.
pub(crate) async fn handle(
    State(app): State<App>,
    caller: Caller,
    Id(id): Id,
) -> Result<Json<ClaimView>, Problem> {
    caller.may_read_claims()?;
    let story = app.desk.claim(caller.merchant(), &id).await?.ok_or(Problem::NotFound)?;
    Ok(Json(ClaimView::told(story, app.desk.clock.now())))
}
