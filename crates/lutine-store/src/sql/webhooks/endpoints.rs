//! Endpoints: kept and read.

use async_trait::async_trait;
use lutine_booking::{
    Added, Endpoint, EndpointChange, Endpoints, Event, MOST_ENDPOINTS, Rotation, StoreError, Switch, Telling,
    Wanted,
};

use super::super::{Connection, Database, Row, read, write};
use super::changes::{change, fail_more, remove, tell};
use super::secrets::{add_secret, rotate, secrets};
use crate::failure::{Failure, Written};
use crate::rows::{Reader, millis};

#[async_trait]
impl Endpoints for Database {
    async fn add_endpoint(&self, endpoint: &Endpoint) -> Result<Added, StoreError> {
        write!(self, add, endpoint)
    }

    async fn endpoint(&self, merchant: &str, id: &str) -> Result<Option<Endpoint>, StoreError> {
        Ok(read!(self, |connection| find(connection, merchant, id))?)
    }

    async fn endpoints(&self, merchant: &str) -> Result<Vec<Endpoint>, StoreError> {
        Ok(read!(self, |connection| list(connection, merchant))?)
    }

    async fn change_endpoint(&self, to: &EndpointChange) -> Result<Option<Endpoint>, StoreError> {
        if to.to.state == Some(Switch::Enabled) {
            // Each a write of its own, so that nobody waits for the backlog of three days.
            while write!(self, fail_more, to)? {}
        }
        write!(self, change, to)
    }

    async fn delete_endpoint(&self, merchant: &str, id: &str) -> Result<Option<()>, StoreError> {
        write!(self, remove, merchant, id)
    }

    async fn rotate_secret(&self, rotation: &Rotation) -> Result<Option<Endpoint>, StoreError> {
        write!(self, rotate, rotation)
    }

    async fn tell_endpoint(&self, event: &Event) -> Result<Telling, StoreError> {
        write!(self, tell, event)
    }
}

async fn add(connection: &mut Connection, endpoint: &Endpoint) -> Result<Written<Added>, Failure> {
    for place in 0..i64::from(MOST_ENDPOINTS) {
        if insert(connection, endpoint, place).await? {
            want(connection, &endpoint.id, &endpoint.wanted).await?;
            for secret in &endpoint.secrets {
                add_secret(connection, &endpoint.id, secret).await?;
            }
            return Ok(Written::Keep(Added::Added));
        }
        if let Some(before) = find(connection, &endpoint.merchant, &endpoint.id).await? {
            return Ok(Written::Nothing(Added::Before(Box::new(before))));
        }
    }
    Ok(Written::Nothing(Added::TooMany))
}

/// Whether it could be: an id and a place have one endpoint each.
async fn insert(connection: &mut Connection, endpoint: &Endpoint, place: i64) -> Result<bool, Failure> {
    let inserted = sqlx::query(
        "INSERT INTO webhook_endpoints (id, merchant, place, url, description, created_at, told)
         VALUES ($1, $2, $3, $4, $5, $6, 0) ON CONFLICT DO NOTHING",
    )
    .bind(&endpoint.id)
    .bind(&endpoint.merchant)
    .bind(place)
    .bind(endpoint.address.to_string())
    .bind(&endpoint.description)
    .bind(millis(endpoint.created_at))
    .execute(connection)
    .await?;
    Ok(inserted.rows_affected() == 1)
}

/// Says what an endpoint wants, in place of what it wanted.
pub(super) async fn want(
    connection: &mut Connection,
    endpoint: &str,
    wanted: &Wanted,
) -> Result<(), Failure> {
    sqlx::query("DELETE FROM webhook_wants WHERE endpoint = $1")
        .bind(endpoint)
        .execute(&mut *connection)
        .await?;
    for kind in wanted.kinds() {
        sqlx::query("INSERT INTO webhook_wants (endpoint, kind) VALUES ($1, $2)")
            .bind(endpoint)
            .bind(kind)
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

pub(super) async fn find(
    connection: &mut Connection,
    merchant: &str,
    id: &str,
) -> Result<Option<Endpoint>, Failure> {
    let row = sqlx::query("SELECT * FROM webhook_endpoints WHERE merchant = $1 AND id = $2")
        .bind(merchant)
        .bind(id)
        .fetch_optional(&mut *connection)
        .await?;
    match row {
        Some(row) => Ok(Some(whole(connection, &row).await?)),
        None => Ok(None),
    }
}

/// An endpoint, whosever it is.
pub(super) async fn find_any(connection: &mut Connection, id: &str) -> Result<Option<Endpoint>, Failure> {
    let row = sqlx::query("SELECT * FROM webhook_endpoints WHERE id = $1")
        .bind(id)
        .fetch_optional(&mut *connection)
        .await?;
    match row {
        Some(row) => Ok(Some(whole(connection, &row).await?)),
        None => Ok(None),
    }
}

/// Ids sort by time.
async fn list(connection: &mut Connection, merchant: &str) -> Result<Vec<Endpoint>, Failure> {
    let rows = sqlx::query("SELECT * FROM webhook_endpoints WHERE merchant = $1 ORDER BY id")
        .bind(merchant)
        .fetch_all(&mut *connection)
        .await?;
    let mut endpoints = Vec::with_capacity(rows.len());
    for row in &rows {
        endpoints.push(whole(connection, row).await?);
    }
    Ok(endpoints)
}

/// An endpoint with what it wants and its secrets.
async fn whole(connection: &mut Connection, row: &Row) -> Result<Endpoint, Failure> {
    let endpoint = Reader(row).text("id")?;
    let kinds = sqlx::query_scalar("SELECT kind FROM webhook_wants WHERE endpoint = $1 ORDER BY kind")
        .bind(&endpoint)
        .fetch_all(&mut *connection)
        .await?;
    let secrets = secrets(connection, &endpoint).await?;
    Ok(Reader(row).endpoint(Wanted::new(kinds), secrets)?)
}
