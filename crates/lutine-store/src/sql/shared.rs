//! What comes by the hundred is written together, in as few statements as can be; what that leaves out, each by itself.

use std::fmt::Debug;
use std::sync::Arc;

use futures_util::future::BoxFuture;
use lutine_booking::{Begun, StoreError};

use super::begin::NewBooking;
use super::new_quotes::NewQuotes;
use super::{Connection, Writer};
use crate::failure::{Failure, Writing};
use crate::together::{Answers, Together};

/// What comes by the hundred.
#[derive(Clone, Debug)]
pub(in super::super) struct Shared {
    pub(super) quotes: Together<NewQuotes, ()>,
    pub(super) bookings: Together<NewBooking, Begun>,
}

/// Something that can be written with others of its kind.
pub(super) trait Job: Debug + Send + Sync + Sized + 'static {
    /// What it comes to.
    type Answer: Clone + Send + 'static;

    /// What each comes to that is written with others.
    const WRITTEN: Self::Answer;

    /// Writes those that nothing is in the way of. Of a statement that fails, nothing is written.
    fn all<'c>(connection: &'c mut Connection, jobs: &'c [Self]) -> BoxFuture<'c, Result<Extent, Failure>>;

    /// Writes one that may have been written with others a moment ago, or finds what is in the way of it.
    fn one<'c>(&'c self, connection: &'c mut Connection) -> Writing<'c, Self::Answer>;
}

/// How much of what was to be written is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    /// All of it.
    Whole,
    /// Some of it, or nothing.
    Part,
}

impl Shared {
    /// With so many writers for each kind.
    pub(in super::super) fn start(writer: &Writer, writers: usize) -> Self {
        Self { quotes: start(writer, writers), bookings: start(writer, writers) }
    }
}

fn start<J: Job>(writer: &Writer, writers: usize) -> Together<J, J::Answer> {
    let writer = writer.clone();
    Together::start(writers, move |jobs| Box::pin(write(writer.clone(), jobs)))
}

async fn write<J: Job>(writer: Writer, jobs: Arc<[J]>) -> Answers<J::Answer> {
    if jobs.len() > 1 {
        match all(&writer, &jobs).await {
            Ok(Extent::Whole) => return jobs.iter().map(|_| Ok(J::WRITTEN)).collect(),
            Ok(Extent::Part) => {}
            Err(error) => return jobs.iter().map(|_| Err(error.clone())).collect(),
        }
    }
    let mut answers = Vec::with_capacity(jobs.len());
    for number in 0..jobs.len() {
        answers.push(one(&writer, &jobs, number).await);
    }
    answers
}

async fn all<J: Job>(writer: &Writer, jobs: &Arc<[J]>) -> Result<Extent, StoreError> {
    let jobs = Arc::clone(jobs);
    writer
        .by_statement(move |connection| {
            let jobs = Arc::clone(&jobs);
            Box::pin(async move { J::all(connection, &jobs).await })
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

/// The parts of many rows that have a statement each: powers of two, so that the database knows each text after a while.
pub(super) fn statements<T>(mut rows: &[T]) -> impl Iterator<Item = &[T]> {
    std::iter::from_fn(move || {
        let size = 1 << rows.len().checked_ilog2()?;
        let (some, rest) = rows.split_at(size);
        rows = rest;
        Some(some)
    })
}
