//! Ctrl-C, and the service manager's word.

use std::io;
use std::panic::resume_unwind;
use std::thread;

use tokio::sync::oneshot;

use super::{BatchError, Unfinished};

/// The wish for an end, heard from when this is made.
#[derive(Debug)]
pub struct Signals {
    #[cfg(unix)]
    interrupted: tokio::signal::unix::Signal,
    #[cfg(unix)]
    terminated: tokio::signal::unix::Signal,
}

impl Signals {
    /// Begins to listen; without that the process would end at once. To be called in a runtime.
    ///
    /// # Errors
    /// `Signals`: the system refuses.
    pub fn listen() -> Result<Self, BatchError> {
        #[cfg(unix)]
        {
            use tokio::signal::unix::{SignalKind, signal};
            let listen = |kind| signal(kind).map_err(BatchError::Signals);
            Ok(Self {
                interrupted: listen(SignalKind::interrupt())?,
                terminated: listen(SignalKind::terminate())?,
            })
        }
        #[cfg(not(unix))]
        Ok(Self {})
    }

    async fn heard(&mut self) {
        #[cfg(unix)]
        tokio::select! {
            _ = self.interrupted.recv() => {}
            _ = self.terminated.recv() => {}
        }
        #[cfg(not(unix))]
        let _ = tokio::signal::ctrl_c().await;
    }
}

/// Does `work` on a thread of its own until it ends, or until a signal takes its output back. All that may make one wait
/// belongs in `work`, files that are opened among it: they may be pipes. After a signal it may still be waiting; it ends
/// with the process.
///
/// # Errors
/// The work's, and `Interrupted`.
pub async fn until_interrupted<T: Send + 'static>(
    mut signals: Signals,
    unfinished: Unfinished,
    work: impl FnOnce() -> Result<T, BatchError> + Send + 'static,
) -> Result<T, BatchError> {
    let (done, mut result) = oneshot::channel();
    let thread = thread::spawn(move || {
        let _ = done.send(work());
    });
    let result = tokio::select! {
        result = &mut result => result,
        () = signals.heard() => match unfinished.take_back() {
            Some(interrupted) => return Err(interrupted),
            // It was just finished.
            None => result.await,
        },
    };
    match (result, thread.join()) {
        (Ok(result), _) => result,
        (Err(_), Err(panic)) => resume_unwind(panic),
        (Err(gone), Ok(())) => Err(BatchError::Read(io::Error::other(gone))),
    }
}
