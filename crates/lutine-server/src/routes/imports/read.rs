//! GET /v1/imports/{id}: how far an import is, and the first rows that were not booked.

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use lutine_booking::{RowPage, Rows};

use super::view::View;
use crate::app::App;
use crate::auth::Caller;
use crate::input::Id;
use crate::openapi::Problems;
use crate::openapi::parameters::IdInPath;
use crate::openapi::problems::Keyed;
use crate::problem::Problem;
use crate::problem::kinds::NotFound;

/// How many rows that are not booked are told here.
const MOST_BAD: u32 = 20;

/// 200 with the import.
#[utoipa::path(
    get,
    path = "/v1/imports/{id}",
    operation_id = "readImport",
    summary = "Read an import",
    description = "How far an import is, and the first rows that were not booked.",
    tag = "imports",
    params(IdInPath),
    responses(
        (status = 200, description = "The import.", body = View),
        Problems<(Keyed, NotFound)>,
    ),
    security(("secretKey" = [])),
)]
pub(crate) async fn handle(State(app): State<App>, caller: Caller, Id(id): Id) -> Result<Response, Problem> {
    caller.may_read_all()?;
    let store = &app.desk.store;
    let (import, tally) = store.import(&caller.merchant().id, &id).await?.ok_or(Problem::NotFound)?;
    let page = RowPage { limit: MOST_BAD, after: 0, of: Rows::Bad };
    let bad = store.rows(&import.id, &page).await?;
    Ok(Json(View::of(&import, &tally).with(&bad)).into_response())
}
