//! Bookings: recorded and found.

use async_trait::async_trait;
use lutine_booking::{
    Advanced, Asked, Begun, Booking, Bookings, Idempotency, OfKey, Open, Page, Pending, Step, StoreError,
};
use time::OffsetDateTime;

use super::moves::{advance, change, overdue, take_in_flight};
use super::{Connection, Database, quotes, write};
use crate::failure::{Failure, Written};
use crate::rows::{Reader, StateColumns, millis, minor, unreadable};

#[async_trait]
impl Bookings for Database {
    async fn begin(&self, booking: &Booking, idempotency: &Idempotency) -> Result<Begun, StoreError> {
        write!(self, begin, booking, idempotency)
    }

    async fn advance(&self, step: &Step) -> Result<Advanced, StoreError> {
        write!(self, advance, step)
    }

    async fn change(&self, step: &Step) -> Result<Advanced, StoreError> {
        write!(self, change, step)
    }

    async fn booking(&self, merchant: &str, id: &str) -> Result<Option<Booking>, StoreError> {
        Ok(find(&mut *self.reader().await?, merchant, id).await?)
    }

    async fn booking_of_quote(&self, merchant: &str, quote: &str) -> Result<Option<Booking>, StoreError> {
        Ok(of_quote(&mut *self.reader().await?, merchant, quote).await?)
    }

    async fn booking_of_key(&self, merchant: &str, key: &Idempotency) -> Result<OfKey, StoreError> {
        Ok(of_key(&mut *self.reader().await?, merchant, key).await?)
    }

    async fn bookings(&self, merchant: &str, page: &Page) -> Result<Vec<Booking>, StoreError> {
        Ok(list(&mut *self.reader().await?, merchant, page).await?)
    }

    async fn take_in_flight(&self, asked: Asked) -> Result<Vec<Open>, StoreError> {
        write!(self, take_in_flight, asked)
    }

    async fn overdue(&self, now: OffsetDateTime) -> Result<Vec<Pending>, StoreError> {
        Ok(overdue(&mut *self.reader().await?, now).await?)
    }
}

async fn begin(
    connection: &mut Connection,
    booking: &Booking,
    idempotency: &Idempotency,
) -> Result<Written<Begun>, Failure> {
    if !quotes::answer(connection, &booking.merchant, &booking.quote_id).await? {
        let before = of_quote(connection, &booking.merchant, &booking.quote_id).await?;
        let answered = before.map_or(Begun::QuoteDeclined, |before| Begun::QuoteUsed(Box::new(before)));
        return Ok(Written::Nothing(answered));
    }
    if insert(connection, booking, idempotency).await? {
        return Ok(Written::Keep(Begun::Begun));
    }
    let key: Option<String> =
        sqlx::query_scalar("SELECT id FROM bookings WHERE merchant = $1 AND idempotency_key = $2")
            .bind(&booking.merchant)
            .bind(&idempotency.key)
            .fetch_optional(connection)
            .await?;
    // The quote had no booking and the key was not used: so it is the order's shipment that has one.
    Ok(Written::Undo(if key.is_some() { Begun::KeyReused } else { Begun::OrderInsured }))
}

/// Whether it could be: a quote, a key and an order's shipment have one booking each.
async fn insert(
    connection: &mut Connection,
    booking: &Booking,
    idempotency: &Idempotency,
) -> Result<bool, Failure> {
    let json = |value: serde_json::Result<String>| value.map_err(unreadable);
    let state = StateColumns::of(&booking.state)?;
    let inserted = sqlx::query(
        "INSERT INTO bookings (id, merchant, quote_id, order_id, order_value, order_currency, shipment_reference,
           offer, total, currency, policyholder, consent, consent_at, state, outcome, created_at, updated_at,
           begun_at, pending_until, version, idempotency_key, fingerprint)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $16, $17, $18, $19, $20, $21)
         ON CONFLICT DO NOTHING",
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
    .bind(state.name)
    .bind(state.outcome)
    .bind(millis(booking.created_at))
    .bind(booking.begun_at.map(millis))
    .bind(state.pending_until)
    .bind(booking.version)
    .bind(&idempotency.key)
    .bind(&idempotency.fingerprint)
    .execute(connection)
    .await?;
    Ok(inserted.rows_affected() == 1)
}

pub(super) async fn find(
    connection: &mut Connection,
    merchant: &str,
    id: &str,
) -> Result<Option<Booking>, Failure> {
    let row = sqlx::query("SELECT * FROM bookings WHERE merchant = $1 AND id = $2")
        .bind(merchant)
        .bind(id)
        .fetch_optional(connection)
        .await?;
    Ok(row.map(|row| Reader(&row).booking()).transpose()?)
}

pub(super) async fn of_quote(
    connection: &mut Connection,
    merchant: &str,
    quote: &str,
) -> Result<Option<Booking>, Failure> {
    let row = sqlx::query("SELECT * FROM bookings WHERE merchant = $1 AND quote_id = $2")
        .bind(merchant)
        .bind(quote)
        .fetch_optional(connection)
        .await?;
    Ok(row.map(|row| Reader(&row).booking()).transpose()?)
}

async fn of_key(connection: &mut Connection, merchant: &str, key: &Idempotency) -> Result<OfKey, Failure> {
    let row = sqlx::query("SELECT * FROM bookings WHERE merchant = $1 AND idempotency_key = $2")
        .bind(merchant)
        .bind(&key.key)
        .fetch_optional(connection)
        .await?;
    let Some(row) = row else { return Ok(OfKey::Nothing) };
    let row = Reader(&row);
    if row.text_if_any("fingerprint")?.as_deref() != Some(&key.fingerprint) {
        return Ok(OfKey::Other);
    }
    Ok(OfKey::Same(Box::new(row.booking()?)))
}

/// Ids sort by time, so the latest are those with the greatest ids.
async fn list(connection: &mut Connection, merchant: &str, page: &Page) -> Result<Vec<Booking>, Failure> {
    let rows = sqlx::query(
        "SELECT * FROM bookings
         WHERE merchant = $1 AND ($2 IS NULL OR id < $2) AND ($3 IS NULL OR order_id = $3)
         ORDER BY id DESC LIMIT $4",
    )
    .bind(merchant)
    .bind(&page.after)
    .bind(&page.order)
    .bind(i64::from(page.limit))
    .fetch_all(connection)
    .await?;
    Ok(rows.iter().map(|row| Reader(row).booking()).collect::<Result<_, _>>()?)
}
