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

/// For either database; a migration, once shipped, is never edited.
static MIGRATIONS: Migrator = sqlx::migrate!("./migrations");
