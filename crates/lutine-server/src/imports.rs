//! Imports: a table of shipments is read, kept, and booked row by row behind the back of whoever sent it.

pub(crate) mod table;

use std::time::Duration;

use futures_util::{StreamExt, stream};
use lutine_booking::{Import, ImportRow, StoreError};

use crate::app::App;

/// How many rows are booked at once.
const AT_ONCE: usize = 8;
/// How long there is a rest when nothing waits.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// Books rows of imports as long as the server runs. Any number of servers do so side by side: a row is in one hand.
pub async fn keep_importing(app: App) {
    while !app.operation.stopping.is_cancelled() {
        match work(&app).await {
            Ok(0) => {}
            Ok(_) => continue,
            Err(error) => {
                app.operation.metrics.store_failed();
                tracing::error!(%error, "cannot go on with imports; trying again");
            }
        }
        tokio::select! {
            () = tokio::time::sleep(LOOK_EVERY) => {}
            () = app.operation.stopping.cancelled() => {}
        }
    }
}

/// Takes some rows that wait and books them, and ends the imports that are done. Says how many rows it took.
///
/// # Errors
/// Where the store fails. One row that cannot be recorded does not keep the others; it is taken again later.
pub async fn work(app: &App) -> Result<usize, StoreError> {
    let rows = app.desk.take_rows().await?;
    let taken = rows.len();
    stream::iter(rows)
        .for_each_concurrent(AT_ONCE, async |(import, row)| {
            // What is in hand and not begun when the server stops is taken by another, or at the next start.
            if app.operation.stopping.is_cancelled() {
                return;
            }
            if let Err(error) = book(app, &import, &row).await {
                tracing::error!(import = import.id, line = row.line, %error, "a row of an import waits");
            }
        })
        .await;
    app.desk.finish_imports().await?;
    Ok(taken)
}

async fn book(app: &App, import: &Import, row: &ImportRow) -> Result<(), StoreError> {
    let seller = app.sellers.seller(&import.merchant).await?;
    let seller = seller
        .ok_or_else(|| StoreError::Unreadable(format!("there is no merchant `{}`", import.merchant)))?;
    app.desk.import_row(&seller.merchant, import, row).await
}
