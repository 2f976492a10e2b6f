//! Events: written with what made them happen, and read.

use async_trait::async_trait;
use lutine_booking::{Event, EventPage, Events, StoreError};

use super::list::List;
use super::{Connection, Database, read, webhooks};
use crate::failure::Failure;
use crate::rows::{Reader, millis};

#[async_trait]
impl Events for Database {
    async fn event(&self, merchant: &str, id: &str) -> Result<Option<Event>, StoreError> {
        Ok(read!(self, |connection| find(connection, merchant, id))?)
    }

    async fn events(&self, merchant: &str, page: &EventPage) -> Result<Vec<Event>, StoreError> {
        let list = List::of("SELECT * FROM events", merchant)
            .only("kind = ?", page.kind.map(|kind| kind.name().to_owned()));
        let rows = match &page.subject {
            None => {
                let list = list.only("id < ?", page.after.clone());
                read!(self, |connection| list.greatest("id", page.limit, connection))?
            }
            // In this order there is an index of them; by their ids SQLite would look through all that the merchant has.
            Some(subject) => {
                let list = list
                    .only("subject = ?", Some(subject.clone()))
                    .only("sequence < (SELECT sequence FROM events WHERE id = ?)", page.after.clone());
                read!(self, |connection| list.greatest("sequence", page.limit, connection))?
            }
        };
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
