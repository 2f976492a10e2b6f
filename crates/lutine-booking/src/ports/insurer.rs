//! Whoever covers.

use async_trait::async_trait;

use crate::booking::{Booking, Policy, Refusal};
use crate::stages::Amending;

/// An insurer, or what stands for one. Each call has its own deadline inside; a timeout is an answer: unknown.
#[async_trait]
pub trait Insurer: Send + Sync {
    /// Binds the cover. The booking's id is the idempotency key: asked twice, it is bound once.
    async fn bind(&self, booking: &Booking) -> Bound;

    /// What became of an earlier `bind`.
    async fn lookup(&self, booking: &Booking) -> Found<Bound>;

    /// Takes the cover back. Asked twice for one booking, it is taken back once.
    async fn cancel(&self, booking: &Booking) -> Released;

    /// What became of an earlier `cancel`.
    async fn lookup_cancel(&self, booking: &Booking) -> Found<Released>;

    /// Covers otherwise: as the amendment says. Its id is the idempotency key: asked twice, it is done once. A refusal leaves
    /// the cover as it was.
    async fn amend(&self, amending: &Amending) -> Bound;

    /// What became of an earlier `amend`.
    async fn lookup_amend(&self, amending: &Amending) -> Found<Bound>;
}

/// What an insurer says to a bind, or to a change of the cover.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bound {
    /// Covered, under these numbers.
    Policies(Vec<Policy>),
    /// Not covered.
    Refused(Refusal),
    /// No answer, or none that can be read, after it was asked.
    Unknown,
}

/// What an insurer says to a cancelling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Released {
    /// There is no cover any more, and the refund is agreed to.
    Released,
    /// The cover stays.
    Refused(Refusal),
    /// No answer, or none that can be read, after it was asked.
    Unknown,
}

/// What an insurer knows of what it was asked earlier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found<Answer> {
    /// It got it, and this is what it says.
    Answer(Answer),
    /// It never got it: it may be asked again.
    Nothing,
}
