//! A command line that was typed, and what came of it.

use std::io::Write;
use std::process::{Command, Stdio};

/// What a command said, and its exit code.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// Runs `lutine` with so many words and nothing on standard input.
pub(crate) fn lutine(words: &[&str]) -> Said {
    lutine_reading(words, "", None)
}

/// Runs `lutine` with something on standard input, in a terminal so wide.
pub(crate) fn lutine_reading(words: &[&str], input: &str, columns: Option<usize>) -> Said {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lutine"));
    command.args(words).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command.env_remove("COLUMNS").env_remove("CLICOLOR_FORCE");
    if let Some(columns) = columns {
        command.env("COLUMNS", columns.to_string());
    }
    let mut child = command.spawn().expect("the binary starts");
    // A command that reads nothing may have ended already.
    let _ = child.stdin.take().expect("piped").write_all(input.as_bytes());
    let output = child.wait_with_output().expect("the binary ends");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    Said {
        code: output.status.code().expect("an exit code"),
        out: text(output.stdout),
        err: text(output.stderr),
    }
}
