//! Stopping: first the word that it is coming, then the door, then whatever is still being done.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::notify;

/// How long the parts of stopping may take.
#[derive(Clone, Copy)]
pub(super) struct Limits {
    /// From the word to the door.
    pub(super) drain: Duration,
    /// From the door to the end.
    pub(super) stop: Duration,
}

/// How the wish came.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wish {
    /// By Ctrl-C: somebody sits there and waits.
    Interrupt,
    /// By the service manager, which has others to tell as well.
    Terminate,
    /// By nobody: a part of the server has ended without which it is none.
    Broken,
}

/// The wish for an end, heard from when this is made.
pub(super) struct Signals {
    #[cfg(unix)]
    interrupt: tokio::signal::unix::Signal,
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
}

impl Signals {
    pub(super) fn listen() -> std::io::Result<Self> {
        #[cfg(unix)]
        {
            use tokio::signal::unix::{SignalKind, signal};
            Ok(Self {
                interrupt: signal(SignalKind::interrupt())?,
                terminate: signal(SignalKind::terminate())?,
            })
        }
        #[cfg(not(unix))]
        Ok(Self {})
    }

    /// Does something, unless an end is wished for before it is done.
    pub(super) async fn unless<T>(&mut self, work: impl Future<Output = T>) -> Option<T> {
        tokio::select! {
            done = work => Some(done),
            _ = self.heard() => None,
        }
    }

    async fn heard(&mut self) -> Wish {
        #[cfg(unix)]
        return tokio::select! {
            _ = self.interrupt.recv() => Wish::Interrupt,
            _ = self.terminate.recv() => Wish::Terminate,
        };
        #[cfg(not(unix))]
        {
            let _ = tokio::signal::ctrl_c().await;
            Wish::Interrupt
        }
    }
}

/// How it came to an end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// Somebody wished it.
    Asked,
    /// A part of it had broken down.
    Broken,
}

/// Waits for a signal, or for a part of the server to break down, and then for the end. Whoever never ends theirs, and a second
/// signal, end the waiting.
pub(super) async fn when_asked(
    mut signals: Signals,
    limits: Limits,
    stopping: &CancellationToken,
    closing: &CancellationToken,
    broken: impl Future<Output = ()>,
    ended: impl Future<Output = ()>,
) -> End {
    let wish = tokio::select! {
        wish = signals.heard() => wish,
        () = broken => Wish::Broken,
    };
    if wish == Wish::Broken {
        tracing::error!("a part of the server broke down; ending, to be started anew");
    }
    notify::service_manager("STOPPING=1");
    stopping.cancel();
    if wish == Wish::Terminate && !limits.drain.is_zero() {
        tracing::info!(
            seconds = limits.drain.as_secs(),
            "stopping; still answering, so that callers can turn elsewhere"
        );
        tokio::select! {
            () = tokio::time::sleep(limits.drain) => {}
            _ = signals.heard() => {}
        }
    }
    closing.cancel();
    tokio::select! {
        () = ended => tracing::info!("stopped; everything was answered"),
        () = tokio::time::sleep(limits.stop) => tracing::warn!("stopped early; the next start settles what is left"),
        _ = signals.heard() => tracing::warn!("stopped at once; the next start settles what is left"),
    }
    if wish == Wish::Broken { End::Broken } else { End::Asked }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_breaks_down_ends_the_server() {
        let limits = Limits { drain: Duration::from_secs(60), stop: Duration::from_secs(60) };
        let (stopping, closing) = (CancellationToken::new(), CancellationToken::new());
        let signals = Signals::listen().unwrap();
        let end =
            when_asked(signals, limits, &stopping, &closing, async {}, closing.clone().cancelled_owned())
                .await;
        assert_eq!(end, End::Broken);
        assert!(stopping.is_cancelled());
    }
}
