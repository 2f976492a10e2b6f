//! GET /v1/imports?limit&after: the merchant's imports, the latest first.

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use lutine_booking::ImportPage;
use serde::Deserialize;
use utoipa::IntoParams;

use super::view::{List, View};
use crate::app::App;
use crate::auth::Caller;
use crate::input;
use crate::openapi::Problems;
use crate::openapi::problems::Keyed;
use crate::problem::Problem;
use crate::problem::kinds::InvalidInput;
use crate::routes::{cut, invalid_query};

/// The query.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Part {
    /// At most so many.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u32>,
    /// Those after this: the `next` of the part before.
    after: Option<String>,
}

/// 200 with `{ data, next? }`; `next` is what `after` takes for the next part.
#[utoipa::path(
    get,
    path = "/v1/imports",
    operation_id = "listImports",
    summary = "List imports",
    description = "The merchant's imports, the latest first.",
    tag = "imports",
    params(Part),
    responses(
        (status = 200, description = "A part of the list.", body = List),
        Problems<(Keyed, InvalidInput)>,
    ),
    security(("secretKey" = [])),
)]
pub(crate) async fn handle(
    State(app): State<App>,
    caller: Caller,
    query: Result<Query<Part>, QueryRejection>,
) -> Result<Response, Problem> {
    caller.may_read_all()?;
    let Query(part) = query.map_err(|rejection| invalid_query(&rejection))?;
    let limit = input::limit(part.limit)?;
    input::cursor(part.after.as_ref(), "import")?;
    let page = ImportPage { limit: limit + 1, after: part.after };
    let mut imports = app.desk.store.imports(&caller.merchant().id, &page).await?;
    let next = cut(&mut imports, limit, |(import, _)| import.id.clone());
    let data = imports.iter().map(|(import, tally)| View::of(import, tally)).collect();
    Ok(Json(List { data, next }).into_response())
}
