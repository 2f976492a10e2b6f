//! The statements, one file a subject: portable SQL, compiled once for each database with its own `Connection` and `Row`.
//!
//! A list's end is a number in the text where it is always the same (the rest is for the next round): SQLite compiles a statement
//! anew each time that its LIMIT is bound.
//!
//! Each file holds a part of the Store port and what it needs. What writes says whether that is to be kept; what reads takes
//! any connection.

mod attempts;
mod begin;
mod bookings;
mod claim_moves;
mod claims;
mod events;
mod imports;
mod list;
mod merchants;
mod moves;
mod new_quotes;
mod quotes;
mod settings;
mod shared;
mod tokens;
pub(super) mod versions;
mod webhooks;

use super::{Connection, Database, Db, Row, Writer};
pub(super) use shared::Shared;

/// Calls a function that writes, with owned copies of what it is given, as often as it must be done anew.
macro_rules! write {
    ($store:expr, $function:path, $($given:ident),+) => {{
        $(let $given = $given.to_owned();)+
        let given = std::sync::Arc::new(($($given,)+));
        $store
            .write(move |connection| {
                let given = std::sync::Arc::clone(&given);
                Box::pin(async move {
                    let ($($given,)+) = &*given;
                    $function(connection, $($given),+).await
                })
            })
            .await
    }};
}
use write;

/// Reads on a connection of its own. One that does not answer in time is given up.
macro_rules! read {
    ($store:expr, |$connection:ident| $reading:expr) => {{
        let mut reader = $store.reader().await?;
        let $connection = &mut *reader;
        match crate::failure::in_time($reading).await {
            Ok(read) => {
                reader.answered();
                read.map_err(crate::failure::Failure::from)
            }
            Err(late) => Err(late),
        }
    }};
}
use read;
