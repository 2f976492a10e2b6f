//! Imports and their rows.

use std::collections::HashMap;

use async_trait::async_trait;
use lutine_booking::{
    Booking, Finished, Hand, Import, ImportPage, ImportRow, Imports, Kept, NewImport, ReportRow, RowEnd,
    RowPage, Rows, StoreError, Tally,
};

use super::list::List;
use super::{Connection, Database, Db, events, read, write};
use crate::failure::{Failure, Written};
use crate::imports::{end_columns, kept};
use crate::rows::{Reader, millis, unreadable};

/// How many rows one statement writes: what is bound to one is limited.
const AT_ONCE: usize = 500;

/// Imports, and how many of the rows of each have come to what.
macro_rules! with_tally {
    ($which:literal) => {
        concat!(
            "SELECT imports.*,
               (SELECT COUNT(*) FROM import_rows WHERE import_id = imports.id AND state = 'booked') AS booked,
               (SELECT COUNT(*) FROM import_rows WHERE import_id = imports.id AND state = 'refused') AS refused,
               (SELECT COUNT(*) FROM import_rows WHERE import_id = imports.id AND state = 'failed') AS failed
             FROM imports ",
            $which
        )
    };
}

#[async_trait]
impl Imports for Database {
    async fn keep_import(&self, new: &NewImport) -> Result<Kept, StoreError> {
        write!(self, keep, new)
    }

    async fn import(&self, merchant: &str, id: &str) -> Result<Option<(Import, Tally)>, StoreError> {
        let row = read!(self, |connection| sqlx::query(with_tally!("WHERE merchant = $1 AND id = $2"))
            .bind(merchant)
            .bind(id)
            .fetch_optional(connection))?;
        row.map(|row| Reader(&row).import_with_tally()).transpose()
    }

    async fn imports(&self, merchant: &str, page: &ImportPage) -> Result<Vec<(Import, Tally)>, StoreError> {
        let list = List::of(with_tally!(""), merchant).only("id < ?", page.after.clone());
        let rows = read!(self, |connection| list.greatest("id", page.limit, connection))?;
        rows.iter().map(|row| Reader(row).import_with_tally()).collect()
    }

    async fn rows(&self, import: &str, page: &RowPage) -> Result<Vec<ReportRow>, StoreError> {
        Ok(read!(self, |connection| report(connection, import, page))?)
    }

    async fn take_rows(&self, hand: Hand) -> Result<Vec<(Import, ImportRow)>, StoreError> {
        write!(self, take, hand)
    }

    async fn end_row(&self, import: &str, line: u64, end: &RowEnd) -> Result<(), StoreError> {
        write!(self, end_row, import, line, end)
    }

    async fn finished_imports(&self) -> Result<Vec<(Import, Tally)>, StoreError> {
        let rows = read!(self, |connection| sqlx::query(with_tally!(
            "WHERE imports.state = 'running' AND NOT EXISTS (
               SELECT 1 FROM import_rows WHERE import_id = imports.id AND import_rows.state = 'waiting')
             ORDER BY id LIMIT 100"
        ))
        .fetch_all(connection))?;
        rows.iter().map(|row| Reader(row).import_with_tally()).collect()
    }

    async fn finish_import(&self, finished: &Finished) -> Result<(), StoreError> {
        write!(self, finish, finished)
    }
}

async fn keep(connection: &mut Connection, new: &NewImport) -> Result<Written<Kept>, Failure> {
    let import = &new.import;
    let inserted = sqlx::query(
        "INSERT INTO imports (id, merchant, programme, row_count, state, created_at, idempotency_key, fingerprint)
         VALUES ($1, $2, $3, $4, 'running', $5, $6, $7) ON CONFLICT DO NOTHING",
    )
    .bind(&import.id)
    .bind(&import.merchant)
    .bind(&import.programme)
    .bind(kept(new.rows.len() as u64)?)
    .bind(millis(import.created_at))
    .bind(&new.idempotency.key)
    .bind(&new.idempotency.fingerprint)
    .execute(&mut *connection)
    .await?;
    if inserted.rows_affected() == 0 {
        return before(connection, new).await.map(Written::Nothing);
    }
    for rows in new.rows.chunks(AT_ONCE) {
        insert(connection, &import.id, rows).await?;
    }
    Ok(Written::Keep(Kept::Now))
}

/// What the key was used for.
async fn before(connection: &mut Connection, new: &NewImport) -> Result<Kept, Failure> {
    let row = sqlx::query(with_tally!("WHERE merchant = $1 AND idempotency_key = $2"))
        .bind(&new.import.merchant)
        .bind(&new.idempotency.key)
        .fetch_one(connection)
        .await?;
    let row = Reader(&row);
    if row.text("fingerprint")? != new.idempotency.fingerprint {
        return Ok(Kept::KeyReused);
    }
    let (import, tally) = row.import_with_tally()?;
    Ok(Kept::Before(Box::new(import), tally))
}

async fn insert(connection: &mut Connection, import: &str, rows: &[ImportRow]) -> Result<(), Failure> {
    let mut values = Vec::with_capacity(rows.len());
    for row in rows {
        let cells = serde_json::to_string(&row.cells).map_err(unreadable)?;
        values.push((kept(row.line)?, cells, end_columns(row.end.as_ref())));
    }
    let mut insert = sqlx::QueryBuilder::<Db>::new(
        "INSERT INTO import_rows (import_id, line, cells, state, booking, reasons, taken_at) ",
    );
    insert.push_values(values, |mut row, (line, cells, (state, booking, reasons))| {
        row.push_bind(import)
            .push_bind(line)
            .push_bind(cells)
            .push_bind(state)
            .push_bind(booking)
            .push_bind(reasons)
            .push_bind(0_i64);
    });
    insert.build().execute(connection).await?;
    Ok(())
}

