//! GET /v1/claims/{id}: for the merchant, and for the insurer's side.

use axum::Json;
use axum::extract::State;

use super::view::ClaimView;
use crate::app::App;
use crate::auth::Caller;
use crate::input::Id;
use crate::openapi::Problems;
use crate::openapi::parameters::IdInPath;
use crate::openapi::problems::Keyed;
use crate::problem::Problem;
use crate::problem::kinds::NotFound;

/// 200 with the claim and all that happened to it.
#[utoipa::path(
    get,
    path = "/v1/claims/{id}",
    operation_id = "readClaim",
    summary = "Read a claim",
    description = "For the merchant, and for the side of the insurer; with all that happened to it.",
    tag = "claims",
    params(IdInPath),
    responses(
        (status = 200, description = "The claim.", body = ClaimView),
        Problems<(Keyed, NotFound)>,
    ),
    security(("secretKey" = []), ("insurerKey" = [])),
)]
pub(crate) async fn handle(
    State(app): State<App>,
    caller: Caller,
    Id(id): Id,
) -> Result<Json<ClaimView>, Problem> {
    caller.may_read_claims()?;
    let story = app.desk.claim(caller.merchant(), &id).await?.ok_or(Problem::NotFound)?;
    Ok(Json(ClaimView::told(story, app.desk.clock.now())))
}
