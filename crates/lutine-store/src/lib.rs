//! Where everything is kept: SQLite inside the process, or PostgreSQL when one machine is too small. Both behind the
//! Store port, both with the same statements (`sql`), the same migrations, and the same suite to pass.

mod amendments;
mod asked;
mod failure;
mod imports;
mod outbox;
mod postgres;
mod rows;
mod sqlite;
mod together;

pub use postgres::PostgresStore;
pub use sqlite::SqliteStore;

use sqlx::migrate::Migrator;

/// What becomes of a database of an earlier version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Versions {
    /// It is brought up to this one. Servers of the earlier one must be stopped.
    Bring,
    /// It stays what it is, and is not opened; one in which there is nothing yet is.
    Keep,
}

/// For either database; a migration, once shipped, is never edited.
static MIGRATIONS: Migrator = sqlx::migrate!("./migrations");
