//! GET /openapi.json

use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;

use crate::openapi::DOCUMENT;

/// This document.
#[utoipa::path(
    get,
    path = "/openapi.json",
    operation_id = "readDocument",
    summary = "Read this document",
    description = "The document of this API, OpenAPI 3.1.",
    tag = "operation",
    responses((status = 200, description = "The document of this API, OpenAPI 3.1.", body = Object)),
)]
pub(crate) async fn document() -> impl IntoResponse {
    ([(CONTENT_TYPE, "application/json")], DOCUMENT)
}
