//! Secrets of endpoints, as they are sealed.

use lutine_booking::{Endpoint, MOST_SECRETS, Rotation, SealedSecret};

use super::super::Connection;
use super::endpoints::find;
use crate::failure::{Failure, Written};
use crate::rows::{Reader, millis};

/// Of an endpoint, the latest first; no more than may be good at once.
pub(super) async fn secrets(
    connection: &mut Connection,
    endpoint: &str,
) -> Result<Vec<SealedSecret>, Failure> {
    let rows = sqlx::query("SELECT * FROM webhook_secrets WHERE endpoint = $1 ORDER BY place DESC")
        .bind(endpoint)
        .fetch_all(connection)
        .await?;
    Ok(rows.iter().take(MOST_SECRETS).map(|row| Reader(row).sealed_secret()).collect::<Result<_, _>>()?)
}

/// Whoever adds one has the endpoint's row, so that no two have the same place.
pub(super) async fn add_secret(
    connection: &mut Connection,
    endpoint: &str,
    secret: &SealedSecret,
) -> Result<(), Failure> {
    sqlx::query(
        "INSERT INTO webhook_secrets (id, endpoint, place, sealed, created_at, expires_at)
         SELECT $1, $2, COALESCE(MAX(place) + 1, 0), $3, $4, $5 FROM webhook_secrets WHERE endpoint = $2",
    )
    .bind(&secret.id)
    .bind(endpoint)
    .bind(&secret.sealed)
    .bind(millis(secret.created_at))
    .bind(secret.expires_at.map(millis))
    .execute(connection)
    .await?;
    Ok(())
}

pub(super) async fn rotate(
    connection: &mut Connection,
    rotation: &Rotation,
) -> Result<Written<Option<Endpoint>>, Failure> {
    let Rotation { merchant, endpoint, secret, others_until } = rotation;
    // It changes nothing but keeps others from rotating at the same time.
    let held = sqlx::query("UPDATE webhook_endpoints SET told = told WHERE merchant = $1 AND id = $2")
        .bind(merchant)
        .bind(endpoint)
        .execute(&mut *connection)
        .await?;
    if held.rows_affected() == 0 {
        return Ok(Written::Nothing(None));
    }
    let before: Option<String> =
        sqlx::query_scalar("SELECT id FROM webhook_secrets WHERE endpoint = $1 AND id = $2")
            .bind(endpoint)
            .bind(&secret.id)
            .fetch_optional(&mut *connection)
            .await?;
    if before.is_none() {
        sqlx::query(
            "UPDATE webhook_secrets SET expires_at = $2
             WHERE endpoint = $1 AND (expires_at IS NULL OR expires_at > $2)",
        )
        .bind(endpoint)
        .bind(millis(*others_until))
        .execute(&mut *connection)
        .await?;
        add_secret(connection, endpoint, secret).await?;
        forget(connection, endpoint, secret).await?;
    }
    Ok(Written::Keep(find(connection, merchant, endpoint).await?))
}

/// Removes those that are too many, and of those that are good no more everything but that they were: a repetition that comes
/// late is known by that.
async fn forget(connection: &mut Connection, endpoint: &str, latest: &SealedSecret) -> Result<(), Failure> {
    sqlx::query("UPDATE webhook_secrets SET sealed = '' WHERE endpoint = $1 AND expires_at <= $2")
        .bind(endpoint)
        .bind(millis(latest.created_at))
        .execute(&mut *connection)
        .await?;
    sqlx::query(
        "DELETE FROM webhook_secrets WHERE endpoint = $1 AND id NOT IN (
           SELECT id FROM webhook_secrets WHERE endpoint = $1 ORDER BY place DESC LIMIT $2)",
    )
    .bind(endpoint)
    .bind(i64::try_from(MOST_SECRETS).unwrap_or(i64::MAX))
    .execute(connection)
    .await?;
    Ok(())
}
