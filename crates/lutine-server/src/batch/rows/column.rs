//! The columns of a row, and where a file has them.

use lutine_core::Column;

use crate::batch::BatchError;
use crate::batch::split::is_open;

/// The columns by name, for messages.
#[must_use]
pub fn columns() -> String {
    Column::ALL.map(|column| format!("`{}`", column.name())).join(", ")
}

/// The cells of a row, as they are written; empty where there is none.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row<'r>([&'r [u8]; Column::ALL.len()]);

impl<'r> Row<'r> {
    pub(super) const EMPTY: Self = Self([b""; Column::ALL.len()]);

    pub(super) const fn get(&self, column: Column) -> &'r [u8] {
        self.0[column as usize]
    }

    pub(super) const fn set(&mut self, column: Column, cell: &'r [u8]) {
        self.0[column as usize] = cell;
    }
}

/// What rows have in common that differ in reference, amount and description alone: the other cells, in whatever pieces they
/// lie, and the length of each, so that no two rows look alike that are not.
#[derive(Clone, Copy, Debug)]
pub(super) struct Alike<'r> {
    pieces: [&'r [u8]; 8],
    count: usize,
    lengths: u64,
}

impl<'r> Alike<'r> {
    pub(super) const NOTHING: Self = Self { pieces: [b""; 8], count: 0, lengths: 0 };

    /// Adds a piece that is some cells, one behind the other.
    #[inline]
    pub(super) const fn piece(&mut self, piece: &'r [u8]) {
        self.pieces[self.count] = piece;
        self.count += 1;
    }

    /// Adds the length of a cell; `None` past what is remembered.
    #[inline]
    pub(super) fn length(&mut self, length: usize) -> Option<()> {
        self.lengths = self.lengths << 8 | u64::from(u8::try_from(length).ok()?);
        Some(())
    }

    #[inline]
    pub(super) fn pieces(&self) -> &[&'r [u8]] {
        &self.pieces[..self.count]
    }

    #[inline]
    pub(super) const fn lengths(&self) -> u64 {
        self.lengths
    }
}

/// Which column stands in which place of a CSV file.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    columns: Vec<Column>,
    /// The stretches of columns that make rows alike, first and last.
    runs: Vec<(usize, usize)>,
}

impl Layout {
    /// Reads a header row.
    pub(super) fn of(header: &[u8]) -> Result<Self, BatchError> {
        let problem = |problem: String| BatchError::Header { problem };
        if header.iter().all(|byte| matches!(byte, b'\r' | b'\n')) {
            return Err(BatchError::Empty);
        }
        if is_open(header) {
            return Err(problem("opens a quotation mark and never closes it".to_owned()));
        }
        let mut columns = Vec::new();
        for name in super::csv::cells(header) {
            let name = String::from_utf8_lossy(&name).trim().to_ascii_lowercase();
            let Some(column) = Column::named(&name) else {
                return Err(problem(format!("names `{name}`, which is no column")));
            };
            if columns.contains(&column) {
                return Err(problem(format!("names `{name}` twice")));
            }
            columns.push(column);
        }
        let missing = Column::REQUIRED.into_iter().find(|column| !columns.contains(column));
        match missing {
            Some(missing) => Err(problem(format!("lacks `{}`", missing.name()))),
            None => Ok(Self { runs: runs(&columns), columns }),
        }
    }

    pub(super) fn columns(&self) -> &[Column] {
        &self.columns
    }

    pub(super) fn runs(&self) -> &[(usize, usize)] {
        &self.runs
    }

    /// The place of a column, where the file has it.
    pub(super) fn place(&self, column: Column) -> Option<usize> {
        self.columns.iter().position(|known| *known == column)
    }
}

fn runs(columns: &[Column]) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for (place, column) in columns.iter().enumerate() {
        if matches!(column, Column::Reference | Column::Amount | Column::Content) {
            continue;
        }
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == place => *last = place,
            _ => runs.push((place, place)),
        }
    }
    runs
}
