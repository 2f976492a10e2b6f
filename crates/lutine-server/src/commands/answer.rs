//! What commands have in common that answer one call: JSON from a file or standard input, an answer as JSON.

use std::io::Read;
use std::path::PathBuf;

use lutine_core::{ErrorCode, FieldError, Node, Tariff};
use serde::Serialize;

use super::{CommandError, terminal};

/// Asks the core with the shipped rates. What is no JSON is an answer as well: `invalid` makes it.
pub(super) fn answer<A: Serialize>(
    file: Option<&PathBuf>,
    ask: fn(&Node, &Tariff) -> A,
    invalid: fn(Vec<FieldError>) -> A,
) -> Result<(), CommandError> {
    let tariff = lutine_programmes::shipped()?;
    let bytes = read(file)?;
    // Editors of some systems put a mark before a text.
    let answer = match serde_json::from_slice::<Node>(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes)) {
        Ok(call) => ask(&call, &tariff),
        Err(error) => {
            let message = error.to_string();
            invalid(vec![FieldError { path: String::new(), code: ErrorCode::MalformedInput, message }])
        }
    };
    terminal::json(&answer)
}

/// A file's bytes, or those of standard input.
fn read(file: Option<&PathBuf>) -> Result<Vec<u8>, CommandError> {
    let Some(path) = file else {
        let mut bytes = Vec::new();
        std::io::stdin().read_to_end(&mut bytes)?;
        return Ok(bytes);
    };
    std::fs::read(path).map_err(|error| CommandError::File { path: path.clone(), error })
}
