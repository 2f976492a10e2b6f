//! The version of the tables.

use lutine_booking::StoreError;
use sqlx::error::DatabaseError;

use super::Connection;
use crate::failure::unavailable;
use crate::{MIGRATIONS, Versions};

/// Brings a database up to this version, or leaves it be.
pub(crate) async fn settle(connection: &mut Connection, versions: Versions) -> Result<(), StoreError> {
    if versions == Versions::Keep {
        let count = sqlx::query_scalar::<_, i64>("SELECT COUNT(*) FROM _sqlx_migrations");
        let made = match count.fetch_one(&mut *connection).await {
            // There is nothing in it yet, and nobody is using it.
            Err(sqlx::Error::Database(error)) if is_no_table(&*error) => 0,
            made => made.map_err(unavailable)?,
        };
        if made > 0 && usize::try_from(made).is_ok_and(|made| made < MIGRATIONS.iter().count()) {
            return Err(StoreError::Unavailable(
                "it is of an earlier version, which `lutine serve` brings up to this one".to_owned(),
            ));
        }
    }
    MIGRATIONS.run(connection).await.map_err(unavailable)
}

/// In the words of SQLite, or by the code of PostgreSQL.
fn is_no_table(error: &dyn DatabaseError) -> bool {
    error.message().starts_with("no such table") || error.code().is_some_and(|code| code == "42P01")
}
