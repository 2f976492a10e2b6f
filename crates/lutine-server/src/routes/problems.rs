//! GET /problems/{id}: the page that explains a kind of problem.

use axum::response::Response;

use super::contract::page;
use crate::input::Id;
use crate::openapi::Problems;
use crate::openapi::parameters::IdInPath;
use crate::pages;
use crate::problem::Problem;
use crate::problem::kinds::NotFound;

/// 200 with the page.
#[utoipa::path(
    get,
    path = "/problems/{id}",
    operation_id = "readProblem",
    summary = "Read about a problem",
    description = "The page to which the `type` of a problem leads.",
    tag = "operation",
    params(IdInPath),
    responses(
        (status = 200, description = "The page.", body = String, content_type = "text/html"),
        Problems<NotFound>,
    ),
)]
pub(crate) async fn handle(Id(code): Id) -> Result<Response, Problem> {
    pages::problem::of(&code).map(page).ok_or(Problem::NotFound)
}
