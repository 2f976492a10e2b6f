//! The version of the tables.

use lutine_booking::StoreError;

use super::Connection;
use crate::failure::unavailable;
use crate::{MIGRATIONS, Versions};

/// Brings a database up to this version, or leaves it be.
pub(crate) async fn settle(connection: &mut Connection, versions: Versions) -> Result<(), StoreError> {
    if versions == Versions::Keep {
        let count = sqlx::query_scalar::<_, i64>("SELECT COUNT(*) FROM _sqlx_migrations");
        // None in a new one, which nobody is using.
        let made = count.fetch_one(&mut *connection).await.unwrap_or_default();
        if made > 0 && usize::try_from(made).is_ok_and(|made| made < MIGRATIONS.iter().count()) {
            return Err(StoreError::Unavailable(
                "it is of an earlier version, which `lutine serve` brings up to this one".to_owned(),
            ));
        }
    }
    MIGRATIONS.run(connection).await.map_err(unavailable)
}
