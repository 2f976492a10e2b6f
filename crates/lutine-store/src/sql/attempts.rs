//! Idempotency keys, and the answers that were given under them.

use async_trait::async_trait;
use lutine_booking::{Answer, Attempt, Attempts, IN_FLIGHT, Idempotency, StoreError};
use time::OffsetDateTime;

use super::{Connection, Database, write};
use crate::failure::{Failure, Written};
use crate::rows::{Reader, millis, unreadable};

#[async_trait]
impl Attempts for Database {
    async fn attempt(
        &self,
        merchant: &str,
        idempotency: &Idempotency,
        fresh: &str,
        now: OffsetDateTime,
    ) -> Result<Attempt, StoreError> {
        write!(self, attempt, merchant, idempotency, fresh, now)
    }

    async fn answered(&self, merchant: &str, key: &str, id: &str, answer: &Answer) -> Result<(), StoreError> {
        write!(self, answered, merchant, key, id, answer)
    }

    async fn interrupted(&self, merchant: &str, key: &str, since: OffsetDateTime) -> Result<(), StoreError> {
        write!(self, interrupted, merchant, key, since)
    }

    async fn abandon(&self, merchant: &str, key: &str, since: OffsetDateTime) -> Result<(), StoreError> {
        write!(self, abandon, merchant, key, since)
    }
}

async fn attempt(
    connection: &mut Connection,
    merchant: &str,
    idempotency: &Idempotency,
    fresh: &str,
    now: &OffsetDateTime,
) -> Result<Written<Attempt>, Failure> {
    let first = sqlx::query(
        "INSERT INTO attempts (merchant, key, fingerprint, resource, started_at, content_type, answer)
         VALUES ($1, $2, $3, $4, $5, '', '') ON CONFLICT (merchant, key) DO NOTHING",
    )
    .bind(merchant)
    .bind(&idempotency.key)
    .bind(&idempotency.fingerprint)
    .bind(fresh)
    .bind(millis(*now))
    .execute(&mut *connection)
    .await?;
    if first.rows_affected() == 1 {
        return Ok(Written::Keep(Attempt::First { id: fresh.to_owned(), since: *now }));
    }
    let row = sqlx::query("SELECT * FROM attempts WHERE merchant = $1 AND key = $2")
        .bind(merchant)
        .bind(&idempotency.key)
        .fetch_optional(&mut *connection)
        .await?;
    // Whoever had it let go of it this moment.
    let Some(row) = row else { return Ok(Written::Nothing(Attempt::InFlight)) };
    let row = Reader(&row);
    if row.text("fingerprint")? != idempotency.fingerprint {
        return Ok(Written::Nothing(Attempt::KeyReused));
    }
    if let Some(status) = row.number_if_any("status")? {
        let status = u16::try_from(status).map_err(unreadable)?;
        let answer = Answer { status, content_type: row.text("content_type")?, body: row.text("answer")? };
        return Ok(Written::Nothing(Attempt::Replay(answer)));
    }
    let resource = row.text("resource")?;
    let taken = sqlx::query(
        "UPDATE attempts SET started_at = $3
         WHERE merchant = $1 AND key = $2 AND status IS NULL AND started_at <= $4 AND resource = $5",
    )
    .bind(merchant)
    .bind(&idempotency.key)
    .bind(millis(*now))
    .bind(millis(*now - IN_FLIGHT))
    .bind(&resource)
    .execute(connection)
    .await?;
    if taken.rows_affected() == 1 {
        return Ok(Written::Keep(Attempt::First { id: resource, since: *now }));
    }
    Ok(Written::Nothing(Attempt::InFlight))
}

async fn answered(
    connection: &mut Connection,
    merchant: &str,
    key: &str,
    id: &str,
    answer: &Answer,
) -> Result<Written<()>, Failure> {
    sqlx::query(
        "UPDATE attempts SET status = $3, content_type = $4, answer = $5
         WHERE merchant = $1 AND key = $2 AND status IS NULL AND resource = $6",
    )
    .bind(merchant)
    .bind(key)
    .bind(i64::from(answer.status))
    .bind(&answer.content_type)
    .bind(&answer.body)
    .bind(id)
    .execute(connection)
    .await?;
    Ok(Written::Keep(()))
}

async fn interrupted(
    connection: &mut Connection,
    merchant: &str,
    key: &str,
    since: &OffsetDateTime,
) -> Result<Written<()>, Failure> {
    sqlx::query(
        "UPDATE attempts SET started_at = 0
         WHERE merchant = $1 AND key = $2 AND status IS NULL AND started_at = $3",
    )
    .bind(merchant)
    .bind(key)
    .bind(millis(*since))
    .execute(connection)
    .await?;
    Ok(Written::Keep(()))
}

async fn abandon(
    connection: &mut Connection,
    merchant: &str,
    key: &str,
    since: &OffsetDateTime,
) -> Result<Written<()>, Failure> {
    sqlx::query(
        "DELETE FROM attempts WHERE merchant = $1 AND key = $2 AND status IS NULL AND started_at = $3",
    )
    .bind(merchant)
    .bind(key)
    .bind(millis(*since))
    .execute(connection)
    .await?;
    Ok(Written::Keep(()))
}
