//! Quotes, declines, idempotent answers and the signing key.

use lutine_booking::{Decline, Idempotency, Saved, StoreError, StoredQuote};
use sqlx::{Row, Sqlite, SqliteExecutor, Transaction};
use time::OffsetDateTime;

use super::{SqliteStore, unavailable};
use crate::rows::{Reader, millis, minor, unreadable};

const SIGNING_KEY: &str = "signing-key";

pub(super) async fn signing_key(store: &SqliteStore, offered: [u8; 32]) -> Result<[u8; 32], StoreError> {
    let offered: String = offered.iter().map(|byte| format!("{byte:02x}")).collect();
    sqlx::query("INSERT INTO settings (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING")
        .bind(SIGNING_KEY)
        .bind(offered)
        .execute(&store.writer)
        .await
        .map_err(unavailable)?;
    let kept: String = sqlx::query_scalar("SELECT value FROM settings WHERE name = $1")
        .bind(SIGNING_KEY)
        .fetch_one(&store.writer)
        .await
        .map_err(unavailable)?;
    let byte =
        |index: usize| kept.get(index * 2..index * 2 + 2).and_then(|hex| u8::from_str_radix(hex, 16).ok());
    let mut key = [0; 32];
    for (index, place) in key.iter_mut().enumerate() {
        *place = byte(index).ok_or_else(|| unreadable("the signing key"))?;
    }
    Ok(key)
}

pub(super) async fn save(
    store: &SqliteStore,
    merchant: &str,
    quotes: &[StoredQuote],
    answer: Option<(&Idempotency, &str)>,
    at: OffsetDateTime,
) -> Result<Saved, StoreError> {
    let mut transaction = store.write().await?;
    if let Some((idempotency, body)) = answer {
        if let Some(before) = self::answer(&mut *transaction, merchant, idempotency).await? {
            return Ok(before);
        }
        keep_key(&mut transaction, merchant, idempotency, body, at).await?;
    }
    for quote in quotes {
        insert(&mut transaction, quote).await?;
    }
    transaction.commit().await.map_err(unavailable)?;
    Ok(Saved::Saved)
}

async fn insert(transaction: &mut Transaction<'_, Sqlite>, quote: &StoredQuote) -> Result<(), StoreError> {
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
    .execute(&mut **transaction)
    .await
    .map_err(unavailable)?;
    Ok(())
}

/// Keeps an idempotency key. That it is new has been seen in the same transaction.
pub(super) async fn keep_key(
    transaction: &mut Transaction<'_, Sqlite>,
    merchant: &str,
    idempotency: &Idempotency,
    answer: &str,
    at: OffsetDateTime,
) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO idempotency (merchant, key, fingerprint, answer, created_at) VALUES ($1, $2, $3, $4, $5)")
        .bind(merchant)
        .bind(&idempotency.key)
        .bind(&idempotency.fingerprint)
        .bind(answer)
        .bind(millis(at))
        .execute(&mut **transaction)
        .await
        .map_err(unavailable)?;
    Ok(())
}

pub(super) async fn answer(
    executor: impl SqliteExecutor<'_>,
    merchant: &str,
    idempotency: &Idempotency,
) -> Result<Option<Saved>, StoreError> {
    let row = sqlx::query("SELECT fingerprint, answer FROM idempotency WHERE merchant = $1 AND key = $2")
        .bind(merchant)
        .bind(&idempotency.key)
        .fetch_optional(executor)
        .await
        .map_err(unavailable)?;
    let Some(row) = row else { return Ok(None) };
    let fingerprint: String = row.try_get("fingerprint").map_err(unreadable)?;
    let answer: String = row.try_get("answer").map_err(unreadable)?;
    let same = fingerprint == idempotency.fingerprint;
    Ok(Some(if same { Saved::Replay(answer) } else { Saved::KeyReused }))
}

pub(super) async fn find(
    executor: impl SqliteExecutor<'_>,
    merchant: &str,
    id: &str,
) -> Result<Option<StoredQuote>, StoreError> {
    let row = sqlx::query("SELECT * FROM quotes WHERE merchant = $1 AND id = $2")
        .bind(merchant)
        .bind(id)
        .fetch_optional(executor)
        .await
        .map_err(unavailable)?;
    row.map(|row| Reader(&row).quote()).transpose()
}

pub(super) async fn decline(
    store: &SqliteStore,
    merchant: &str,
    id: &str,
    at: OffsetDateTime,
) -> Result<Decline, StoreError> {
    let mut transaction = store.write().await?;
    if super::bookings::of_quote(&mut *transaction, merchant, id).await?.is_some() {
        return Ok(Decline::Booked);
    }
    sqlx::query("UPDATE quotes SET declined_at = $3 WHERE merchant = $1 AND id = $2 AND declined_at IS NULL")
        .bind(merchant)
        .bind(id)
        .bind(millis(at))
        .execute(&mut *transaction)
        .await
        .map_err(unavailable)?;
    let quote = find(&mut *transaction, merchant, id).await?;
    transaction.commit().await.map_err(unavailable)?;
    Ok(quote.map_or(Decline::NotFound, |quote| Decline::Declined(Box::new(quote))))
}
