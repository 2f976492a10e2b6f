//! SQLite inside the process.
//!
//! One connection writes, in batches; several read. WAL keeps readers and the writer apart; `synchronous=FULL` makes a
//! commit durable before it returns.

#[path = "sql/mod.rs"]
#[expect(clippy::duplicate_mod, reason = "one text of statements, compiled for each database")]
mod sql;
mod writer;

use std::fs::{File, TryLockError};
use std::path::Path;
use std::time::Duration;

use lutine_booking::StoreError;
use sqlx::Connection as _;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};

use crate::Versions;
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
/// Migrating takes a moment.
const OTHERS_OPEN_WITHIN: Duration = Duration::from_secs(60);
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
        Self::open_with(path, Versions::Bring).await
    }

    /// The same, with a word on a file of an earlier version.
    ///
    /// # Errors
    /// As [`SqliteStore::open`], and where the file is of an earlier version and to stay so.
    pub async fn open_with(path: &Path, versions: Versions) -> Result<Self, StoreError> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(unavailable)?;
        }
        let _alone = alone(path).await?;
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
        sql::versions::settle(&mut writer, versions).await?;
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

    /// Writes another number each time: the same again would change no page, and ask nothing of the disk.
    async fn tried(&self) -> Result<(), StoreError> {
        let statement = "INSERT INTO settings (name, value) VALUES ('written', '1')
                         ON CONFLICT (name) DO UPDATE SET value = CAST(value AS INTEGER) + 1";
        self.writer
            .by_statement(move |connection| {
                Box::pin(async move { Ok(sqlx::query(statement).execute(connection).await.map(drop)?) })
            })
            .await
    }

    /// Writes, whole or not at all; it is durable when this returns.
    async fn write<T: Send + 'static>(
        &self,
        writing: impl for<'c> Fn(&'c mut Connection) -> Writing<'c, T> + Send + 'static,
    ) -> Result<T, StoreError> {
        self.writer.write(writing).await
    }
}

/// A database for one opener at a time, until what it returns is dropped: SQLite's migrations do not wait for one another, nor does
/// the change to WAL. A file of its own is locked, for SQLite's own locks end where its file is closed. Where files cannot be
/// locked, everybody goes on.
async fn alone(path: &Path) -> Result<Option<File>, StoreError> {
    let mut beside = path.as_os_str().to_owned();
    beside.push("-lock");
    let beside = Path::new(&beside);
    if make_private(beside).is_ok() {
        own_as(beside, path);
    }
    let Ok(file) = File::open(beside) else { return Ok(None) };
    let lock = async {
        loop {
            match file.try_lock() {
                Ok(()) => return true,
                Err(TryLockError::WouldBlock) => tokio::time::sleep(Duration::from_millis(20)).await,
                Err(TryLockError::Error(_)) => return false,
            }
        }
    };
    match tokio::time::timeout(OTHERS_OPEN_WITHIN, lock).await {
        Ok(is_locked) => Ok(is_locked.then_some(file)),
        Err(_) => Err(unavailable("another has been opening it for a minute")),
    }
}

/// What root makes beside somebody's database is theirs, as what SQLite puts there is.
fn own_as(file: &Path, database: &Path) {
    #[cfg(unix)]
    if let Ok(owner) = std::fs::metadata(database) {
        use std::os::unix::fs::{MetadataExt, chown};
        let _ = chown(file, Some(owner.uid()), Some(owner.gid()));
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
    use lutine_booking::Store as _;

    use super::*;

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

    /// Several servers may be started at once, and with them whoever adds merchants.
    #[tokio::test]
    async fn a_new_database_is_made_once() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new.db");
        let opened = futures_util::future::join_all((0..8).map(|_| SqliteStore::open(&path))).await;
        for store in opened {
            store.unwrap().close().await;
        }
    }

    #[tokio::test]
    async fn an_earlier_version_stays_where_it_is_to() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("earlier.db");
        let open = async |versions| SqliteStore::open_with(&path, versions).await;
        open(Versions::Keep).await.expect("a new one").close().await;
        let options = SqliteConnectOptions::new().filename(&path);
        let mut connection = Connection::connect_with(&options).await.unwrap();
        let earlier =
            "DELETE FROM _sqlx_migrations WHERE version = (SELECT MAX(version) FROM _sqlx_migrations)";
        sqlx::query(earlier).execute(&mut connection).await.unwrap();
        let refused = open(Versions::Keep).await.unwrap_err().to_string();
        assert!(refused.contains("of an earlier version"), "{refused}");
    }

    #[tokio::test]
    async fn whoever_asks_whether_it_can_write_has_it_write() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("full.db");
        let store = SqliteStore::open(&path).await.unwrap();
        let wal = || std::fs::metadata(folder.path().join("full.db-wal")).unwrap().len();
        let mut before = wal();
        for _ in 0..2 {
            store.can_write().await.unwrap();
            assert!(wal() > before, "it goes to the disk each time");
            before = wal();
        }
    }

    #[test]
    fn old_versions_are_refused() {
        assert!(is_safe("3.51.3") && is_safe("3.52.0") && is_safe("4.0.0"));
        assert!(!is_safe("3.51.2") && !is_safe("3.9.9") && !is_safe("") && !is_safe("x.y.z"));
    }
}