async fn take(
    connection: &mut Connection,
    hand: &Hand,
) -> Result<Written<Vec<(Import, ImportRow)>>, Failure> {
    let rows = sqlx::query(
        "UPDATE import_rows SET taken_at = $2
         WHERE state = 'waiting' AND taken_at <= $1 AND (import_id, line) IN (
           SELECT import_id, line FROM import_rows WHERE state = 'waiting' AND taken_at <= $1
           ORDER BY taken_at, import_id, line LIMIT $3)
         RETURNING *",
    )
    .bind(millis(hand.before))
    .bind(millis(hand.now))
    .bind(i64::from(hand.limit))
    .fetch_all(&mut *connection)
    .await?;
    let mut imports: HashMap<String, Import> = HashMap::new();
    let mut taken = Vec::with_capacity(rows.len());
    for row in &rows {
        let id = Reader(row).text("import_id")?;
        let import = match imports.get(&id) {
            Some(import) => import.clone(),
            None => {
                let found = sqlx::query("SELECT * FROM imports WHERE id = $1").bind(&id);
                let import = Reader(&found.fetch_one(&mut *connection).await?).import()?;
                imports.insert(id, import.clone());
                import
            }
        };
        taken.push((import, Reader(row).import_row()?));
    }
    taken.sort_by(|(one, row), (other, later)| (&one.id, row.line).cmp(&(&other.id, later.line)));
    Ok(if taken.is_empty() { Written::Nothing(taken) } else { Written::Keep(taken) })
}

async fn end_row(
    connection: &mut Connection,
    import: &str,
    line: &u64,
    end: &RowEnd,
) -> Result<Written<()>, Failure> {
    let (state, booking, reasons) = end_columns(Some(end));
    sqlx::query(
        "UPDATE import_rows SET state = $3, booking = $4, reasons = $5
         WHERE import_id = $1 AND line = $2 AND state = 'waiting'",
    )
    .bind(import)
    .bind(kept(*line)?)
    .bind(state)
    .bind(booking)
    .bind(reasons)
    .execute(connection)
    .await?;
    Ok(Written::Keep(()))
}

async fn finish(connection: &mut Connection, finished: &Finished) -> Result<Written<()>, Failure> {
    let ended = sqlx::query(
        "UPDATE imports SET state = 'completed', completed_at = $2
         WHERE id = $1 AND state = 'running'
           AND NOT EXISTS (SELECT 1 FROM import_rows WHERE import_id = $1 AND state = 'waiting')",
    )
    .bind(&finished.import)
    .bind(millis(finished.at))
    .execute(&mut *connection)
    .await?;
    if ended.rows_affected() == 0 {
        return Ok(Written::Nothing(()));
    }
    events::record(connection, &finished.event).await?;
    Ok(Written::Keep(()))
}

async fn report(
    connection: &mut Connection,
    import: &str,
    page: &RowPage,
) -> Result<Vec<ReportRow>, Failure> {
    let from = match page.of {
        Rows::All => "SELECT * FROM import_rows WHERE import_id = $1 AND line > $2 ORDER BY line LIMIT $3",
        Rows::Bad => {
            "SELECT * FROM import_rows WHERE import_id = $1 AND line > $2 AND state IN ('refused', 'failed')
             ORDER BY line LIMIT $3"
        }
    };
    let rows = sqlx::query(from)
        .bind(import)
        .bind(kept(page.after)?)
        .bind(i64::from(page.limit))
        .fetch_all(&mut *connection)
        .await?;
    let rows: Vec<ImportRow> = rows.iter().map(|row| Reader(row).import_row()).collect::<Result<_, _>>()?;
    let mut by_id = bookings_of(connection, &rows).await?;
    let reported =
        |row: ImportRow| ReportRow { booking: booking_of(&row).and_then(|id| by_id.remove(id)), row };
    Ok(rows.into_iter().map(reported).collect())
}

/// The bookings of these rows alone: between two bad ones there may be thousands.
async fn bookings_of(
    connection: &mut Connection,
    rows: &[ImportRow],
) -> Result<HashMap<String, Booking>, Failure> {
    let mut by_id = HashMap::new();
    let ids: Vec<&str> = rows.iter().filter_map(booking_of).collect();
    for some in ids.chunks(AT_ONCE) {
        let mut select = sqlx::QueryBuilder::<Db>::new("SELECT * FROM bookings WHERE id IN (");
        let mut list = select.separated(", ");
        for id in some {
            list.push_bind((*id).to_owned());
        }
        for row in select.push(")").build().fetch_all(&mut *connection).await? {
            let booking = Reader(&row).booking()?;
            by_id.insert(booking.id.clone(), booking);
        }
    }
    Ok(by_id)
}

fn booking_of(row: &ImportRow) -> Option<&str> {
    match &row.end {
        Some(RowEnd::Booked { booking } | RowEnd::Refused { booking: Some(booking), .. }) => Some(booking),
        _ => None,
    }
}
