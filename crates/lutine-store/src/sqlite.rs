//! SQLite inside the process.
//!
//! One connection writes, in batches; several read. WAL keeps readers and the writer apart; `synchronous=FULL` makes a
//! commit durable before it returns.

#[path = "sql/mod.rs"]
#[expect(clippy::duplicate_mod, reason = "one text of statements, compiled for each database")]
mod sql;
mod writer;

use std::path::Path;
use std::time::Duration;

use lutine_booking::StoreError;
use sqlx::Connection as _;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};

use crate::MIGRATIONS;
use crate::asked::Asked;
use crate::failure::{Failure, Writing, unavailable};
use crate::outbox::Outbox;
use sql::Shared;
use writer::Writer;

/// What `sql` is compiled for here.
use self::SqliteStore as Database;
use sqlx::Sqlite as Db;
use sqlx::SqliteConnection as Connection;
use sqlx::sqlite::SqliteRow as Row;

/// Older ones can lose commits in WAL mode.
const OLDEST_SAFE: (u32, u32, u32) = (3, 51, 3);
const READERS: u32 = 4;
/// Of pages in memory, for each connection; below nought it counts KiB. The default, 2 MiB, is less than a busy day's indexes.
const CACHE_KIB: &str = "-32768";
/// So much is written before it is copied into the file itself, which waits for the disk once more: 64 MiB.
const CHECKPOINT_PAGES: &str = "16384";

/// A SQLite database.
#[derive(Clone, Debug)]
pub struct SqliteStore {
    writer: Writer,
    readers: SqlitePool,
    outbox: Outbox,
    shared: Shared,
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
        make_private(path).map_err(unavailable)?;
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(5))
            .pragma("cache_size", CACHE_KIB)
            .pragma("wal_autocheckpoint", CHECKPOINT_PAGES);
        let mut writer = Connection::connect_with(&options).await.map_err(unavailable)?;
        let version: String = sqlx::query_scalar("SELECT sqlite_version()")
            .fetch_one(&mut writer)
            .await
            .map_err(unavailable)?;
        if !is_safe(&version) {
            let message = format!("SQLite {version} can lose commits; this needs 3.51.3 or later");
            return Err(StoreError::Unavailable(message));
        }
        MIGRATIONS.run(&mut writer).await.map_err(unavailable)?;
        let readers = SqlitePoolOptions::new()
            .max_connections(READERS)
            .connect_with(options.clone().read_only(true))
            .await
            .map_err(unavailable)?;
        let outbox = Outbox::default();
        let writer = Writer::start(writer, options, outbox.clone());
        Ok(Self { shared: Shared::start(&writer, 1), writer, readers, outbox })
    }

    /// Lets go of the file after what is being written is written.
    pub async fn close(&self) {
        self.readers.close().await;
        self.writer.stop().await;
    }

    async fn reader(&self) -> Result<Asked<sqlx::Sqlite>, Failure> {
        Ok(Asked::of(self.readers.acquire().await?))
    }

    /// Writes, whole or not at all; it is durable when this returns.
    async fn write<T: Send + 'static>(
        &self,
        writing: impl for<'c> Fn(&'c mut Connection) -> Writing<'c, T> + Send + 'static,
    ) -> Result<T, StoreError> {
        self.writer.write(writing).await
    }
}

/// Makes the file, where there is none, for its owner alone: whoever reads it can sign prices. What SQLite puts beside it is
/// as private.
fn make_private(path: &Path) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

fn is_safe(version: &str) -> bool {
    let mut parts = version.split('.').map(|part| part.parse::<u32>().unwrap_or_default());
    let mut part = || parts.next().unwrap_or_default();
    (part(), part(), part()) >= OLDEST_SAFE
}

#[cfg(test)]
mod tests {
    use super::is_safe;

    #[cfg(unix)]
    #[tokio::test]
    async fn a_new_database_is_its_owners_alone() {
        use std::os::unix::fs::PermissionsExt;

        let folder = tempfile::tempdir().unwrap();
        let store = super::SqliteStore::open(&folder.path().join("new.db")).await.unwrap();
        for file in std::fs::read_dir(folder.path()).unwrap() {
            let file = file.unwrap();
            let mode = file.metadata().unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600, "{:?}", file.file_name());
        }
        store.close().await;
    }

    #[test]
    fn old_versions_are_refused() {
        assert!(is_safe("3.51.3") && is_safe("3.52.0") && is_safe("4.0.0"));
        assert!(!is_safe("3.51.2") && !is_safe("3.9.9") && !is_safe("") && !is_safe("x.y.z"));
    }
}
