//! What is due: found, and taken for a while. The statement that takes names the time that it leaves, so that of those who
//! take at once only one does.

use lutine_booking::{Event, Lease, Leased, Taken};
use time::OffsetDateTime;

use super::super::Connection;
use super::endpoints::find_any;
use crate::failure::{Failure, Written};
use crate::rows::{Reader, millis, unreadable};

pub(super) async fn endpoints_due(
    connection: &mut Connection,
    now: OffsetDateTime,
) -> Result<Vec<String>, Failure> {
    // From endpoint to endpoint, and of each only its first: all that waits may be the backlog of three days.
    let endpoints = sqlx::query_scalar(
        "WITH RECURSIVE told (endpoint) AS (
           SELECT MIN(endpoint) FROM webhook_deliveries WHERE state = 'pending'
           UNION ALL
           SELECT (SELECT MIN(endpoint) FROM webhook_deliveries WHERE state = 'pending' AND endpoint > told.endpoint)
           FROM told WHERE told.endpoint IS NOT NULL)
         SELECT endpoint FROM (
           SELECT endpoint, (SELECT MIN(due_at) FROM webhook_deliveries
                             WHERE state = 'pending' AND endpoint = told.endpoint) AS due_at
           FROM told WHERE endpoint IS NOT NULL) AS firsts
         WHERE due_at <= $1 ORDER BY due_at, endpoint LIMIT 1000",
    )
    .bind(millis(now))
    .fetch_all(connection)
    .await?;
    Ok(endpoints)
}

pub(super) async fn take(
    connection: &mut Connection,
    lease: &Lease,
) -> Result<Written<Option<Taken>>, Failure> {
    let taken = sqlx::query(
        "UPDATE webhook_deliveries SET due_at = $3
         WHERE endpoint = $1 AND state = 'pending' AND due_at <= $2 AND event IN (
           SELECT event FROM webhook_deliveries WHERE endpoint = $1 AND state = 'pending' AND due_at <= $2
           ORDER BY due_at, event LIMIT $4)
         RETURNING event, step",
    )
    .bind(&lease.endpoint)
    .bind(millis(lease.now))
    .bind(millis(lease.until))
    .bind(i64::from(lease.limit))
    .fetch_all(&mut *connection)
    .await?;
    if taken.is_empty() {
        return Ok(Written::Nothing(None));
    }
    let endpoint = find_any(connection, &lease.endpoint).await?.filter(|endpoint| endpoint.state.is_told());
    let Some(endpoint) = endpoint else {
        // Written while the endpoint was being disabled or removed, or too many to fail at once then. Just these: by now it may be
        // told again.
        sqlx::query(
            "UPDATE webhook_deliveries SET state = 'failed' WHERE endpoint = $1 AND state = 'pending' AND due_at = $2",
        )
        .bind(&lease.endpoint)
        .bind(millis(lease.until))
        .execute(connection)
        .await?;
        return Ok(Written::Keep(None));
    };
    let mut deliveries = Vec::with_capacity(taken.len());
    for row in &taken {
        let row = Reader(row);
        let event = event(connection, &row.text("event")?).await?;
        let step = usize::try_from(row.number("step")?).map_err(unreadable)?;
        deliveries.push(Leased { event, step, until: lease.until });
    }
    // What is returned has no order.
    deliveries.sort_by(|one, other| one.event.id.cmp(&other.event.id));
    Ok(Written::Keep(Some(Taken { endpoint, deliveries })))
}

async fn event(connection: &mut Connection, id: &str) -> Result<Event, Failure> {
    let row = sqlx::query("SELECT * FROM events WHERE id = $1").bind(id).fetch_one(connection).await?;
    Ok(Reader(&row).event()?)
}
