//! GET /livez

/// The process answers. The database is not asked.
#[utoipa::path(
    get,
    path = "/livez",
    operation_id = "live",
    summary = "Is it alive",
    description = "The process answers. The database is not asked.",
    tag = "operation",
    responses((status = 200, description = "The process answers.", body = String, content_type = "text/plain")),
)]
pub(crate) async fn live() -> &'static str {
    "ok\n"
}
