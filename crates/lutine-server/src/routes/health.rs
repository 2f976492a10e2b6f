//! GET /livez and /readyz

use std::time::Duration;

use axum::extract::State;
use axum::http::StatusCode;

use crate::app::App;

/// A database that takes longer is of no use to a shopper.
const ANSWER_WITHIN: Duration = Duration::from_secs(1);

/// The process answers. The database is not asked: starting again would not mend that.
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

/// 200 where requests are welcome: the database answers, and the server is not about to stop. Insurers are not asked, for
/// their outages are answered without them.
#[utoipa::path(
    get,
    path = "/readyz",
    operation_id = "ready",
    summary = "Is it ready",
    description = "Whether requests are welcome: the database answers, and the server is not about to stop.",
    tag = "operation",
    responses(
        (status = 200, description = "They are.", body = String, content_type = "text/plain"),
        (status = 503, description = "They are not, and why.", body = String, content_type = "text/plain"),
    ),
)]
pub(crate) async fn ready(State(app): State<App>) -> (StatusCode, &'static str) {
    if app.operation.stopping.is_cancelled() {
        return (StatusCode::SERVICE_UNAVAILABLE, "stopping\n");
    }
    // A booking that nobody has, of a merchant that nobody is: an answer, whatever is in the database.
    match tokio::time::timeout(ANSWER_WITHIN, app.desk.store.booking("", "")).await {
        Ok(Ok(_)) => return (StatusCode::OK, "ready\n"),
        Ok(Err(error)) => tracing::error!(%error, "not ready: the database failed"),
        Err(_) => tracing::error!("not ready: the database did not answer within a second"),
    }
    app.operation.metrics.store_failed();
    (StatusCode::SERVICE_UNAVAILABLE, "no database\n")
}
