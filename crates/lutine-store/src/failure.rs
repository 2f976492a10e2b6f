//! What can go wrong between a statement and its answer.

use std::time::Duration;

use futures_util::future::BoxFuture;
use lutine_booking::StoreError;
use sqlx::error::{DatabaseError, ErrorKind};
use tokio::time::timeout;

/// How long a database may take: less than who asks for it is made to wait. One whose host is gone says nothing for ever.
const ANSWER_WITHIN: Duration = Duration::from_secs(20);

/// What a database answers in time.
///
/// # Errors
/// Where it does not: then its connection is of no use any more.
pub(crate) async fn in_time<T>(asked: impl Future<Output = T>) -> Result<T, Failure> {
    let late = |_| unavailable("the database has not answered").into();
    timeout(ANSWER_WITHIN, asked).await.map_err(late)
}

/// Why a statement was not done.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The database said no, or nothing.
    Sql(sqlx::Error),
    /// What was asked for, or what was found, is not what it should be.
    Store(StoreError),
}

/// What a piece of writing comes to.
pub(crate) enum Written<T> {
    /// It is to be kept.
    Keep(T),
    /// Nothing was written.
    Nothing(T),
    /// Something is in the way, and what was written until then is to be undone.
    Undo(T),
}

/// A piece of writing under way on a connection.
pub(crate) type Writing<'c, T> = BoxFuture<'c, Result<Written<T>, Failure>>;

impl Failure {
    /// Whether two transactions were in each other's way, so that one of them is to be done again.
    pub(crate) fn is_conflict(&self) -> bool {
        let Self::Sql(error) = self else { return false };
        let code = error.as_database_error().and_then(DatabaseError::code);
        // serialization_failure, deadlock_detected
        matches!(code.as_deref(), Some("40001" | "40P01"))
    }

    /// Whether it is about one row of many: a rule of the table stands against it, the database cannot take it, or another has
    /// locked what it needs for too long.
    pub(crate) fn is_of_a_row(&self) -> bool {
        let Self::Sql(error) = self else { return false };
        let Some(error) = error.as_database_error() else { return false };
        let code = error.code().unwrap_or_default();
        // data_exception and its like; lock_not_available
        !matches!(error.kind(), ErrorKind::Other) || code.starts_with("22") || code == "55P03"
    }

    /// Whether something is referred to that is not there, or is to go and is referred to.
    pub(crate) fn is_foreign_key(&self) -> bool {
        let Self::Sql(error) = self else { return false };
        error.as_database_error().is_some_and(DatabaseError::is_foreign_key_violation)
    }
}

impl From<sqlx::Error> for Failure {
    fn from(error: sqlx::Error) -> Self {
        Self::Sql(error)
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<Failure> for StoreError {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Sql(error) => unavailable(error),
            Failure::Store(error) => error,
        }
    }
}

pub(crate) fn unavailable(error: impl std::fmt::Display) -> StoreError {
    StoreError::Unavailable(error.to_string())
}
