//! Bookings on their way from state to state. Each statement names the states that it may leave, so that of two who move
//! a booking at once only one does.

use lutine_booking::{Advanced, Booking, Idempotency, Saved, Step, StoreError};
use sqlx::{Sqlite, Transaction};
use time::OffsetDateTime;

use super::bookings::{find, is_taken};
use super::{SqliteStore, quotes, unavailable};
use crate::rows::{StateColumns, millis, unreadable};

pub(super) async fn advance(
    store: &SqliteStore,
    Step { from, to, at }: Step<'_>,
    idempotency: &Idempotency,
) -> Result<Advanced, StoreError> {
    let mut transaction = store.write().await?;
    // The booking decides what a repetition comes to; its key is only held to the body that it came with.
    let known = quotes::answer(&mut *transaction, &to.merchant, idempotency).await?;
    if known == Some(Saved::KeyReused) {
        return Ok(Advanced::KeyReused);
    }
    let columns = StateColumns::of(&to.state)?;
    let moved = sqlx::query(
        "UPDATE bookings SET state = $4, outcome = $5, begun_at = $6, pending_until = $7, cancelled_at = $8,
           refund_premium = $9, refund_tax = $10, updated_at = $11
         WHERE merchant = $1 AND id = $2 AND state = $3",
    )
    .bind(&to.merchant)
    .bind(&to.id)
    .bind(from.state.name())
    .bind(to.state.name())
    .bind(columns.outcome)
    .bind(to.begun_at.map(millis))
    .bind(columns.pending_until)
    .bind(columns.cancelled_at)
    .bind(columns.refund_premium)
    .bind(columns.refund_tax)
    .bind(millis(at))
    .execute(&mut *transaction)
    .await;
    match moved {
        Ok(moved) if moved.rows_affected() == 0 => {
            let now = there(&mut transaction, to).await?;
            return Ok(Advanced::Elsewhere(Box::new(now)));
        }
        Ok(_) => {}
        Err(error) if is_taken(&error) => return Ok(Advanced::OrderInsured),
        Err(error) => return Err(unavailable(error)),
    }
    if known.is_none() {
        quotes::keep_key(&mut transaction, &to.merchant, idempotency, "", at).await?;
    }
    transaction.commit().await.map_err(unavailable)?;
    Ok(Advanced::Advanced)
}

pub(super) async fn settle(
    store: &SqliteStore,
    booking: &Booking,
    at: OffsetDateTime,
) -> Result<Booking, StoreError> {
    let mut transaction = store.write().await?;
    sqlx::query(
        "UPDATE bookings SET state = $3, outcome = $4, updated_at = $5
         WHERE merchant = $1 AND id = $2 AND state IN ('booking', 'unknown')",
    )
    .bind(&booking.merchant)
    .bind(&booking.id)
    .bind(booking.state.name())
    .bind(StateColumns::of(&booking.state)?.outcome)
    .bind(millis(at))
    .execute(&mut *transaction)
    .await
    .map_err(unavailable)?;
    settled(transaction, booking).await
}

pub(super) async fn settle_cancel(
    store: &SqliteStore,
    booking: &Booking,
    asked_at: OffsetDateTime,
    at: OffsetDateTime,
) -> Result<Booking, StoreError> {
    let mut transaction = store.write().await?;
    let columns = StateColumns::of(&booking.state)?;
    sqlx::query(
        "UPDATE bookings SET state = $3, outcome = $4, cancelled_at = $5, refund_premium = $6, refund_tax = $7,
           updated_at = $8
         WHERE merchant = $1 AND id = $2 AND state = 'cancelling' AND cancelled_at = $9",
    )
    .bind(&booking.merchant)
    .bind(&booking.id)
    .bind(booking.state.name())
    .bind(columns.outcome)
    .bind(columns.cancelled_at)
    .bind(columns.refund_premium)
    .bind(columns.refund_tax)
    .bind(millis(at))
    .bind(millis(asked_at))
    .execute(&mut *transaction)
    .await
    .map_err(unavailable)?;
    settled(transaction, booking).await
}

pub(super) async fn expire(store: &SqliteStore, now: OffsetDateTime) -> Result<(), StoreError> {
    let mut transaction = store.write().await?;
    sqlx::query(
        "UPDATE bookings SET state = 'expired', pending_until = NULL, updated_at = $1
         WHERE state = 'pending_payment' AND pending_until <= $1",
    )
    .bind(millis(now))
    .execute(&mut *transaction)
    .await
    .map_err(unavailable)?;
    transaction.commit().await.map_err(unavailable)
}

/// The booking as it is now, once that is durable.
async fn settled(
    mut transaction: Transaction<'static, Sqlite>,
    booking: &Booking,
) -> Result<Booking, StoreError> {
    let settled = there(&mut transaction, booking).await?;
    transaction.commit().await.map_err(unavailable)?;
    Ok(settled)
}

async fn there(
    transaction: &mut Transaction<'static, Sqlite>,
    booking: &Booking,
) -> Result<Booking, StoreError> {
    let there = find(&mut **transaction, &booking.merchant, &booking.id).await?;
    there.ok_or_else(|| unreadable(format!("booking {} is not there", booking.id)))
}
