//! GET /v1/quotes/{id}: what the shop's server charges, whether the shopper said no, and whether it is
//! booked. The merchant's secret only.

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};

use super::view::View;
use crate::app::App;
use crate::auth::Caller;
use crate::input::Id;
use crate::openapi::Problems;
use crate::openapi::parameters::IdInPath;
use crate::openapi::problems::Keyed;
use crate::problem::Problem;
use crate::problem::kinds::NotFound;

/// 200 with the stored quote.
#[utoipa::path(
    get,
    path = "/v1/quotes/{id}",
    operation_id = "readQuote",
    summary = "Read a quote",
    description = "What the shop's server charges, whether the shopper said no, and whether it is booked.",
    tag = "quotes",
    params(IdInPath),
    responses(
        (status = 200, description = "The quote.", body = View),
        Problems<(Keyed, NotFound)>,
    ),
    security(("secretKey" = [])),
)]
pub(crate) async fn handle(State(app): State<App>, caller: Caller, Id(id): Id) -> Result<Response, Problem> {
    caller.may_read_all()?;
    let merchant = &caller.merchant().id;
    let quote = app.desk.store.quote(merchant, &id).await?.ok_or(Problem::NotFound)?;
    let booking = app.desk.booking_of_quote(caller.merchant(), &id).await?;
    Ok(Json(View::of(&quote, booking.as_ref())).into_response())
}
