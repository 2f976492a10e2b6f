//! `lutine payout`

use std::path::PathBuf;

use lutine_core::{PayoutAnswer, payout};

use super::CommandError;
use super::answer::answer;

#[derive(clap::Args)]
pub(crate) struct Payout {
    /// A PayoutCall as JSON; standard input where none is named
    file: Option<PathBuf>,
}

impl Payout {
    pub(crate) fn run(self) -> Result<(), CommandError> {
        answer(self.file.as_ref(), payout, |errors| PayoutAnswer::Invalid { errors })
    }
}
