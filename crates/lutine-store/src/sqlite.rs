//! SQLite inside the process.
//!
//! One connection writes, so that writes wait for one another in order instead of failing; several read. WAL keeps
//! readers and the writer apart; `synchronous=FULL` makes a commit durable before it returns.

mod bookings;
mod moves;
mod quotes;

use std::path::Path;
use std::time::Duration;

use async_trait::async_trait;
use lutine_booking::{
    Advanced, Begun, Booking, Decline, Idempotency, Open, Page, Saved, Step, Store, StoreError, StoredQuote,
};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{Sqlite, Transaction};
use time::OffsetDateTime;

/// Older ones can lose commits in WAL mode.
const OLDEST_SAFE: (u32, u32, u32) = (3, 51, 3);
const READERS: u32 = 4;

/// A SQLite database.
#[derive(Clone, Debug)]
pub struct SqliteStore {
    writer: SqlitePool,
    readers: SqlitePool,
}

impl SqliteStore {
    /// Opens a database file, and makes it where there is none.
    ///
    /// # Errors
    /// Where the file cannot be opened or made, or the SQLite inside is older than is safe.
    pub async fn open(path: &Path) -> Result<Self, StoreError> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(unavailable)?;
        }
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(5));
        let writer = SqlitePoolOptions::new()
            .max_connections(1)
            .connect_with(options.clone())
            .await
            .map_err(unavailable)?;
        let version: String =
            sqlx::query_scalar("SELECT sqlite_version()").fetch_one(&writer).await.map_err(unavailable)?;
        if !is_safe(&version) {
            let message = format!("SQLite {version} can lose commits; this needs 3.51.3 or later");
            return Err(StoreError::Unavailable(message));
        }
        sqlx::migrate!("./migrations/sqlite").run(&writer).await.map_err(unavailable)?;
        let readers = SqlitePoolOptions::new()
            .max_connections(READERS)
            .connect_with(options.read_only(true))
            .await
            .map_err(unavailable)?;
        Ok(Self { writer, readers })
    }

    /// Lets go of the file after what is being written is written.
    pub async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }

    /// A transaction that has the write lock from its start: it cannot fail half way for want of one.
    async fn write(&self) -> Result<Transaction<'static, Sqlite>, StoreError> {
        self.writer.begin_with("BEGIN IMMEDIATE").await.map_err(unavailable)
    }
}

fn is_safe(version: &str) -> bool {
    let mut parts = version.split('.').map(|part| part.parse::<u32>().unwrap_or_default());
    let mut part = || parts.next().unwrap_or_default();
    (part(), part(), part()) >= OLDEST_SAFE
}

fn unavailable(error: impl std::fmt::Display) -> StoreError {
    StoreError::Unavailable(error.to_string())
}

#[async_trait]
impl Store for SqliteStore {
    async fn signing_key(&self, offered: [u8; 32]) -> Result<[u8; 32], StoreError> {
        quotes::signing_key(self, offered).await
    }

    async fn save_quotes(
        &self,
        merchant: &str,
        quotes: &[StoredQuote],
        answer: Option<(&Idempotency, &str)>,
        at: OffsetDateTime,
    ) -> Result<Saved, StoreError> {
        quotes::save(self, merchant, quotes, answer, at).await
    }

    async fn answer(&self, merchant: &str, idempotency: &Idempotency) -> Result<Option<Saved>, StoreError> {
        quotes::answer(&self.readers, merchant, idempotency).await
    }

    async fn quote(&self, merchant: &str, id: &str) -> Result<Option<StoredQuote>, StoreError> {
        quotes::find(&self.readers, merchant, id).await
    }

    async fn decline(&self, merchant: &str, id: &str, at: OffsetDateTime) -> Result<Decline, StoreError> {
        quotes::decline(self, merchant, id, at).await
    }

    async fn begin(&self, booking: &Booking, idempotency: &Idempotency) -> Result<Begun, StoreError> {
        bookings::begin(self, booking, idempotency).await
    }

    async fn advance(&self, step: Step<'_>, idempotency: &Idempotency) -> Result<Advanced, StoreError> {
        moves::advance(self, step, idempotency).await
    }

    async fn settle(&self, booking: &Booking, at: OffsetDateTime) -> Result<Booking, StoreError> {
        moves::settle(self, booking, at).await
    }

    async fn settle_cancel(
        &self,
        booking: &Booking,
        asked_at: OffsetDateTime,
        at: OffsetDateTime,
    ) -> Result<Booking, StoreError> {
        moves::settle_cancel(self, booking, asked_at, at).await
    }

    async fn expire(&self, now: OffsetDateTime) -> Result<(), StoreError> {
        moves::expire(self, now).await
    }

    async fn booking(&self, merchant: &str, id: &str) -> Result<Option<Booking>, StoreError> {
        bookings::find(&self.readers, merchant, id).await
    }

    async fn booking_of_quote(&self, merchant: &str, quote: &str) -> Result<Option<Booking>, StoreError> {
        bookings::of_quote(&self.readers, merchant, quote).await
    }

    async fn bookings(&self, merchant: &str, page: &Page) -> Result<Vec<Booking>, StoreError> {
        bookings::list(&self.readers, merchant, page).await
    }

    async fn in_flight(&self, before: OffsetDateTime) -> Result<Vec<Open>, StoreError> {
        bookings::in_flight(&self.readers, before).await
    }
}

#[cfg(test)]
mod tests {
    use super::is_safe;

    #[test]
    fn old_versions_are_refused() {
        assert!(is_safe("3.51.3") && is_safe("3.52.0") && is_safe("4.0.0"));
        assert!(!is_safe("3.51.2") && !is_safe("3.9.9") && !is_safe("") && !is_safe("x.y.z"));
    }
}
