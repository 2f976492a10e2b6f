//! The port's root, and the signing key.

use async_trait::async_trait;
use lutine_booking::{Store, StoreError};

use super::{Connection, Database, write};
use crate::failure::{Failure, Written};
use crate::rows::unreadable;

const SIGNING_KEY: &str = "signing-key";

#[async_trait]
impl Store for Database {
    async fn signing_key(&self, offered: [u8; 32]) -> Result<[u8; 32], StoreError> {
        write!(self, signing_key, offered)
    }

    async fn can_write(&self) -> Result<(), StoreError> {
        self.tried().await
    }
}

async fn signing_key(connection: &mut Connection, offered: &[u8; 32]) -> Result<Written<[u8; 32]>, Failure> {
    let offered: String = offered.iter().map(|byte| format!("{byte:02x}")).collect();
    sqlx::query("INSERT INTO settings (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING")
        .bind(SIGNING_KEY)
        .bind(offered)
        .execute(&mut *connection)
        .await?;
    let kept: String = sqlx::query_scalar("SELECT value FROM settings WHERE name = $1")
        .bind(SIGNING_KEY)
        .fetch_one(connection)
        .await?;
    let byte =
        |index: usize| kept.get(index * 2..index * 2 + 2).and_then(|hex| u8::from_str_radix(hex, 16).ok());
    let mut key = [0; 32];
    for (index, place) in key.iter_mut().enumerate() {
        *place = byte(index).ok_or_else(|| unreadable("the signing key"))?;
    }
    Ok(Written::Keep(key))
}
