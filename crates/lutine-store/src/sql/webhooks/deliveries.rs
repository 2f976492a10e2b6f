//! The outbox: what is written into it, and read of it.

use async_trait::async_trait;
use lutine_booking::{
    Backlog, Deliveries, Delivery, DeliveryAttempt, Event, Lease, Redelivery, StoreError, Taken, Tried,
    Wanted,
};
use time::OffsetDateTime;

use super::super::{Connection, Database, read, write};
use super::attempts::record;
use super::due::{endpoints_due, take};
use crate::failure::{Failure, Written};
use crate::outbox;
use crate::rows::{Reader, millis};

#[async_trait]
impl Deliveries for Database {
    async fn endpoints_due(&self, now: OffsetDateTime) -> Result<Vec<String>, StoreError> {
        Ok(read!(self, |connection| endpoints_due(connection, now))?)
    }

    async fn take_due(&self, lease: &Lease) -> Result<Option<Taken>, StoreError> {
        write!(self, take, lease)
    }

    async fn record_attempt(&self, attempt: &DeliveryAttempt) -> Result<(), StoreError> {
        write!(self, record, attempt)
    }

    async fn deliveries(&self, merchant: &str, event: &str) -> Result<Vec<Delivery>, StoreError> {
        Ok(read!(self, |connection| list(connection, merchant, event))?)
    }

    async fn redeliver(&self, again: &Redelivery) -> Result<usize, StoreError> {
        write!(self, redeliver, again)
    }

    async fn backlog(&self) -> Result<Backlog, StoreError> {
        Ok(read!(self, |connection| backlog(connection))?)
    }

    async fn until_told(&self) {
        self.outbox.told().await;
    }
}

/// Writes a delivery of an event for each endpoint that wants it, in the transaction that writes the event.
pub(in super::super) async fn fan_out(connection: &mut Connection, event: &Event) -> Result<(), Failure> {
    let [all, of_subject, exactly] = Wanted::matching(&event.kind);
    let written = sqlx::query(
        "INSERT INTO webhook_deliveries (event, endpoint, merchant, state, begun_at, due_at, step, tried)
         SELECT $1, endpoint.id, endpoint.merchant, 'pending', $2, $2, 0, 0 FROM webhook_endpoints AS endpoint
         WHERE endpoint.merchant = $3 AND endpoint.disabled_at IS NULL AND EXISTS (
           SELECT 1 FROM webhook_wants AS wants
           WHERE wants.endpoint = endpoint.id AND wants.kind IN ($4, $5, $6))",
    )
    .bind(&event.id)
    .bind(millis(event.at))
    .bind(&event.merchant)
    .bind(all)
    .bind(of_subject)
    .bind(exactly)
    .execute(connection)
    .await?;
    if written.rows_affected() > 0 {
        outbox::written();
    }
    Ok(())
}

/// Writes a delivery of an event for one endpoint.
pub(super) async fn deliver_to(
    connection: &mut Connection,
    event: &Event,
    endpoint: &str,
) -> Result<(), Failure> {
    sqlx::query(
        "INSERT INTO webhook_deliveries (event, endpoint, merchant, state, begun_at, due_at, step, tried)
         VALUES ($1, $2, $3, 'pending', $4, $4, 0, 0)",
    )
    .bind(&event.id)
    .bind(endpoint)
    .bind(&event.merchant)
    .bind(millis(event.at))
    .execute(connection)
    .await?;
    outbox::written();
    Ok(())
}

async fn redeliver(connection: &mut Connection, again: &Redelivery) -> Result<Written<usize>, Failure> {
    // One that is on its way to whoever took it goes on; what that comes to is no word on this round.
    let begun = sqlx::query(
        "INSERT INTO webhook_deliveries (event, endpoint, merchant, state, begun_at, due_at, step, tried)
         SELECT $1, endpoint.id, endpoint.merchant, 'pending', $2, $2, 0, 0 FROM webhook_endpoints AS endpoint
         WHERE endpoint.merchant = $3 AND endpoint.disabled_at IS NULL AND (endpoint.id = $4 OR $4 IS NULL AND EXISTS (
           SELECT 1 FROM webhook_deliveries AS earlier
           WHERE earlier.event = $1 AND earlier.endpoint = endpoint.id))
         ON CONFLICT (event, endpoint) DO UPDATE
         SET state = excluded.state, begun_at = excluded.begun_at, due_at = excluded.due_at, step = 0",
    )
    .bind(&again.event)
    .bind(millis(again.at))
    .bind(&again.merchant)
    .bind(&again.endpoint)
    .execute(connection)
    .await?;
    if begun.rows_affected() == 0 {
        return Ok(Written::Nothing(0));
    }
    outbox::written();
    Ok(Written::Keep(usize::try_from(begun.rows_affected()).unwrap_or(usize::MAX)))
}

async fn list(connection: &mut Connection, merchant: &str, event: &str) -> Result<Vec<Delivery>, Failure> {
    let rows =
        sqlx::query("SELECT * FROM webhook_deliveries WHERE merchant = $1 AND event = $2 ORDER BY endpoint")
            .bind(merchant)
            .bind(event)
            .fetch_all(&mut *connection)
            .await?;
    let mut deliveries = Vec::with_capacity(rows.len());
    for row in &rows {
        let endpoint = Reader(row).text("endpoint")?;
        deliveries.push(Delivery {
            event: event.to_owned(),
            state: Reader(row).delivery_state()?,
            tried: tried(connection, event, &endpoint).await?,
            endpoint,
        });
    }
    Ok(deliveries)
}

async fn tried(connection: &mut Connection, event: &str, endpoint: &str) -> Result<Vec<Tried>, Failure> {
    let rows =
        sqlx::query("SELECT * FROM webhook_attempts WHERE event = $1 AND endpoint = $2 ORDER BY number")
            .bind(event)
            .bind(endpoint)
            .fetch_all(connection)
            .await?;
    Ok(rows.iter().map(|row| Reader(row).tried()).collect::<Result<_, _>>()?)
}

async fn backlog(connection: &mut Connection) -> Result<Backlog, Failure> {
    let row = sqlx::query(
        "SELECT COUNT(*) AS pending, MIN(begun_at) AS oldest FROM webhook_deliveries WHERE state = 'pending'",
    )
    .fetch_one(connection)
    .await?;
    Ok(Reader(&row).backlog()?)
}
