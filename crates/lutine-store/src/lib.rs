//! Where quotes and bookings are kept: SQLite inside the process, behind the port that other databases will share.
//!
//! The SQL is portable: money in minor units, times in milliseconds since 1970, ids made by the application.

mod rows;
mod sqlite;

pub use sqlite::SqliteStore;
