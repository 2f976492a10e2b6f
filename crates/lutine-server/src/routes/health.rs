//! GET /livez

/// The process answers. The database is not asked.
pub(crate) async fn live() -> &'static str {
    "ok\n"
}
