//! Many rows at once, from a file or a stream of any size, in constant memory and on all cores.
//!
//! `split` cuts the input into chunks of whole records, `pipeline` lets workers answer them and writes the answers in
//! the input's order. What a row means is the `Rows`' business. `output`, `interrupt` and `progress` are for the
//! command line: a file that is whole or untouched, Ctrl-C, and a bar.

mod error;
mod interrupt;
mod output;
mod pipeline;
mod progress;
pub mod rows;
mod split;

pub use error::BatchError;
pub use interrupt::{Signals, until_interrupted};
pub use output::{Output, Unfinished};
pub use pipeline::run;
pub use progress::{Bar, summary};
pub use split::{Chunk, LONGEST_RECORD, Splitter};
pub(crate) use split::{line_ends, stray_quote};

/// How rows are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// Comma-separated values with a header row; fields in double quotes may span lines.
    Csv,
    /// One JSON object a line.
    Ndjson,
}

impl Format {
    /// The format that a file's ending stands for; `None` for endings that stand for neither.
    #[must_use]
    pub fn of(path: &std::path::Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "csv" => Some(Self::Csv),
            "ndjson" | "jsonl" => Some(Self::Ndjson),
            _ => None,
        }
    }
}

/// Answers rows. One for a run; the workers share it.
pub trait Rows: Send + Sync {
    /// What answers on one thread, with that thread's own scratch memory.
    type Worker: RowWorker + Send;

    /// Makes a thread's worker.
    fn worker(&self) -> Self::Worker;

    /// What the output begins with: a CSV file's header row, with its line's end. Nothing where none is given.
    fn header(&self) -> &[u8] {
        &[]
    }
}

/// Answers rows on one thread.
pub trait RowWorker {
    /// `chunk` holds whole records; `first_line` is the number of its first line in the input, from 1. Appends the
    /// answers to `out`, which is empty.
    fn work(&mut self, chunk: &[u8], first_line: u64, out: &mut Vec<u8>) -> Counts;
}

/// What became of some rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// All of them.
    pub rows: u64,
    /// Those with an offer.
    pub offered: u64,
    /// Those that no programme takes.
    pub declined: u64,
    /// Those that could not be read.
    pub invalid: u64,
}

impl Counts {
    /// Counts `other` in.
    pub fn add(&mut self, other: Self) {
        self.rows += other.rows;
        self.offered += other.offered;
        self.declined += other.declined;
        self.invalid += other.invalid;
    }
}
