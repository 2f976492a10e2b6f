//! Quotes, and the "no" to them.

use async_trait::async_trait;
use lutine_booking::{Decline, No, Quotes, StoreError, StoredQuote};

use super::new_quotes::NewQuotes;
use super::{Connection, Database, read, write};
use crate::failure::{Failure, Written};
use crate::rows::{Reader, millis};

#[async_trait]
impl Quotes for Database {
    async fn save_quotes(&self, quotes: &[StoredQuote]) -> Result<(), StoreError> {
        self.shared.quotes.write(NewQuotes::of(quotes)?).await
    }

    async fn quote(&self, merchant: &str, id: &str) -> Result<Option<StoredQuote>, StoreError> {
        Ok(read!(self, |connection| find(connection, merchant, id))?)
    }

    async fn decline(&self, merchant: &str, id: &str, no: &No) -> Result<Decline, StoreError> {
        write!(self, decline, merchant, id, no)
    }
}

/// A quote only ever goes from the first of these to the second.
async fn find(connection: &mut Connection, merchant: &str, id: &str) -> Result<Option<StoredQuote>, Failure> {
    let row = sqlx::query("SELECT * FROM quotes WHERE merchant = $1 AND id = $2")
        .bind(merchant)
        .bind(id)
        .fetch_optional(&mut *connection)
        .await?;
    match row {
        Some(row) => Ok(Some(Reader(&row).quote()?)),
        None => Ok(declined(connection, merchant, id).await?.map(|(quote, _)| quote)),
    }
}

pub(super) async fn declined(
    connection: &mut Connection,
    merchant: &str,
    id: &str,
) -> Result<Option<(StoredQuote, No)>, Failure> {
    let row = sqlx::query("SELECT * FROM declined_quotes WHERE merchant = $1 AND id = $2")
        .bind(merchant)
        .bind(id)
        .fetch_optional(connection)
        .await?;
    Ok(row.map(|row| Reader(&row).declined_quote()).transpose()?)
}

/// Only a quote that is in `quotes` can be booked, and one that is booked cannot leave it.
async fn decline(
    connection: &mut Connection,
    merchant: &str,
    id: &str,
    no: &No,
) -> Result<Written<Decline>, Failure> {
    let moved = sqlx::query(
        "INSERT INTO declined_quotes
         SELECT id, merchant, programme, revision, call, offer, total, currency, created_at, expires_at, $3, $4, $5
         FROM quotes WHERE merchant = $1 AND id = $2 ON CONFLICT DO NOTHING",
    )
    .bind(merchant)
    .bind(id)
    .bind(millis(no.at))
    .bind(&no.shown)
    .bind(&no.locale)
    .execute(&mut *connection)
    .await?
    .rows_affected()
        == 1;
    if moved {
        let left = sqlx::query("DELETE FROM quotes WHERE merchant = $1 AND id = $2")
            .bind(merchant)
            .bind(id)
            .execute(&mut *connection)
            .await
            .map_err(Failure::from);
        match left {
            Err(failure) if failure.is_foreign_key() => return Ok(Written::Undo(Decline::Booked)),
            left => left?,
        };
    }
    Ok(match declined(connection, merchant, id).await? {
        Some((quote, no)) if moved => Written::Keep(Decline::Declined(Box::new(quote), no)),
        Some((quote, no)) => Written::Nothing(Decline::Declined(Box::new(quote), no)),
        None => Written::Nothing(Decline::NotFound),
    })
}
