//! An answer that is sent while it is made: at the pace of whoever reads it, no longer than somebody does, and never cut short
//! as if it were whole.

use std::error::Error;
use std::io;
use std::time::Duration;

use axum::body::{Body, Bytes};
use futures_util::stream::{self, Stream, StreamExt};
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::time::timeout;

/// How many pieces wait for whoever reads them.
const AHEAD: usize = 4;

/// Where the pieces of an answer are handed in.
pub(crate) struct Pieces<E> {
    sender: Sender<Piece<E>>,
    within: Duration,
}

/// What comes of an answer next.
pub(crate) enum Piece<E> {
    Part(Bytes),
    /// That was all.
    End,
    /// That was not all, and no more comes.
    Broken(E),
}

/// An answer whose reader may take so long for each piece: one that sends and never reads would else be held for ever.
pub(crate) fn pieces<E>(within: Duration) -> (Pieces<E>, Receiver<Piece<E>>) {
    let (sender, receiver) = channel(AHEAD);
    (Pieces { sender, within }, receiver)
}

impl<E> Pieces<E> {
    /// Hands in a part.
    ///
    /// # Errors
    /// Where nobody reads it any more, or nobody has for too long.
    pub(crate) async fn send(&self, part: Bytes) -> io::Result<()> {
        self.put(Piece::Part(part)).await
    }

    /// Says how it ended. Where nobody does, it broke off.
    pub(crate) async fn end(&self, outcome: Result<(), E>) {
        // Whoever has gone does not hear of it, and whoever does not read learns it from there being no end.
        let _ = match outcome {
            Ok(()) => self.put(Piece::End).await.is_ok(),
            Err(error) => self.sender.try_send(Piece::Broken(error)).is_ok(),
        };
    }

    /// Waits until nobody reads any more.
    pub(crate) async fn unread(&self) {
        self.sender.closed().await;
    }

    async fn put(&self, piece: Piece<E>) -> io::Result<()> {
        match timeout(self.within, self.sender.send(piece)).await {
            Ok(sent) => sent.map_err(|_| io::ErrorKind::BrokenPipe.into()),
            Err(_) => Err(io::ErrorKind::TimedOut.into()),
        }
    }
}

/// The body of an answer.
pub(crate) fn body<E: Error + Send + Sync + 'static>(pieces: Receiver<Piece<E>>) -> Body {
    Body::from_stream(parts(pieces))
}

/// The body of an answer, once its first piece is there.
///
/// # Errors
/// What went wrong before that. Later it breaks the body off, so that nobody takes a part for the whole.
pub(crate) async fn begun<E: Error + Send + Sync + 'static>(
    mut pieces: Receiver<Piece<E>>,
) -> Result<Body, E> {
    match pieces.recv().await {
        Some(Piece::Part(first)) => Ok(Body::from_stream(stream::iter([Ok(first)]).chain(parts(pieces)))),
        Some(Piece::Broken(error)) => Err(error),
        Some(Piece::End) => Ok(Body::empty()),
        None => Ok(body(pieces)),
    }
}

fn parts<E: Error + Send + Sync + 'static>(
    pieces: Receiver<Piece<E>>,
) -> impl Stream<Item = io::Result<Bytes>> {
    stream::unfold(Some(pieces), async |pieces| {
        let mut pieces = pieces?;
        match pieces.recv().await {
            Some(Piece::Part(part)) => Some((Ok(part), Some(pieces))),
            Some(Piece::End) => None,
            Some(Piece::Broken(error)) => Some((Err(io::Error::other(error)), None)),
            None => Some((Err(io::Error::other("the answer broke off")), None)),
        }
    })
}
