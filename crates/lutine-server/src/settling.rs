//! The reconciler's turns: what an insurer was asked and has not answered is looked up there.

use std::time::Duration;

use lutine_booking::StoreError;
use tokio::time::Instant;

use crate::app::App;

/// How often bookings without an end are looked up.
const SETTLE_EVERY: Duration = Duration::from_secs(5);
/// Younger ones are still being asked about.
const SETTLE_AFTER: time::Duration = time::Duration::seconds(30);
/// How often is counted what is open, of which there may be much.
const COUNT_EVERY: Duration = Duration::from_secs(30);

/// At the start everything that a crash left behind; then whatever has been without an end for too long.
pub async fn keep_settling(app: App) {
    let (mut before, mut counted) = (app.desk.clock.now(), None::<Instant>);
    loop {
        match app.desk.settle_in_flight(before).await {
            Ok(settled) => app.operation.metrics.settled(settled),
            Err(error) => {
                app.operation.metrics.store_failed();
                tracing::error!(%error, "cannot settle what is in flight; trying again");
            }
        }
        if counted.is_none_or(|counted| counted.elapsed() >= COUNT_EVERY) {
            counted = Some(Instant::now());
            if let Err(error) = count(&app).await {
                app.operation.metrics.store_failed();
                tracing::error!(%error, "cannot count what is open; trying again");
            }
        }
        app.operation.metrics.sum_up();
        tokio::select! {
            () = tokio::time::sleep(SETTLE_EVERY) => before = app.desk.clock.now() - SETTLE_AFTER,
            () = app.operation.stopping.cancelled() => return,
        }
    }
}

/// What of all merchants' is open, for the figures.
async fn count(app: &App) -> Result<(), StoreError> {
    app.operation.metrics.claims(app.desk.claim_figures().await?);
    app.operation.metrics.backlog(app.desk.store.backlog().await?, app.desk.clock.now());
    Ok(())
}
