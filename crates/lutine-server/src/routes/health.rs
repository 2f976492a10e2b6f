//! GET /livez and /readyz

use std::time::Duration;

use axum::extract::State;
use axum::http::StatusCode;
use tokio::time::Instant;

use crate::app::App;
use crate::operation::Writing;

/// A database that takes longer is of no use to a shopper.
const ANSWER_WITHIN: Duration = Duration::from_secs(1);
/// Each time it writes.
const ASKED_EVERY: Duration = Duration::from_secs(1);

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

/// 200 where requests are welcome: the database writes, and the server is not about to stop. Insurers are not asked, for
/// their outages are answered without them.
#[utoipa::path(
    get,
    path = "/readyz",
    operation_id = "ready",
    summary = "Is it ready",
    description = "Whether requests are welcome: the database writes, and the server is not about to stop.",
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
    match writing(&app).await {
        Writing::Works => (StatusCode::OK, "ready\n"),
        Writing::Fails => (StatusCode::SERVICE_UNAVAILABLE, "no database\n"),
    }
}

/// Asks the database, at most once in a while, whoever asks for it: one that only reads, or SQLite on a full disk, answers everything
/// but what a shopper wants.
async fn writing(app: &App) -> Writing {
    let mut known = app.operation.writing.0.lock().await;
    if let Some((at, writing)) = *known
        && at.elapsed() < ASKED_EVERY
    {
        return writing;
    }
    let writing = match tokio::time::timeout(ANSWER_WITHIN, app.desk.store.can_write()).await {
        Ok(Ok(())) => Writing::Works,
        Ok(Err(error)) => {
            tracing::error!(%error, "not ready: the database failed");
            Writing::Fails
        }
        Err(_) => {
            tracing::error!("not ready: the database did not answer within a second");
            Writing::Fails
        }
    };
    if writing == Writing::Fails {
        app.operation.metrics.store_failed();
    }
    *known = Some((Instant::now(), writing));
    writing
}
