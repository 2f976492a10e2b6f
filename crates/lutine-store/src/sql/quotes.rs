//! Quotes, and the "no" to them.

use async_trait::async_trait;
use lutine_booking::{Decline, Quotes, StoreError, StoredQuote};
use time::OffsetDateTime;

use super::{Connection, Database, bookings, write};
use crate::failure::{Failure, Written};
use crate::rows::{Reader, millis, minor};

#[async_trait]
impl Quotes for Database {
    async fn save_quotes(&self, quotes: &[StoredQuote]) -> Result<(), StoreError> {
        write!(self, save, quotes)
    }

    async fn quote(&self, merchant: &str, id: &str) -> Result<Option<StoredQuote>, StoreError> {
        Ok(find(&mut *self.reader().await?, merchant, id).await?)
    }

    async fn decline(&self, merchant: &str, id: &str, at: OffsetDateTime) -> Result<Decline, StoreError> {
        write!(self, decline, merchant, id, at)
    }
}

async fn save(connection: &mut Connection, quotes: &[StoredQuote]) -> Result<Written<()>, Failure> {
    for quote in quotes {
        sqlx::query(
            "INSERT INTO quotes (id, merchant, programme, revision, call, offer, total, currency, created_at, expires_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        )
        .bind(&quote.id)
        .bind(&quote.merchant)
        .bind(&quote.programme)
        .bind(&quote.revision)
        .bind(&quote.call)
        .bind(quote.offer.to_string())
        .bind(minor(quote.total)?)
        .bind(quote.total.currency().code())
        .bind(millis(quote.created_at))
        .bind(millis(quote.expires_at))
        .execute(&mut *connection)
        .await?;
    }
    Ok(Written::Keep(()))
}

pub(super) async fn find(
    connection: &mut Connection,
    merchant: &str,
    id: &str,
) -> Result<Option<StoredQuote>, Failure> {
    let row = sqlx::query("SELECT * FROM quotes WHERE merchant = $1 AND id = $2")
        .bind(merchant)
        .bind(id)
        .fetch_optional(connection)
        .await?;
    Ok(row.map(|row| Reader(&row).quote()).transpose()?)
}

/// Answers a quote, if nobody has: whoever does so first is the one.
pub(super) async fn answer(connection: &mut Connection, merchant: &str, id: &str) -> Result<bool, Failure> {
    let answered = sqlx::query(
        "INSERT INTO quote_answers (merchant, quote_id) VALUES ($1, $2) ON CONFLICT (merchant, quote_id) DO NOTHING",
    )
    .bind(merchant)
    .bind(id)
    .execute(connection)
    .await?;
    Ok(answered.rows_affected() == 1)
}

async fn decline(
    connection: &mut Connection,
    merchant: &str,
    id: &str,
    at: &OffsetDateTime,
) -> Result<Written<Decline>, Failure> {
    let Some(quote) = find(connection, merchant, id).await? else {
        return Ok(Written::Nothing(Decline::NotFound));
    };
    if !answer(connection, merchant, id).await? {
        let booked = bookings::of_quote(connection, merchant, id).await?.is_some();
        let before = if booked { Decline::Booked } else { Decline::Declined(Box::new(declined(quote, at))) };
        return Ok(Written::Nothing(before));
    }
    sqlx::query("UPDATE quotes SET declined_at = $3 WHERE merchant = $1 AND id = $2")
        .bind(merchant)
        .bind(id)
        .bind(millis(*at))
        .execute(connection)
        .await?;
    Ok(Written::Keep(Decline::Declined(Box::new(declined(quote, at)))))
}

/// The first "no" is the one that counts.
fn declined(quote: StoredQuote, at: &OffsetDateTime) -> StoredQuote {
    let declined_at = quote.declined_at.or(Some(*at));
    StoredQuote { declined_at, ..quote }
}
