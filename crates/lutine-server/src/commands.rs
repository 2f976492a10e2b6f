//! What can be typed after `lutine`.

mod answer;
pub(crate) mod merchants;
pub(crate) mod payout;
pub(crate) mod programmes;
pub(crate) mod quote;
pub(crate) mod quote_batch;
pub(crate) mod serve;
mod terminal;

use std::path::PathBuf;
use std::process::ExitCode;

use lutine_booking::StoreError;
use lutine_programmes::LoadError;
use lutine_server::DemoError;
use lutine_server::batch::BatchError;
use lutine_server::webhooks::NoGuard;

/// Why a command failed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CommandError {
    /// The command was not meant so.
    #[error("{0}")]
    Usage(String),
    /// A file cannot be read or written.
    #[error("`{}`: {error}", .path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// What the system says.
        error: std::io::Error,
    },
    /// The address cannot be listened on.
    #[error("cannot listen on {address}: {error}; choose another with --{option}")]
    Listen {
        /// Which.
        address: std::net::SocketAddr,
        /// What names it.
        option: &'static str,
        /// What the system says.
        error: std::io::Error,
    },
    /// The file of options says what it should not.
    #[error("`{}`: {}", .path.display(), listed(.faults))]
    Config {
        /// Which.
        path: PathBuf,
        /// Everything.
        faults: Vec<serve::config::Fault>,
    },
    /// Standard output is closed, or the server broke off.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// A batch ended early.
    #[error(transparent)]
    Batch(#[from] BatchError),
    /// The shipped rates cannot be used.
    #[error(transparent)]
    Load(#[from] LoadError),
    /// The shipped demo merchant cannot be used.
    #[error(transparent)]
    Demo(#[from] DemoError),
    /// The database cannot be used.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The shipped list of private networks cannot be used.
    #[error(transparent)]
    Guard(#[from] NoGuard),
    /// A part of the server ended that should go on as long as it does.
    #[error("a part of the server broke down: see the log")]
    Broken,
    /// The system has no randomness to make a key from.
    #[error("no randomness: {0}")]
    Randomness(getrandom::Error),
}

impl CommandError {
    /// 2 where something else should have been typed, 1 otherwise.
    pub(crate) fn exit_code(&self) -> ExitCode {
        match self {
            Self::Usage(_) | Self::Config { .. } => ExitCode::from(2),
            Self::File { error, .. } if error.kind() == std::io::ErrorKind::NotFound => ExitCode::from(2),
            _ => ExitCode::FAILURE,
        }
    }
}

/// One alone stands on the same line; several have a line each.
fn listed(faults: &[serve::config::Fault]) -> String {
    match faults {
        [fault] => fault.to_string(),
        _ => faults.iter().map(|fault| format!("\n  {fault}")).collect(),
    }
}
