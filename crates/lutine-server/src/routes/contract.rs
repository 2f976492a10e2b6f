//! GET /openapi.json, and /docs, which says the same to people.

use axum::http::HeaderValue;
use axum::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use axum::response::{Html, IntoResponse, Response};

use crate::openapi::DOCUMENT;
use crate::pages::{STYLE, docs};

/// A page has no script, and nothing of it is from elsewhere.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
);

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

/// The reference.
#[utoipa::path(
    get,
    path = "/docs",
    operation_id = "readReference",
    summary = "Read this as a page",
    description = "This document, for people. It needs neither the network nor a script.",
    tag = "operation",
    responses((status = 200, description = "The page.", body = String, content_type = "text/html")),
)]
pub(crate) async fn reference() -> Response {
    page(docs::whole().to_owned())
}

/// How the pages look.
#[utoipa::path(
    get,
    path = "/docs/style.css",
    operation_id = "readStyle",
    summary = "Read its style",
    description = "The style sheet of the reference and of the pages of problems.",
    tag = "operation",
    responses((status = 200, description = "The style sheet.", body = String, content_type = "text/css")),
)]
pub(crate) async fn style() -> impl IntoResponse {
    ([(CONTENT_TYPE, "text/css; charset=utf-8")], STYLE)
}

/// A page of ours, under its policy.
pub(super) fn page(html: String) -> Response {
    let headers =
        [(CONTENT_SECURITY_POLICY, POLICY), (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"))];
    (headers, Html(html)).into_response()
}
