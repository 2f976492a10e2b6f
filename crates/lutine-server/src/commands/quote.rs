//! `lutine quote`

use std::path::PathBuf;

use lutine_core::{QuoteAnswer, quote};

use super::CommandError;
use super::answer::answer;

#[derive(clap::Args)]
pub(crate) struct Quote {
    /// A QuoteCall as JSON; standard input where none is named
    file: Option<PathBuf>,
}

impl Quote {
    pub(crate) fn run(self) -> Result<(), CommandError> {
        answer(self.file.as_ref(), quote, |errors| QuoteAnswer::Invalid { errors })
    }
}
