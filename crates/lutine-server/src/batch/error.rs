//! Why a batch ended early.

use std::io;
use std::path::PathBuf;

use super::split::LONGEST_RECORD;

/// Why a batch ended early. That a row cannot be read is none of these, unless it is longer than any may be: it
/// gets its answer, and the others go on.
#[derive(Debug, thiserror::Error)]
pub enum BatchError {
    /// The input broke off.
    #[error("the input cannot be read: {0}")]
    Read(io::Error),
    /// The output takes no more.
    #[error("the output cannot be written: {0}")]
    Write(io::Error),
    /// A file cannot be opened, made or put in its place.
    #[error("`{}`: {error}", .path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
    /// A record without an end, as far as memory is given to one.
    #[error("line {line}: the record that begins here is longer than {} KiB{}", LONGEST_RECORD / 1024, hint(*.quoted))]
    RecordTooLong {
        /// The number of its first line, from 1.
        line: u64,
        /// Whether it goes on inside quotation marks.
        quoted: bool,
    },
    /// A CSV file without a header row, let alone others.
    #[error("the file is empty; its first row names the columns, which are {}", super::rows::columns())]
    Empty,
    /// The header row of a CSV file names a column that is none, or lacks one that must be there.
    #[error("the header row {problem}; the columns are {}", super::rows::columns())]
    Header {
        /// What is wrong with it.
        problem: String,
    },
    /// The system does not say when someone wants an end.
    #[error("signals cannot be heard: {0}")]
    Signals(io::Error),
    /// Someone wanted an end. `untouched` is the file that is as it was before; `None` where what is written is out.
    #[error("interrupted; {}", left(.untouched.as_ref()))]
    Interrupted {
        /// Which.
        untouched: Option<PathBuf>,
    },
}

impl BatchError {
    /// Whether whoever reads the output has gone: with standard output, no reason to complain.
    #[must_use]
    pub fn is_broken_pipe(&self) -> bool {
        matches!(self, Self::Write(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }
}

const fn hint(quoted: bool) -> &'static str {
    if quoted { "; is a closing quotation mark missing?" } else { "" }
}

fn left(untouched: Option<&PathBuf>) -> String {
    match untouched {
        Some(path) => format!("`{}` is as it was", path.display()),
        None => "the output ends early".to_owned(),
    }
}
