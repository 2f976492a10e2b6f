//! Bookings on their way from version to version. The statement names the version that it leaves, so that of those who
//! move a booking at once only one does.

use lutine_booking::{Advanced, Asked, Booking, Open, Pending, State, Step};
use time::OffsetDateTime;

use super::bookings::find;
use super::{Connection, Row, events};
use crate::amendments;
use crate::failure::{Failure, Written};
use crate::rows::{Reader, StateColumns, millis, minor, unreadable};

pub(super) async fn advance(connection: &mut Connection, step: &Step) -> Result<Written<Advanced>, Failure> {
    let to = &step.to;
    let columns = StateColumns::of(&to.state)?;
    let moved = sqlx::query(
        "UPDATE bookings SET state = $4, outcome = $5, begun_at = $6, pending_until = $7, cancelled_at = $8,
           refund_premium = $9, refund_tax = $10, updated_at = $11, version = $12
         WHERE merchant = $1 AND id = $2 AND version = $3 AND (claims = 0 OR $4 NOT IN ('amending', 'cancelling'))
           AND NOT EXISTS (
             SELECT 1 FROM bookings AS other
             WHERE other.merchant = $1 AND other.order_id = $13 AND other.shipment_reference = $14 AND other.id <> $2
               AND other.state IN ('booking', 'unknown', 'booked', 'amending', 'cancelling')
               AND $4 IN ('booking', 'unknown', 'booked', 'amending', 'cancelling'))",
    )
    .bind(&to.merchant)
    .bind(&to.id)
    .bind(to.version - 1)
    .bind(columns.name)
    .bind(columns.outcome)
    .bind(to.begun_at.map(millis))
    .bind(columns.pending_until)
    .bind(columns.cancelled_at)
    .bind(columns.refund_premium)
    .bind(columns.refund_tax)
    .bind(millis(step.at))
    .bind(to.version)
    .bind(&to.order.id)
    .bind(&to.shipment_reference)
    .execute(&mut *connection)
    .await;
    match moved {
        Ok(moved) if moved.rows_affected() == 1 => {
            events::record(connection, &step.event).await?;
            Ok(Written::Keep(Advanced::Advanced))
        }
        Ok(_) => {
            let now = find(connection, &to.merchant, &to.id).await?;
            let now = now.ok_or_else(|| unreadable(format!("booking {} is not there", to.id)))?;
            let in_the_way = if now.version != to.version - 1 {
                Advanced::Elsewhere(Box::new(now))
            } else if matches!(to.state, State::Amending(_) | State::Cancelling(_)) {
                // Nobody moved it, and it has its order's place: so it is a claim.
                Advanced::Claimed
            } else {
                Advanced::OrderInsured
            };
            Ok(Written::Nothing(in_the_way))
        }
        // Another took the place between that look and this.
        Err(error) if is_taken(&error) => Ok(Written::Undo(Advanced::OrderInsured)),
        Err(error) => Err(error.into()),
    }
}

/// Advances a booking, and keeps what changes with it.
pub(super) async fn change(connection: &mut Connection, step: &Step) -> Result<Written<Advanced>, Failure> {
    let advanced = advance(connection, step).await?;
    if !matches!(advanced, Written::Keep(_)) {
        return Ok(advanced);
    }
    let to = &step.to;
    let json = |value: serde_json::Result<String>| value.map_err(unreadable);
    let open = match &to.state {
        State::Amending(amendment) => Some(amendments::open(amendment)),
        _ => None,
    };
    sqlx::query(
        "UPDATE bookings SET offer = $3, total = $4, policyholder = $5, facts = $6, amended_call = $7, amendment = $8,
           amended = $9
         WHERE merchant = $1 AND id = $2",
    )
    .bind(&to.merchant)
    .bind(&to.id)
    .bind(to.offer.to_string())
    .bind(minor(to.total)?)
    .bind(json(serde_json::to_string(&to.policyholder))?)
    .bind(json(serde_json::to_string(&to.facts))?)
    .bind(&to.call)
    .bind(open)
    .bind(to.amended.as_ref().map(amendments::ended))
    .execute(connection)
    .await?;
    Ok(advanced)
}

/// Whether a unique index stands in the way.
fn is_taken(error: &sqlx::Error) -> bool {
    error.as_database_error().is_some_and(sqlx::error::DatabaseError::is_unique_violation)
}

pub(super) async fn take_in_flight(
    connection: &mut Connection,
    asked: &Asked,
) -> Result<Written<Vec<Open>>, Failure> {
    let rows = sqlx::query(
        "UPDATE bookings SET updated_at = $2
         WHERE updated_at <= $1 AND state IN ('booking', 'unknown', 'amending', 'cancelling') AND id IN (
           SELECT id FROM bookings WHERE state IN ('booking', 'unknown', 'amending', 'cancelling') AND updated_at <= $1
           ORDER BY updated_at, id LIMIT 100)
         RETURNING *",
    )
    .bind(millis(asked.before))
    .bind(millis(asked.now))
    .fetch_all(connection)
    .await?;
    Ok(Written::Keep(readable(&rows).filter_map(Open::of).collect()))
}

pub(super) async fn overdue(
    connection: &mut Connection,
    now: OffsetDateTime,
) -> Result<Vec<Pending>, Failure> {
    let rows = sqlx::query(
        "SELECT * FROM bookings WHERE state = 'pending_payment' AND pending_until <= $1
         ORDER BY pending_until, id LIMIT 100",
    )
    .bind(millis(now))
    .fetch_all(connection)
    .await?;
    Ok(readable(&rows).filter_map(Pending::of).collect())
}

/// Those that can be read: what cannot must not keep the others.
fn readable(rows: &[Row]) -> impl Iterator<Item = Booking> {
    rows.iter().filter_map(|row| {
        let read = Reader(row).booking();
        read.inspect_err(|error| tracing::error!(%error, "a booking cannot be read, and so not be settled"))
            .ok()
    })
}
