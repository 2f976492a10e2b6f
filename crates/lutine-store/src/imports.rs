//! Imports and their rows between the database and what the use cases know.

use lutine_booking::{Import, ImportRow, ImportState, RowEnd, StoreError, Tally};
use sqlx::{ColumnIndex, Decode, Row, Type};

use crate::rows::{Reader, unreadable};

/// A number of rows, or of a line, as it is kept.
pub(crate) fn kept(count: u64) -> Result<i64, StoreError> {
    i64::try_from(count).map_err(unreadable)
}

/// What became of a row, as it is kept: its state, the booking, and the reasons.
pub(crate) fn end_columns(end: Option<&RowEnd>) -> (&'static str, Option<&str>, &str) {
    match end {
        None => ("waiting", None, ""),
        Some(RowEnd::Booked { booking }) => ("booked", Some(booking), ""),
        Some(RowEnd::Refused { booking, reasons }) => ("refused", booking.as_deref(), reasons),
        Some(RowEnd::Failed { reasons }) => ("failed", None, reasons),
    }
}

impl<'r, R: Row> Reader<'r, R>
where
    &'static str: ColumnIndex<R>,
    String: Decode<'r, R::Database> + Type<R::Database>,
    i64: Decode<'r, R::Database> + Type<R::Database>,
    Option<i64>: Decode<'r, R::Database> + Type<R::Database>,
    Option<String>: Decode<'r, R::Database> + Type<R::Database>,
{
    fn count(&self, column: &'static str) -> Result<u64, StoreError> {
        u64::try_from(self.number(column)?).map_err(unreadable)
    }

    pub(crate) fn import(&self) -> Result<Import, StoreError> {
        Ok(Import {
            id: self.text("id")?,
            merchant: self.text("merchant")?,
            programme: self.text_if_any("programme")?,
            created_at: self.time("created_at")?,
            state: match self.time_if_any("completed_at")? {
                Some(at) => ImportState::Completed { at },
                None => ImportState::Running,
            },
        })
    }

    pub(crate) fn import_with_tally(&self) -> Result<(Import, Tally), StoreError> {
        let tally = Tally {
            rows: self.count("row_count")?,
            booked: self.count("booked")?,
            refused: self.count("refused")?,
            failed: self.count("failed")?,
        };
        Ok((self.import()?, tally))
    }

    pub(crate) fn import_row(&self) -> Result<ImportRow, StoreError> {
        let (booking, reasons) = (self.text_if_any("booking")?, self.text("reasons")?);
        let end = match self.text("state")?.as_str() {
            "waiting" => None,
            "booked" => {
                let booking = booking.ok_or_else(|| unreadable("a booked row without a booking"))?;
                Some(RowEnd::Booked { booking })
            }
            "refused" => Some(RowEnd::Refused { booking, reasons }),
            "failed" => Some(RowEnd::Failed { reasons }),
            other => return Err(unreadable(format!("`{other}` is no state of a row"))),
        };
        let cells = serde_json::from_str(&self.text("cells")?).map_err(unreadable)?;
        Ok(ImportRow { line: self.count("line")?, cells, end })
    }
}
