//! Between the body of a request and the threads that answer it: read and written as a file is, at the pace of whoever is
//! slower.

use std::io::{self, Read, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::body::{Body, BodyDataStream, Bytes};
use futures_util::StreamExt;
use tokio::runtime::Handle;

use crate::batch::BatchError;
use crate::pieces;

/// The most of one request.
const MOST_BYTES: u64 = 1024 * 1024 * 1024;
const MOST_ROWS: u64 = 10_000_000;
/// A piece of the answer, in bytes.
const PIECE: usize = 64 * 1024;

/// A request is longer than is read.
#[derive(Debug, thiserror::Error)]
#[error("the batch is too long")]
pub(super) struct Limit;

/// How many rows of a batch are answered.
#[derive(Clone, Debug, Default)]
pub(super) struct RowsRead(Arc<AtomicU64>);

impl RowsRead {
    pub(super) fn store(&self, rows: u64) {
        self.0.store(rows, Ordering::Relaxed);
    }
}

/// Pieces of answers on their way, or what went wrong.
pub(super) type Pieces = Arc<pieces::Pieces<BatchError>>;

/// A body that is read as a file is, by threads that may wait: for more of it, or until nobody wants the answers any more.
pub(super) struct Input {
    body: BodyDataStream,
    answers: Pieces,
    runtime: Handle,
    rest: Bytes,
    read: u64,
    rows: RowsRead,
}

impl Input {
    pub(super) fn new(body: Body, answers: Pieces, runtime: Handle) -> Self {
        let body = body.into_data_stream();
        Self { body, answers, runtime, rest: Bytes::new(), read: 0, rows: RowsRead::default() }
    }

    /// Where to say how many rows are answered.
    pub(super) fn rows(&self) -> RowsRead {
        self.rows.clone()
    }
}

impl Read for Input {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.rest.is_empty() {
            let piece = self.runtime.block_on(async {
                tokio::select! {
                    piece = self.body.next() => Ok(piece),
                    () = self.answers.unread() => Err(io::ErrorKind::BrokenPipe),
                }
            })?;
            match piece {
                Some(piece) => self.rest = piece.map_err(io::Error::other)?,
                None => return Ok(0),
            }
        }
        let piece = self.rest.split_to(self.rest.len().min(into.len()));
        self.read += piece.len() as u64;
        if self.read > MOST_BYTES || self.rows.0.load(Ordering::Relaxed) > MOST_ROWS {
            return Err(io::Error::other(Limit));
        }
        into[..piece.len()].copy_from_slice(&piece);
        Ok(piece.len())
    }
}

/// Answers on their way to whoever reads them; writing waits for that, and fails once nobody does.
pub(super) struct Answers {
    pieces: Pieces,
    runtime: Handle,
    /// What goes with the next piece: a header row alone is no answer yet.
    held: Vec<u8>,
    header: usize,
}

impl Answers {
    pub(super) const fn to(pieces: Pieces, runtime: Handle) -> Self {
        Self { pieces, runtime, held: Vec::new(), header: 0 }
    }

    /// Behind a header of so many bytes.
    pub(super) fn behind(self, header: usize) -> Self {
        Self { header, ..self }
    }
}

impl Write for Answers {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.held.extend_from_slice(bytes);
        if self.held.len() > self.header {
            self.header = 0;
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let mut rest = Bytes::from(std::mem::take(&mut self.held));
        // Small ones: the time that a reader has is for one of them.
        while !rest.is_empty() {
            let piece = rest.split_to(rest.len().min(PIECE));
            self.runtime.block_on(self.pieces.send(piece))?;
        }
        Ok(())
    }
}
