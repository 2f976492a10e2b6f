//! PostgreSQL, for shops that outgrow one machine: any number of servers on one database behave as one.
//!
//! Transactions are READ COMMITTED. What two of them could both do is decided by a unique index, or by a statement that
//! names what it leaves; what the database itself breaks off is done again.

#[path = "sql/mod.rs"]
#[expect(clippy::duplicate_mod, reason = "one text of statements, compiled for each database")]
mod sql;
mod writer;

use std::time::Duration;

use lutine_booking::StoreError;
use sqlx::Connection as _;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};

use crate::Versions;
use crate::asked::Asked;
use crate::failure::{Failure, Writing, unavailable};
use crate::outbox::Outbox;
use sql::Shared;
use writer::Writer;

/// What `sql` is compiled for here.
use self::PostgresStore as Database;
use sqlx::PgConnection as Connection;
use sqlx::Postgres as Db;
use sqlx::postgres::PgRow as Row;

const CONNECTIONS: u32 = 16;
const CONNECT_WITHIN: Duration = Duration::from_secs(5);
const SURELY_ALIVE: Duration = Duration::from_secs(1);
/// How long the database waits for what another has locked, and how long for a server that is gone in the middle of a
/// transaction.
const LIMITS: &str = "SET lock_timeout = '3s'; SET idle_in_transaction_session_timeout = '30s'";
/// So many commits of what comes together are on their way to the disk at once.
const AT_ONCE: usize = 4;

/// A PostgreSQL database.
#[derive(Clone, Debug)]
pub struct PostgresStore {
    writer: Writer,
    outbox: Outbox,
    shared: Shared,
}

impl PostgresStore {
    /// Connects to `postgres://user:password@host:port/database`, and brings it up to this version.
    ///
    /// # Errors
    /// Where it cannot be reached, or was written by a later version. The address is in no error: it may hold a password.
    pub async fn connect(url: &str) -> Result<Self, StoreError> {
        Self::connect_with(url, Versions::Bring).await
    }

    /// The same, with a word on a database of an earlier version.
    ///
    /// # Errors
    /// As [`PostgresStore::connect`], and where it is of an earlier version and to stay so.
    pub async fn connect_with(url: &str, versions: Versions) -> Result<Self, StoreError> {
        let options: PgConnectOptions = url.parse().map_err(unavailable)?;
        let options = options.application_name("lutine");
        // By itself, for it may wait longer for others than anything else.
        let connecting = tokio::time::timeout(CONNECT_WITHIN, Connection::connect_with(&options));
        let mut connection = connecting.await.map_err(unavailable)?.map_err(unavailable)?;
        sql::versions::settle(&mut connection, versions).await?;
        connection.close().await.map_err(unavailable)?;
        let pool = PgPoolOptions::new()
            .max_connections(CONNECTIONS)
            .acquire_timeout(CONNECT_WITHIN)
            // Whether a connection is alive is asked after a pause, not each time.
            .test_before_acquire(false)
            .before_acquire(|connection, known| {
                Box::pin(async move {
                    if known.idle_for > SURELY_ALIVE {
                        connection.ping().await?;
                    }
                    Ok(true)
                })
            })
            .after_connect(|connection, _| {
                Box::pin(async move { sqlx::raw_sql(LIMITS).execute(connection).await.map(drop) })
            })
            .connect_with(options)
            .await
            .map_err(unavailable)?;
        let outbox = Outbox::default();
        let writer = Writer { pool, outbox: outbox.clone() };
        Ok(Self { shared: Shared::start(&writer, AT_ONCE), writer, outbox })
    }

    /// Ends once what the database is doing is done.
    pub async fn close(&self) {
        self.writer.pool.close().await;
    }

    async fn reader(&self) -> Result<Asked<sqlx::Postgres>, Failure> {
        Ok(Asked::of(self.writer.pool.acquire().await?))
    }

    /// Asks whether it takes anything: one that has become another's standby, or that its operators have closed, only reads. No
    /// row is written, for all servers would wait for the one that holds it; so a full disk is not noticed here.
    async fn tried(&self) -> Result<(), StoreError> {
        let mut reader = self.reader().await?;
        let asked = sqlx::query_scalar::<_, String>("SHOW transaction_read_only").fetch_one(&mut *reader);
        let only_reads = crate::failure::in_time(asked).await?.map_err(Failure::from)?;
        reader.answered();
        if only_reads == "on" { Err(unavailable("it only reads")) } else { Ok(()) }
    }

    /// Writes, whole or not at all; it is durable when this returns.
    async fn write<T: Send + 'static>(
        &self,
        writing: impl for<'c> Fn(&'c mut Connection) -> Writing<'c, T> + Send + 'static,
    ) -> Result<T, StoreError> {
        self.writer.write(writing).await
    }
}
