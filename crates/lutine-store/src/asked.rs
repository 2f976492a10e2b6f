//! A connection while it is being asked something.

use std::ops::{Deref, DerefMut};

use sqlx::Database;
use sqlx::pool::PoolConnection;

/// Goes back to the others once it has answered. Otherwise it is closed, whether it took too long or nobody waited any more: the
/// pool would first ask it whether it is alive, and keep its place for as long as it does not say.
pub(crate) struct Asked<D: Database> {
    connection: PoolConnection<D>,
    has_answered: bool,
}

impl<D: Database> Asked<D> {
    pub(crate) const fn of(connection: PoolConnection<D>) -> Self {
        Self { connection, has_answered: false }
    }

    pub(crate) fn answered(mut self) {
        self.has_answered = true;
    }
}

impl<D: Database> Deref for Asked<D> {
    type Target = D::Connection;

    fn deref(&self) -> &Self::Target {
        &self.connection
    }
}

impl<D: Database> DerefMut for Asked<D> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.connection
    }
}

impl<D: Database> Drop for Asked<D> {
    fn drop(&mut self) {
        if !self.has_answered {
            self.connection.close_on_drop();
        }
    }
}
