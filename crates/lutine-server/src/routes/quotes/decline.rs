//! POST /v1/quotes/{id}/decline: the shopper said no, for good. Said twice, it is said once.

use axum::Json;
use axum::extract::State;

use super::view::Declined;
use crate::app::App;
use crate::auth::Caller;
use crate::input::Id;
use crate::openapi::Problems;
use crate::openapi::parameters::IdInPath;
use crate::openapi::problems::Keyed;
use crate::problem::Problem;
use crate::problem::kinds::{NotFound, QuoteUsed};

/// 200 with the quote's id and state.
#[utoipa::path(
    post,
    path = "/v1/quotes/{id}/decline",
    operation_id = "declineQuote",
    summary = "Decline a quote",
    description = "The shopper said no, for good. Said twice, it is said once.",
    tag = "quotes",
    params(IdInPath),
    responses(
        (status = 200, description = "The no is recorded.", body = Declined),
        Problems<(Keyed, NotFound, QuoteUsed)>,
    ),
    security(("publishableKey" = []), ("secretKey" = [])),
)]
pub(crate) async fn handle(
    State(app): State<App>,
    caller: Caller,
    Id(id): Id,
) -> Result<Json<Declined>, Problem> {
    caller.may_sell()?;
    let quote = app.desk.decline(caller.merchant(), &id).await?;
    Ok(Json(Declined::of(quote)))
}
