//! What comes by the hundred is written together, in as few statements as can be. Where something is in the way of one it is done
//! by halves, down to each by itself.

use std::fmt::Debug;
use std::ops::Range;
use std::sync::Arc;

use futures_util::future::BoxFuture;
use lutine_booking::{Begun, StoreError};

use super::begin::NewBooking;
use super::new_quotes::NewQuotes;
use super::{Connection, Writer};
use crate::failure::{Failure, Writing};
use crate::together::{Batch, MOST, Together};

/// What comes by the hundred.
#[derive(Clone, Debug)]
pub(in super::super) struct Shared {
    pub(super) quotes: Together<NewQuotes, ()>,
    pub(super) bookings: Together<NewBooking, Begun>,
}

/// Something that can be written with others of its kind.
pub(super) trait Job: Debug + Send + Sync + Sized + 'static {
    /// What it comes to.
    type Answer: Clone + Send + Sync + 'static;

    /// What each comes to that is written with others.
    const WRITTEN: Self::Answer;

    /// Writes several, each statement by itself. What is in the way of one is a failure, and no statement that fails writes.
    fn all<'c>(connection: &'c mut Connection, jobs: &'c [Self]) -> BoxFuture<'c, Result<(), Failure>>;

    /// Writes one, or finds what is in the way of it.
    fn one<'c>(&'c self, connection: &'c mut Connection) -> Writing<'c, Self::Answer>;
}

/// What became of what was to be written together.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Extent {
    /// All of it is.
    Whole,
    /// Something is in the way of one.
    Nothing,
}

impl Shared {
    /// With so many writers for each kind.
    pub(in super::super) fn start(writer: &Writer, writers: usize) -> Self {
        Self { quotes: start(writer, writers), bookings: start(writer, writers) }
    }
}

fn start<J: Job>(writer: &Writer, writers: usize) -> Together<J, J::Answer> {
    let writer = writer.clone();
    Together::start(writers, move |batch| Box::pin(write(writer.clone(), batch)))
}

async fn write<J: Job>(writer: Writer, mut batch: Batch<J, J::Answer>) {
    let mut rest: Vec<Range<usize>> = std::iter::once(0..batch.jobs.len()).collect();
    while let Some(part) = rest.pop() {
        if part.len() == 1 {
            let came_to = one(&writer, &batch.jobs, part.start).await;
            batch.answer(part, &came_to);
            continue;
        }
        match all(&writer, &batch.jobs, part.clone()).await {
            Ok(Extent::Whole) => batch.answer(part, &Ok(J::WRITTEN)),
            Ok(Extent::Nothing) => {
                let middle = part.start.midpoint(part.end);
                rest.extend([middle..part.end, part.start..middle]);
            }
            Err(error) => batch.answer(part, &Err(error)),
        }
    }
}

async fn all<J: Job>(writer: &Writer, jobs: &Arc<[J]>, part: Range<usize>) -> Result<Extent, StoreError> {
    let jobs = Arc::clone(jobs);
    writer
        .by_statement(move |connection| {
            let (jobs, part) = (Arc::clone(&jobs), part.clone());
            Box::pin(async move {
                match J::all(connection, &jobs[part]).await {
                    Ok(()) => Ok(Extent::Whole),
                    Err(failure) if failure.is_of_a_row() => Ok(Extent::Nothing),
                    Err(failure) => Err(failure),
                }
            })
        })
        .await
}

async fn one<J: Job>(writer: &Writer, jobs: &Arc<[J]>, number: usize) -> Result<J::Answer, StoreError> {
    let jobs = Arc::clone(jobs);
    writer
        .write(move |connection| {
            let jobs = Arc::clone(&jobs);
            Box::pin(async move { jobs[number].one(connection).await })
        })
        .await
}

/// The parts of many rows that have a statement each: powers of two, so that the database knows each text after a while, and no
/// more than it takes values for.
pub(super) fn statements<T>(mut rows: &[T]) -> impl Iterator<Item = &[T]> {
    std::iter::from_fn(move || {
        let size = MOST.min(1 << rows.len().checked_ilog2()?);
        let (some, rest) = rows.split_at(size);
        rows = rest;
        Some(some)
    })
}
