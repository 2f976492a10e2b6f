//! Events: written with what made them happen, and read.

use async_trait::async_trait;
use lutine_booking::{Event, EventPage, Events, StoreError};

use super::{Connection, Database, read, webhooks};
use crate::failure::Failure;
use crate::rows::{Reader, millis};

#[async_trait]
impl Events for Database {
    async fn event(&self, merchant: &str, id: &str) -> Result<Option<Event>, StoreError> {
        Ok(read!(self, |connection| find(connection, merchant, id))?)
    }

    async fn events(&self, merchant: &str, page: &EventPage) -> Result<Vec<Event>, StoreError> {
        let rows = read!(self, |connection| sqlx::query(
            "SELECT * FROM events
             WHERE merchant = $1 AND ($2 IS NULL OR id < $2) AND ($3 IS NULL OR subject = $3)
               AND ($4 IS NULL OR kind = $4)
             ORDER BY id DESC LIMIT $5",
        )
        .bind(merchant)
        .bind(&page.after)
        .bind(&page.subject)
        .bind(&page.kind)
        .bind(i64::from(page.limit))
        .fetch_all(connection))?;
        rows.iter().map(|row| Reader(row).event()).collect()
    }
}

/// Writes an event, in the transaction of what made it happen, and with it a delivery for each endpoint that wants it.
pub(super) async fn record(connection: &mut Connection, event: &Event) -> Result<(), Failure> {
    insert(connection, event).await?;
    webhooks::fan_out(connection, event).await
}

pub(super) async fn find(
    connection: &mut Connection,
    merchant: &str,
    id: &str,
) -> Result<Option<Event>, Failure> {
    let row = sqlx::query("SELECT * FROM events WHERE merchant = $1 AND id = $2")
        .bind(merchant)
        .bind(id)
        .fetch_optional(connection)
        .await?;
    Ok(row.map(|row| Reader(&row).event()).transpose()?)
}

/// Writes an event that is for nobody yet.
pub(super) async fn insert(connection: &mut Connection, event: &Event) -> Result<(), Failure> {
    sqlx::query(
        "INSERT INTO events (id, merchant, kind, subject, sequence, at, data) VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(&event.id)
    .bind(&event.merchant)
    .bind(&event.kind)
    .bind(&event.subject)
    .bind(event.sequence)
    .bind(millis(event.at))
    .bind(event.data.to_string())
    .execute(connection)
    .await?;
    Ok(())
}
