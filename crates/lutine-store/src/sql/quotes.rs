//! Quotes, and the "no" to them.

use async_trait::async_trait;
use lutine_booking::{Decline, No, Quotes, StoreError, StoredQuote};

use super::{Connection, Database, write};
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

    async fn decline(&self, merchant: &str, id: &str, no: &No) -> Result<Decline, StoreError> {
        write!(self, decline, merchant, id, no)
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
    no: &No,
) -> Result<Written<Decline>, Failure> {
    if find(connection, merchant, id).await?.is_none() {
        return Ok(Written::Nothing(Decline::NotFound));
    }
    let first = answer(connection, merchant, id).await?;
    if first {
        sqlx::query(
            "UPDATE quotes SET declined_at = $3, declined_shown = $4, declined_locale = $5
             WHERE merchant = $1 AND id = $2",
        )
        .bind(merchant)
        .bind(id)
        .bind(millis(no.at))
        .bind(&no.shown)
        .bind(&no.locale)
        .execute(&mut *connection)
        .await?;
    }
    // Read after it was answered, by whomever: the first "no" is the one that counts.
    let Some(quote) = find(connection, merchant, id).await? else {
        return Ok(Written::Undo(Decline::NotFound));
    };
    Ok(match quote.declined.clone() {
        Some(no) if first => Written::Keep(Decline::Declined(Box::new(quote), no)),
        Some(no) => Written::Nothing(Decline::Declined(Box::new(quote), no)),
        None => Written::Nothing(Decline::Booked),
    })
}
