//! What a row of a batch means: one parcel a row, answered by its first offer or with every reason.
//!
//! Every row could go the readable path (`readable.rs`): it becomes the same call that `POST /v1/quotes`
//! takes, and the core answers it. Rows that are alike but for their amount share a [`lutine_core::Lane`]
//! instead (`lanes.rs`), in which only whole-number arithmetic is left (`cargo xtask bench` measures both);
//! whatever is not plain goes the readable path again, and a test holds the two to the same answers.

mod amount;
mod answer;
mod column;
mod csv;
mod lanes;
mod ndjson;
mod readable;

use std::sync::Arc;

use lutine_core::{Date, Node, RowTerms, Tariff};

pub use column::columns;

use super::{BatchError, Counts, Format, RowWorker};
use column::Layout;

/// The rows of one batch.
#[derive(Clone, Debug)]
pub struct Rows {
    terms: Arc<Terms>,
    kind: Kind,
}

/// How this batch's rows are written.
#[derive(Clone, Debug)]
enum Kind {
    Csv { layout: Layout, header: Vec<u8> },
    Ndjson,
}

/// What all rows are asked of.
#[derive(Debug)]
struct Terms {
    tariff: Tariff,
    row: RowTerms,
    programme: Option<String>,
    day: Day,
}

/// Who says on which day, and with which rates for other currencies, a line that is a whole call is priced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Day {
    /// The line, or else the batch.
    OfTheLine,
    /// The batch alone.
    OfTheBatch,
}

impl Rows {
    /// The rows of a file under a tariff on a day, all asked of one programme or of all on sale. `header` is a CSV file's
    /// header row, with its line's end.
    ///
    /// # Errors
    /// [`BatchError::Header`] where a column is unknown, named twice or missing, or a quotation mark is never closed;
    /// [`BatchError::Empty`] where there is no header row.
    pub fn new(
        tariff: Tariff,
        as_of: Date,
        programme: Option<String>,
        format: Format,
        header: &[u8],
    ) -> Result<Self, BatchError> {
        let row = RowTerms::of(as_of, programme.as_deref(), Node::Null);
        Self::of(Terms { tariff, row, programme, day: Day::OfTheLine }, format, header)
    }

    /// The same on the server's day and with the merchant's rates, which no line may set.
    ///
    /// # Errors
    /// As [`Rows::new`].
    pub fn on_the_servers_day(
        tariff: Tariff,
        as_of: Date,
        exchange_rates: Node,
        programme: Option<String>,
        format: Format,
        header: &[u8],
    ) -> Result<Self, BatchError> {
        let row = RowTerms::of(as_of, programme.as_deref(), exchange_rates);
        Self::of(Terms { tariff, row, programme, day: Day::OfTheBatch }, format, header)
    }

    fn of(terms: Terms, format: Format, header: &[u8]) -> Result<Self, BatchError> {
        let kind = match format {
            Format::Csv => Kind::Csv { layout: Layout::of(header)?, header: csv::header(header) },
            Format::Ndjson => Kind::Ndjson,
        };
        Ok(Self { terms: Arc::new(terms), kind })
    }
}

impl super::Rows for Rows {
    type Worker = Worker;

    fn worker(&self) -> Worker {
        let lanes = |style| lanes::Lanes::new(Arc::clone(&self.terms), style);
        match &self.kind {
            Kind::Csv { layout, .. } => {
                Worker::Csv(Box::new(csv::Worker::new(layout.clone(), lanes(csv::STYLE))))
            }
            Kind::Ndjson => Worker::Ndjson(Box::new(ndjson::Worker::new(lanes(ndjson::STYLE)))),
        }
    }

    fn header(&self) -> &[u8] {
        match &self.kind {
            Kind::Csv { header, .. } => header,
            Kind::Ndjson => &[],
        }
    }
}

/// Answers rows on one thread.
#[derive(Debug)]
pub enum Worker {
    /// Rows of comma-separated values.
    Csv(Box<csv::Worker>),
    /// One JSON object a row.
    Ndjson(Box<ndjson::Worker>),
}

impl RowWorker for Worker {
    fn work(&mut self, chunk: &[u8], first_line: u64, out: &mut Vec<u8>) -> Counts {
        match self {
            Self::Csv(worker) => worker.work(chunk, first_line, out),
            Self::Ndjson(worker) => worker.work(chunk, first_line, out),
        }
    }
}
