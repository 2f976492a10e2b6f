//! Bookings: found and listed.

use async_trait::async_trait;
use lutine_booking::{
    Advanced, Asked, Begun, Booking, Bookings, Idempotency, OfKey, Open, Page, Pending, Step, StoreError,
};
use time::OffsetDateTime;

use super::begin::NewBooking;
use super::list::List;
use super::moves::{advance, change, overdue, take_in_flight};
use super::{Connection, Database, read, write};
use crate::failure::Failure;
use crate::rows::Reader;

#[async_trait]
impl Bookings for Database {
    async fn begin(&self, booking: &Booking, idempotency: &Idempotency) -> Result<Begun, StoreError> {
        self.shared.bookings.write(NewBooking::of(booking, idempotency)?).await
    }

    async fn advance(&self, step: &Step) -> Result<Advanced, StoreError> {
        write!(self, advance, step)
    }

    async fn change(&self, step: &Step) -> Result<Advanced, StoreError> {
        write!(self, change, step)
    }

    async fn booking(&self, merchant: &str, id: &str) -> Result<Option<Booking>, StoreError> {
        Ok(read!(self, |connection| find(connection, merchant, id))?)
    }

    async fn booking_of_quote(&self, merchant: &str, quote: &str) -> Result<Option<Booking>, StoreError> {
        Ok(read!(self, |connection| of_quote(connection, merchant, quote))?)
    }

    async fn booking_of_key(&self, merchant: &str, key: &Idempotency) -> Result<OfKey, StoreError> {
        Ok(read!(self, |connection| of_key(connection, merchant, key))?)
    }

    async fn bookings(&self, merchant: &str, page: &Page) -> Result<Vec<Booking>, StoreError> {
        Ok(read!(self, |connection| list(connection, merchant, page))?)
    }

    async fn take_in_flight(&self, asked: Asked) -> Result<Vec<Open>, StoreError> {
        write!(self, take_in_flight, asked)
    }

    async fn overdue(&self, now: OffsetDateTime) -> Result<Vec<Pending>, StoreError> {
        Ok(read!(self, |connection| overdue(connection, now))?)
    }
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
    let list = List::of("SELECT * FROM bookings", merchant)
        .only("id < ?", page.after.clone())
        .only("order_id = ?", page.order.clone());
    let rows = list.greatest("id", page.limit, connection).await?;
    Ok(rows.iter().map(|row| Reader(row).booking()).collect::<Result<_, _>>()?)
}
