//! What the databases do at all: plain inserts of rows as large as bookings, as durable as bookings.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use axum::body::Bytes;
use lutine_booking::Booking;
use sqlx::Connection;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqliteSynchronous};
use tokio::sync::{mpsc, oneshot};

use crate::load::{Figures, figures};

const TABLE: &str =
    "CREATE TABLE rows (id TEXT NOT NULL PRIMARY KEY, merchant TEXT NOT NULL, row TEXT NOT NULL)";

/// What is kept of a booking, as one text.
pub(crate) fn row(booking: &Booking) -> String {
    let parts = [
        booking.offer.to_string(),
        serde_json::to_string(&booking.policyholder).expect("JSON"),
        serde_json::to_string(&booking.consent).expect("JSON"),
        booking.quote_id.clone(),
        booking.order.id.clone(),
    ];
    parts.concat()
}

/// An empty table in a file of its own.
async fn empty(folder: &Path) -> SqliteConnection {
    let options = SqliteConnectOptions::new()
        .filename(folder.join("raw.db"))
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full);
    let mut connection = SqliteConnection::connect_with(&options).await.expect("SQLite");
    sqlx::query(TABLE).execute(&mut connection).await.expect("a table");
    connection
}

async fn insert(connection: &mut SqliteConnection, number: usize, row: &str) {
    sqlx::query("INSERT INTO rows (id, merchant, row) VALUES ($1, $2, $3)")
        .bind(format!("booking_{number:032}"))
        .bind("demo")
        .bind(row)
        .execute(connection)
        .await
        .expect("a row");
}

/// A text to be kept, and who is told when it is durable.
pub(crate) type Kept = (Bytes, oneshot::Sender<()>);

/// Keeps each text as one row and nothing else; all that wait when the disk is free share a commit.
pub(crate) async fn keeper(folder: &Path) -> mpsc::Sender<Kept> {
    let mut connection = empty(folder).await;
    let (sender, mut receiver) = mpsc::channel::<Kept>(256);
    tokio::spawn(async move {
        let (mut waiting, mut number) = (Vec::new(), 0);
        while receiver.recv_many(&mut waiting, 256).await > 0 {
            let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await.expect("a transaction");
            for (text, _) in &waiting {
                let text = std::str::from_utf8(text).expect("a text");
                insert(&mut transaction, number, text).await;
                number += 1;
            }
            transaction.commit().await.expect("a commit");
            waiting.drain(..).for_each(|(_, told)| told.send(()).expect("whoever waits"));
        }
    });
    sender
}

/// Batches of so many rows to a commit.
pub(crate) async fn sqlite(folder: &Path, row: &str, rows: usize, batch: usize) -> Figures {
    let mut connection = empty(folder).await;
    let (mut times, begun) = (Vec::with_capacity(rows), Instant::now());
    for first in (0..rows).step_by(batch) {
        let start = Instant::now();
        let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await.expect("a transaction");
        for number in first..(first + batch).min(rows) {
            insert(&mut transaction, number, row).await;
        }
        transaction.commit().await.expect("a commit");
        times.extend(std::iter::repeat_n(start.elapsed(), batch.min(rows - first)));
    }
    figures(times, begun.elapsed(), Vec::new())
}

/// Makes the table that pgbench inserts into.
pub(crate) fn pgbench_table(programs: &Path, url: &str) {
    let psql = Command::new(programs.join("psql")).args([url, "-qc", TABLE]).status();
    assert!(psql.is_ok_and(|status| status.success()), "psql makes no table");
}

/// What pgbench says of single rows, each a commit of its own, from so many clients.
pub(crate) fn pgbench(programs: &Path, url: &str, row: &str, clients: usize, seconds: u32) -> Figures {
    let script = tempfile::NamedTempFile::new().expect("a file");
    let insert = format!(
        "\\set id random(1, 9000000000000000)\nINSERT INTO rows (id, merchant, row) VALUES ('booking_' || :id, 'demo', '{}');\n",
        row.replace('\'', "''")
    );
    std::fs::write(script.path(), insert).expect("a script");
    let done = Command::new(programs.join("pgbench"))
        .args(["-n", "-M", "prepared", "-c", &clients.to_string(), "-j", "2", "-T", &seconds.to_string()])
        .arg("-f")
        .arg(script.path())
        .arg(url)
        .output()
        .expect("pgbench");
    let text = String::from_utf8_lossy(&done.stdout);
    let number = |before: &str| -> f64 {
        let after = text.split(before).nth(1).and_then(|rest| rest.split_whitespace().next());
        after.and_then(|number| number.parse().ok()).unwrap_or_else(|| panic!("pgbench said: {text}"))
    };
    let mean = Duration::from_secs_f64(number("latency average = ") / 1e3);
    // It tells the mean alone.
    Figures { per_second: number("tps = "), p50: mean, p99: Duration::ZERO, bodies: Vec::new() }
}
