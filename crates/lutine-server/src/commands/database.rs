//! Which database a command works on.

use std::sync::Arc;

use lutine_booking::{Store, StoreError};
use lutine_store::{PostgresStore, SqliteStore};

#[derive(clap::Args)]
pub(crate) struct DatabaseOption {
    /// The SQLite file, or `postgres://…`: as `lutine serve` has it
    #[arg(long, default_value = "lutine.db", env = "DATABASE_URL", hide_env_values = true, global = true)]
    database: String,
}

impl DatabaseOption {
    pub(crate) async fn open(&self) -> Result<Arc<dyn Store>, StoreError> {
        if self.database.starts_with("postgres://") || self.database.starts_with("postgresql://") {
            return Ok(Arc::new(PostgresStore::connect(&self.database).await?));
        }
        let file = self.database.strip_prefix("sqlite:").unwrap_or(&self.database);
        Ok(Arc::new(SqliteStore::open(file.as_ref()).await?))
    }
}
