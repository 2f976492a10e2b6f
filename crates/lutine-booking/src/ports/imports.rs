//! Imports, as they are kept. Each row says for itself what became of it, so that a crash anywhere loses none.

use async_trait::async_trait;
use time::OffsetDateTime;

use super::StoreError;
use crate::event::Event;
use crate::import::{Import, ImportRow, NewImport, ReportRow, RowEnd, Tally};

/// Keeps imports.
#[async_trait]
pub trait Imports: Send + Sync {
    /// Keeps an import with all its rows in one transaction; or says what its key was used for.
    async fn keep_import(&self, new: &NewImport) -> Result<Kept, StoreError>;

    /// One import of a merchant.
    async fn import(&self, merchant: &str, id: &str) -> Result<Option<(Import, Tally)>, StoreError>;

    /// A merchant's imports, the latest first.
    async fn imports(&self, merchant: &str, page: &ImportPage) -> Result<Vec<(Import, Tally)>, StoreError>;

    /// Rows of an import in their order, with what they became.
    async fn rows(&self, import: &str, page: &RowPage) -> Result<Vec<ReportRow>, StoreError>;

    /// Takes some rows that wait. What was taken is in hand until later, and nobody else takes it before.
    async fn take_rows(&self, hand: Hand) -> Result<Vec<(Import, ImportRow)>, StoreError>;

    /// Records what became of a row. The first end counts.
    async fn end_row(&self, import: &str, line: u64, end: &RowEnd) -> Result<(), StoreError>;

    /// Some imports that run although every row has its end.
    async fn finished_imports(&self) -> Result<Vec<(Import, Tally)>, StoreError>;

    /// Records that an import has come to its end, once.
    async fn finish_import(&self, finished: &Finished) -> Result<(), StoreError>;
}

/// Whose rows are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hand {
    /// Those that nobody has taken since this time.
    pub before: OffsetDateTime,
    /// When they are taken.
    pub now: OffsetDateTime,
    /// At most so many.
    pub limit: u32,
}

/// What became of an import that was to be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kept {
    /// It is kept now.
    Now,
    /// It was kept before, under the same key: this.
    Before(Box<Import>, Tally),
    /// The key came with something else.
    KeyReused,
}

/// A part of the list of imports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportPage {
    /// At most so many.
    pub limit: u32,
    /// Those after this id, in the list's order.
    pub after: Option<String>,
}

/// A part of an import's rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowPage {
    /// At most so many.
    pub limit: u32,
    /// Those after this line.
    pub after: u64,
    /// Which.
    pub of: Rows,
}

/// Which rows of an import.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rows {
    /// All of them.
    All,
    /// Those that were refused or failed.
    Bad,
}

/// An import that has come to its end.
#[derive(Clone, Debug, PartialEq)]
pub struct Finished {
    /// Which.
    pub import: String,
    /// When.
    pub at: OffsetDateTime,
    /// What is told of it.
    pub event: Event,
}
