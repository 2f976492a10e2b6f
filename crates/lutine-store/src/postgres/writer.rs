//! Transactions and single statements, done anew where another was in the way.

use std::time::Duration;

use futures_util::future::BoxFuture;
use lutine_booking::StoreError;
use sqlx::{Connection as _, PgConnection, PgPool};

use crate::asked::Asked;
use crate::failure::{Failure, Writing, Written, in_time, unavailable};
use crate::outbox::Outbox;

/// How often a transaction is done anew that another was in the way of, and how long it waits longer each time.
const TRIES: u32 = 10;
const WAIT_LONGER: Duration = Duration::from_millis(5);

/// Writes on connections of the pool.
#[derive(Clone, Debug)]
pub(super) struct Writer {
    pub(super) pool: PgPool,
    pub(super) outbox: Outbox,
}

impl Writer {
    /// Writes, whole or not at all; it is durable when this returns.
    pub(super) async fn write<T: Send + 'static>(
        &self,
        writing: impl for<'c> Fn(&'c mut PgConnection) -> Writing<'c, T> + Send + 'static,
    ) -> Result<T, StoreError> {
        let mut tries = Tries(0);
        loop {
            let done = self.outbox.watch(self.transaction(&writing)).await;
            if !tries.again(done.as_ref().err()).await {
                return Ok(done?);
            }
        }
    }

    /// Writes statements that may each be by itself: without a transaction around them it is one word to the database and one
    /// back. Each is durable when this returns.
    pub(super) async fn by_statement<T: Send + 'static>(
        &self,
        writing: impl for<'c> Fn(&'c mut PgConnection) -> BoxFuture<'c, Result<T, Failure>> + Send + 'static,
    ) -> Result<T, StoreError> {
        let mut tries = Tries(0);
        loop {
            let mut connection = Asked::of(self.pool.acquire().await.map_err(unavailable)?);
            let done = in_time(writing(&mut connection)).await?;
            connection.answered();
            if !tries.again(done.as_ref().err()).await {
                return Ok(done?);
            }
        }
    }

    async fn transaction<T: Send>(
        &self,
        writing: &(impl for<'c> Fn(&'c mut PgConnection) -> Writing<'c, T> + Send),
    ) -> Result<T, Failure> {
        let mut connection = Asked::of(self.pool.acquire().await?);
        let done = in_time(transaction(&mut connection, writing)).await?;
        connection.answered();
        done
    }
}

async fn transaction<T: Send>(
    connection: &mut PgConnection,
    writing: &(impl for<'c> Fn(&'c mut PgConnection) -> Writing<'c, T> + Send),
) -> Result<T, Failure> {
    let mut transaction = connection.begin().await?;
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

/// How often something was done that others were in the way of.
struct Tries(u32);

impl Tries {
    /// Whether it is to be done again; if so, others have had the time to end.
    async fn again(&mut self, failure: Option<&Failure>) -> bool {
        self.0 += 1;
        let again = self.0 < TRIES && failure.is_some_and(Failure::is_conflict);
        if again {
            tokio::time::sleep(WAIT_LONGER * self.0).await;
        }
        again
    }
}
