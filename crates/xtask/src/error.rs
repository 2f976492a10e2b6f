//! The ways in which a task can fail. Each says what failed and, where somebody can do something, what.

use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

/// Why a task stopped.
#[derive(Debug)]
pub(crate) enum Error {
    /// A program could not be started at all.
    Start { line: String, source: io::Error },
    /// A program ran and did not succeed.
    Failed { line: String, status: String, log: Option<Log>, help: Option<String> },
    /// Something that must be there is not.
    Missing { what: String, help: String },
    /// The address to serve on cannot be had; another might.
    Address { listen: SocketAddr, why: String, other: SocketAddr },
    /// A file or folder could not be read or written.
    File { action: &'static str, path: PathBuf, source: io::Error },
    /// A file was read and does not hold what it should.
    Content { path: PathBuf, problem: String },
    /// The repository breaks rules of its own; one line each.
    Rules { what: &'static str, broken: Vec<String>, help: &'static str },
}

/// The output of a program that ran quietly.
#[derive(Debug)]
pub(crate) struct Log {
    pub(crate) path: PathBuf,
    pub(crate) tail: String,
}

impl Error {
    pub(crate) fn missing(what: impl Into<String>, help: impl Into<String>) -> Self {
        Self::Missing { what: what.into(), help: help.into() }
    }

    pub(crate) fn file(action: &'static str, path: &Path, source: io::Error) -> Self {
        Self::File { action, path: path.to_path_buf(), source }
    }

    pub(crate) fn content(path: impl Into<PathBuf>, problem: impl Into<String>) -> Self {
        Self::Content { path: path.into(), problem: problem.into() }
    }

    /// Says what to do about a program that failed; other errors already do.
    pub(crate) fn advise(mut self, advice: impl Into<String>) -> Self {
        if let Self::Failed { help, .. } = &mut self {
            *help = Some(advice.into());
        }
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Start { line, source } => write!(f, "could not start `{line}`: {source}"),
            Self::Failed { line, status, log, .. } => {
                if let Some(log) = log {
                    writeln!(f, "{}\n", log.tail.trim_end())?;
                }
                write!(f, "`{line}` failed ({status})")
            }
            Self::Missing { what, .. } => write!(f, "{what} is missing"),
            Self::Address { listen, why, .. } => write!(f, "cannot serve on {listen}: {why}"),
            Self::File { action, path, source } => {
                write!(f, "could not {action} {}: {source}", path.display())
            }
            Self::Content { path, problem } => write!(f, "{}: {problem}", path.display()),
            Self::Rules { what, broken, .. } => {
                write!(f, "{what}")?;
                broken.iter().try_for_each(|line| write!(f, "\n  {line}"))
            }
        }
    }
}

impl Error {
    /// What to do, where the error itself does not say it.
    pub(crate) fn help(&self) -> Option<String> {
        match self {
            Self::Start { .. } => Some("install the program, or put it on PATH".to_owned()),
            Self::Failed { log, help, .. } => {
                let whole = log.as_ref().map(|log| format!("the whole output is in {}", log.path.display()));
                let lines: Vec<String> = help.iter().cloned().chain(whole).collect();
                (!lines.is_empty()).then(|| lines.join("\n"))
            }
            Self::Missing { help, .. } => Some(help.clone()),
            Self::Address { other, .. } => {
                Some(format!("stop that program, or choose another: cargo xtask demo --listen {other}"))
            }
            Self::File { .. } => {
                Some("check that the file is there and that you may write to this folder".to_owned())
            }
            Self::Content { .. } => Some("mend the file, or restore it with git".to_owned()),
            Self::Rules { help, .. } => Some((*help).to_owned()),
        }
    }
}
