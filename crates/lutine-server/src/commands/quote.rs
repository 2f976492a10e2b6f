//! `lutine quote`

use std::io::{Read, Write};
use std::path::PathBuf;

use lutine_core::{ErrorCode, FieldError, Node, QuoteAnswer, quote};

use super::CommandError;

#[derive(clap::Args)]
pub(crate) struct Quote {
    /// A QuoteCall as JSON; standard input where none is named
    file: Option<PathBuf>,
}

impl Quote {
    pub(crate) fn run(self) -> Result<(), CommandError> {
        let tariff = lutine_programmes::shipped()?;
        let mut text = Vec::new();
        match &self.file {
            Some(path) => {
                text =
                    std::fs::read(path).map_err(|error| CommandError::File { path: path.clone(), error })?;
            }
            None => {
                std::io::stdin().read_to_end(&mut text)?;
            }
        }
        let answer = match serde_json::from_slice::<Node>(&text) {
            Ok(call) => quote(&call, &tariff),
            Err(error) => {
                let message = error.to_string();
                let error = FieldError { path: String::new(), code: ErrorCode::MalformedInput, message };
                QuoteAnswer::Invalid { errors: vec![error] }
            }
        };
        let text = serde_json::to_string_pretty(&answer).map_err(std::io::Error::from)?;
        match writeln!(std::io::stdout(), "{text}") {
            // Whoever reads only the beginning has what they wanted.
            Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
            written => Ok(written?),
        }
    }
}
