//! Merchants and their keys.

use async_trait::async_trait;
use lutine_booking::{Account, ApiKey, KeyHash, Merchants, StoreError};
use time::OffsetDateTime;

use super::{Connection, Database, read, write};
use crate::failure::{Failure, Written};
use crate::rows::{Reader, millis, unreadable};

#[async_trait]
impl Merchants for Database {
    async fn add_merchant(&self, account: &Account, keys: &[ApiKey]) -> Result<bool, StoreError> {
        write!(self, add, account, keys)
    }

    async fn put_merchant(&self, account: &Account, keys: &[ApiKey]) -> Result<(), StoreError> {
        write!(self, put, account, keys)
    }

    async fn merchant(&self, id: &str) -> Result<Option<Account>, StoreError> {
        let row = read!(self, |connection| sqlx::query("SELECT * FROM merchants WHERE id = $1")
            .bind(id)
            .fetch_optional(connection))?;
        row.map(|row| Reader(&row).account()).transpose()
    }

    async fn merchants(&self) -> Result<Vec<Account>, StoreError> {
        let rows = read!(self, |connection| sqlx::query("SELECT * FROM merchants ORDER BY id")
            .fetch_all(connection))?;
        rows.iter().map(|row| Reader(row).account()).collect()
    }

    async fn key(&self, hash: &KeyHash) -> Result<Option<ApiKey>, StoreError> {
        let row = read!(self, |connection| sqlx::query("SELECT * FROM keys WHERE hash = $1")
            .bind(hash.as_str())
            .fetch_optional(connection))?;
        row.map(|row| Reader(&row).key()).transpose()
    }

    async fn keys(&self, merchant: &str) -> Result<Vec<ApiKey>, StoreError> {
        let rows = read!(self, |connection| sqlx::query(
            "SELECT * FROM keys WHERE merchant = $1 ORDER BY created_at DESC, role, hash"
        )
        .bind(merchant)
        .fetch_all(connection))?;
        rows.iter().map(|row| Reader(row).key()).collect()
    }

    async fn rotate(&self, fresh: &ApiKey, others_end: OffsetDateTime) -> Result<bool, StoreError> {
        write!(self, rotate, fresh, others_end)
    }

    async fn end_keys(&self, merchant: &str, at: OffsetDateTime) -> Result<(), StoreError> {
        write!(self, end_keys, merchant, at)
    }
}

async fn add(
    connection: &mut Connection,
    account: &Account,
    keys: &[ApiKey],
) -> Result<Written<bool>, Failure> {
    let added = sqlx::query(
        "INSERT INTO merchants (id, name, settings, version, created_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (id) DO NOTHING",
    )
    .bind(&account.id)
    .bind(&account.name)
    .bind(settings(account)?)
    .bind(account.version)
    .bind(millis(account.created_at))
    .execute(&mut *connection)
    .await?;
    if added.rows_affected() == 0 {
        return Ok(Written::Nothing(false));
    }
    for key in keys {
        insert(connection, key).await?;
    }
    Ok(Written::Keep(true))
}

async fn put(
    connection: &mut Connection,
    account: &Account,
    keys: &[ApiKey],
) -> Result<Written<()>, Failure> {
    sqlx::query(
        "INSERT INTO merchants (id, name, settings, version, created_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (id) DO UPDATE
           SET name = excluded.name, settings = excluded.settings, version = merchants.version + 1
           WHERE merchants.name <> excluded.name OR merchants.settings <> excluded.settings",
    )
    .bind(&account.id)
    .bind(&account.name)
    .bind(settings(account)?)
    .bind(account.version)
    .bind(millis(account.created_at))
    .execute(&mut *connection)
    .await?;
    for key in keys {
        insert(connection, key).await?;
    }
    Ok(Written::Keep(()))
}

/// A hash has one key for ever: put again, it opens its merchant's side again.
async fn insert(connection: &mut Connection, key: &ApiKey) -> Result<(), Failure> {
    sqlx::query(
        "INSERT INTO keys (hash, merchant, role, label, created_at, ends_at) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (hash) DO UPDATE SET ends_at = excluded.ends_at WHERE keys.merchant = excluded.merchant",
    )
    .bind(key.hash.as_str())
    .bind(&key.merchant)
    .bind(key.role.name())
    .bind(&key.label)
    .bind(millis(key.created_at))
    .bind(key.ends_at.map(millis))
    .execute(connection)
    .await?;
    Ok(())
}

async fn rotate(
    connection: &mut Connection,
    fresh: &ApiKey,
    others_end: &OffsetDateTime,
) -> Result<Written<bool>, Failure> {
    // Held, so that of two at once the second ends the first one's key.
    let held = sqlx::query("UPDATE merchants SET version = version WHERE id = $1")
        .bind(&fresh.merchant)
        .execute(&mut *connection)
        .await?;
    if held.rows_affected() == 0 {
        return Ok(Written::Nothing(false));
    }
    sqlx::query(
        "UPDATE keys SET ends_at = $3
         WHERE merchant = $1 AND role = $2 AND (ends_at IS NULL OR ends_at > $3)",
    )
    .bind(&fresh.merchant)
    .bind(fresh.role.name())
    .bind(millis(*others_end))
    .execute(&mut *connection)
    .await?;
    insert(connection, fresh).await?;
    Ok(Written::Keep(true))
}

async fn end_keys(
    connection: &mut Connection,
    merchant: &str,
    at: &OffsetDateTime,
) -> Result<Written<()>, Failure> {
    sqlx::query("UPDATE keys SET ends_at = $2 WHERE merchant = $1 AND (ends_at IS NULL OR ends_at > $2)")
        .bind(merchant)
        .bind(millis(*at))
        .execute(connection)
        .await?;
    Ok(Written::Keep(()))
}

fn settings(account: &Account) -> Result<String, StoreError> {
    serde_json::to_string(&account.settings).map_err(unreadable)
}
