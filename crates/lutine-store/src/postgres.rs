//! PostgreSQL, for shops that outgrow one machine: any number of servers on one database behave as one.
//!
//! Transactions are READ COMMITTED. What two of them could both do is decided by a unique index, or by a statement that
//! names what it leaves; what the database itself breaks off is done again.

#[path = "sql/mod.rs"]
#[expect(clippy::duplicate_mod, reason = "one text of statements, compiled for each database")]
mod sql;

use std::time::Duration;

use lutine_booking::StoreError;
use sqlx::PgPool;
use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};

use crate::MIGRATIONS;
use crate::failure::{Failure, Writing, Written, unavailable};
use crate::outbox::Outbox;

/// What `sql` is compiled for here.
use self::PostgresStore as Database;
use sqlx::PgConnection as Connection;
use sqlx::postgres::PgRow as Row;

const CONNECTIONS: u32 = 16;
const CONNECT_WITHIN: Duration = Duration::from_secs(5);
/// How often a transaction is done anew that another was in the way of, and how long it waits longer each time.
const TRIES: u32 = 10;
const WAIT_LONGER: Duration = Duration::from_millis(5);

/// A PostgreSQL database.
#[derive(Clone, Debug)]
pub struct PostgresStore {
    pool: PgPool,
    outbox: Outbox,
}

impl PostgresStore {
    /// Connects to `postgres://user:password@host:port/database`, and brings it up to this version.
    ///
    /// # Errors
    /// Where it cannot be reached, or was written by a later version. The address is in no error: it may hold a password.
    pub async fn connect(url: &str) -> Result<Self, StoreError> {
        let options: PgConnectOptions = url.parse().map_err(unavailable)?;
        let pool = PgPoolOptions::new()
            .max_connections(CONNECTIONS)
            .acquire_timeout(CONNECT_WITHIN)
            .connect_with(options.application_name("lutine"))
            .await
            .map_err(unavailable)?;
        MIGRATIONS.run(&pool).await.map_err(unavailable)?;
        Ok(Self { pool, outbox: Outbox::default() })
    }

    /// Ends once everything that was begun is done.
    pub async fn close(&self) {
        self.pool.close().await;
    }

    async fn reader(&self) -> Result<PoolConnection<sqlx::Postgres>, Failure> {
        Ok(self.pool.acquire().await?)
    }

    /// Writes, whole or not at all; it is durable when this returns.
    async fn write<T: Send + 'static>(
        &self,
        writing: impl for<'c> Fn(&'c mut Connection) -> Writing<'c, T> + Send + 'static,
    ) -> Result<T, StoreError> {
        for tried in 1..=TRIES {
            match self.outbox.watch(self.transaction(&writing)).await {
                Err(failure) if failure.is_conflict() && tried < TRIES => {
                    tokio::time::sleep(WAIT_LONGER * tried).await;
                }
                done => return Ok(done?),
            }
        }
        Err(unavailable("others were always in the way"))
    }

    async fn transaction<T: Send>(
        &self,
        writing: &(impl for<'c> Fn(&'c mut Connection) -> Writing<'c, T> + Send),
    ) -> Result<T, Failure> {
        let mut transaction = self.pool.begin().await?;
        match writing(&mut transaction).await? {
            Written::Keep(done) => {
                transaction.commit().await?;
                Ok(done)
            }
            Written::Nothing(done) | Written::Undo(done) => {
                transaction.rollback().await?;
                Ok(done)
            }
        }
    }
}
