//! Bookings: recorded and found.

use lutine_booking::{Begun, Booking, Idempotency, Open, Page, StoreError};
use sqlx::sqlite::SqliteRow;
use sqlx::{Sqlite, SqliteExecutor, Transaction};
use time::OffsetDateTime;

use super::{SqliteStore, quotes, unavailable};
use crate::rows::{Reader, StateColumns, millis, minor, unreadable};

pub(super) async fn begin(
    store: &SqliteStore,
    booking: &Booking,
    idempotency: &Idempotency,
) -> Result<Begun, StoreError> {
    let mut transaction = store.write().await?;
    if let Some(before) = of_quote(&mut *transaction, &booking.merchant, &booking.quote_id).await? {
        return Ok(Begun::QuoteUsed(Box::new(before)));
    }
    if quotes::answer(&mut *transaction, &booking.merchant, idempotency).await?.is_some() {
        return Ok(Begun::KeyReused);
    }
    let quote = quotes::find(&mut *transaction, &booking.merchant, &booking.quote_id).await?;
    if quote.is_some_and(|quote| quote.declined_at.is_some()) {
        return Ok(Begun::QuoteDeclined);
    }
    if insert(&mut transaction, booking).await? == Inserted::OrderInsured {
        return Ok(Begun::OrderInsured);
    }
    quotes::keep_key(&mut transaction, &booking.merchant, idempotency, "", booking.created_at).await?;
    transaction.commit().await.map_err(unavailable)?;
    Ok(Begun::Begun)
}

#[derive(PartialEq, Eq)]
enum Inserted {
    Inserted,
    OrderInsured,
}

async fn insert(
    transaction: &mut Transaction<'_, Sqlite>,
    booking: &Booking,
) -> Result<Inserted, StoreError> {
    let json = |value: serde_json::Result<String>| value.map_err(unreadable);
    let state = StateColumns::of(&booking.state)?;
    let inserted = sqlx::query(
        "INSERT INTO bookings (id, merchant, quote_id, order_id, order_value, order_currency, shipment_reference,
           offer, total, currency, policyholder, consent, consent_at, state, outcome, created_at, updated_at,
           begun_at, pending_until)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $16, $17, $18)",
    )
    .bind(&booking.id)
    .bind(&booking.merchant)
    .bind(&booking.quote_id)
    .bind(&booking.order.id)
    .bind(minor(booking.order.value)?)
    .bind(booking.order.value.currency().code())
    .bind(&booking.shipment_reference)
    .bind(booking.offer.to_string())
    .bind(minor(booking.total)?)
    .bind(booking.total.currency().code())
    .bind(json(serde_json::to_string(&booking.policyholder))?)
    .bind(json(serde_json::to_string(&booking.consent.consent))?)
    .bind(millis(booking.consent.at))
    .bind(booking.state.name())
    .bind(state.outcome)
    .bind(millis(booking.created_at))
    .bind(booking.begun_at.map(millis))
    .bind(state.pending_until)
    .execute(&mut **transaction)
    .await;
    match inserted {
        Ok(_) => Ok(Inserted::Inserted),
        // The quote has no booking: that was seen in this transaction. So it is the order's shipment that has one.
        Err(error) if is_taken(&error) => Ok(Inserted::OrderInsured),
        Err(error) => Err(unavailable(error)),
    }
}

/// Whether a unique index stands in the way.
pub(super) fn is_taken(error: &sqlx::Error) -> bool {
    error.as_database_error().is_some_and(sqlx::error::DatabaseError::is_unique_violation)
}

pub(super) async fn find(
    executor: impl SqliteExecutor<'_>,
    merchant: &str,
    id: &str,
) -> Result<Option<Booking>, StoreError> {
    let query = sqlx::query("SELECT * FROM bookings WHERE merchant = $1 AND id = $2").bind(merchant).bind(id);
    one(query.fetch_optional(executor).await)
}

pub(super) async fn of_quote(
    executor: impl SqliteExecutor<'_>,
    merchant: &str,
    quote: &str,
) -> Result<Option<Booking>, StoreError> {
    let query = sqlx::query("SELECT * FROM bookings WHERE merchant = $1 AND quote_id = $2")
        .bind(merchant)
        .bind(quote);
    one(query.fetch_optional(executor).await)
}

fn one(row: Result<Option<SqliteRow>, sqlx::Error>) -> Result<Option<Booking>, StoreError> {
    row.map_err(unavailable)?.map(|row| Reader(&row).booking()).transpose()
}

/// Ids sort by time, so the latest are those with the greatest ids.
pub(super) async fn list(
    executor: impl SqliteExecutor<'_>,
    merchant: &str,
    page: &Page,
) -> Result<Vec<Booking>, StoreError> {
    let rows = sqlx::query(
        "SELECT * FROM bookings
         WHERE merchant = $1 AND ($2 IS NULL OR id < $2) AND ($3 IS NULL OR order_id = $3)
         ORDER BY id DESC LIMIT $4",
    )
    .bind(merchant)
    .bind(&page.after)
    .bind(&page.order)
    .bind(i64::from(page.limit))
    .fetch_all(executor)
    .await
    .map_err(unavailable)?;
    rows.iter().map(|row| Reader(row).booking()).collect()
}

pub(super) async fn in_flight(
    executor: impl SqliteExecutor<'_>,
    before: OffsetDateTime,
) -> Result<Vec<Open>, StoreError> {
    let rows = sqlx::query(
        "SELECT * FROM bookings
         WHERE state IN ('booking', 'unknown', 'cancelling') AND updated_at <= $1 ORDER BY updated_at, id",
    )
    .bind(millis(before))
    .fetch_all(executor)
    .await
    .map_err(unavailable)?;
    let mut found = Vec::new();
    for row in &rows {
        match Reader(row).booking() {
            Ok(booking) => found.extend(Open::of(booking)),
            // The others are settled all the same.
            Err(error) => tracing::error!(%error, "a booking cannot be read, and so not be settled"),
        }
    }
    Ok(found)
}
