//! Refresh tokens.

use async_trait::async_trait;
use lutine_booking::{KeyHash, RefreshToken, Refreshed, StoreError, Tokens};
use time::OffsetDateTime;

use super::{Connection, Database, write};
use crate::failure::{Failure, Written};
use crate::rows::millis;

#[async_trait]
impl Tokens for Database {
    async fn begin_family(&self, first: &RefreshToken, now: OffsetDateTime) -> Result<(), StoreError> {
        write!(self, begin, first, now)
    }

    async fn refresh(
        &self,
        used: &KeyHash,
        next: &RefreshToken,
        now: OffsetDateTime,
    ) -> Result<Refreshed, StoreError> {
        write!(self, refresh, used, next, now)
    }
}

async fn begin(
    connection: &mut Connection,
    first: &RefreshToken,
    now: &OffsetDateTime,
) -> Result<Written<()>, Failure> {
    sqlx::query("DELETE FROM refresh_tokens WHERE expires_at <= $1")
        .bind(millis(*now))
        .execute(&mut *connection)
        .await?;
    insert(connection, first, &first.family).await?;
    Ok(Written::Keep(()))
}

async fn refresh(
    connection: &mut Connection,
    used: &KeyHash,
    next: &RefreshToken,
    now: &OffsetDateTime,
) -> Result<Written<Refreshed>, Failure> {
    let family: Option<String> = sqlx::query_scalar(
        "UPDATE refresh_tokens SET used_at = $3
         WHERE hash = $1 AND key_hash = $2 AND used_at IS NULL AND expires_at > $3 RETURNING family",
    )
    .bind(used.as_str())
    .bind(next.key.as_str())
    .bind(millis(*now))
    .fetch_optional(&mut *connection)
    .await?;
    if let Some(family) = family {
        insert(connection, next, &family).await?;
        return Ok(Written::Keep(Refreshed::Refreshed));
    }
    let ended = sqlx::query(
        "DELETE FROM refresh_tokens WHERE family =
           (SELECT family FROM refresh_tokens WHERE hash = $1 AND key_hash = $2 AND used_at IS NOT NULL)",
    )
    .bind(used.as_str())
    .bind(next.key.as_str())
    .execute(connection)
    .await?;
    if ended.rows_affected() > 0 {
        return Ok(Written::Keep(Refreshed::Reused));
    }
    Ok(Written::Nothing(Refreshed::Unknown))
}

async fn insert(connection: &mut Connection, token: &RefreshToken, family: &str) -> Result<(), Failure> {
    sqlx::query("INSERT INTO refresh_tokens (hash, family, key_hash, expires_at) VALUES ($1, $2, $3, $4)")
        .bind(token.hash.as_str())
        .bind(family)
        .bind(token.key.as_str())
        .bind(millis(token.expires_at))
        .execute(connection)
        .await?;
    Ok(())
}
