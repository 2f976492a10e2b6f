//! What a server needs beside its business: figures, the word that it is to stop, and limits.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Mutex;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::batches::Batches;
use crate::metrics::Metrics;

/// How a server is run.
#[derive(Clone, Debug)]
pub struct Operation {
    /// What is counted and timed.
    pub metrics: Metrics,
    /// Said as soon as the server is to stop. It still answers then, so that balancers and clients can turn elsewhere.
    pub stopping: CancellationToken,
    /// Who has a batch answered just now.
    pub batches: Batches,
    /// How long the head of an answer may take.
    pub answer_within: Duration,
    /// Where the figures are shown.
    pub figures: Figures,
    /// Whether the database writes.
    pub writing: LastWriting,
}

/// What the database said when it was last asked whether it can write, and when.
#[derive(Clone, Debug, Default)]
pub struct LastWriting(pub(crate) Arc<Mutex<Option<(Instant, Writing)>>>);

/// Whether the database can write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Writing {
    /// It did, just now.
    Works,
    /// It did not, or not in time.
    Fails,
}

/// Where the figures are shown. They tell how much business there is, which is nobody's business.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figures {
    /// Beside the API, but only to this machine.
    ToThisMachine,
    /// On an address of their own, and nowhere else.
    Apart,
}

impl Default for Operation {
    fn default() -> Self {
        Self {
            metrics: Metrics::default(),
            stopping: CancellationToken::new(),
            batches: Batches::default(),
            answer_within: Duration::from_secs(30),
            figures: Figures::ToThisMachine,
            writing: LastWriting::default(),
        }
    }
}
