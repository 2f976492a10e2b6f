//! What the use cases need of the world.

use async_trait::async_trait;
use time::OffsetDateTime;

use crate::booking::{Booking, Policy, Refusal};
use crate::quote::StoredQuote;
use crate::stages::Open;

/// Tells the time.
pub trait Clock: Send + Sync {
    /// Now, in UTC.
    fn now(&self) -> OffsetDateTime;
}

/// Makes ids that never repeat and sort by time.
pub trait Ids: Send + Sync {
    /// A new id with a prefix: `quote_…`.
    fn fresh(&self, prefix: &str) -> String;
}

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
}

/// What an insurer says to a bind.
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

/// Keeps quotes and bookings. Whatever a method returned from is durable.
#[async_trait]
pub trait Store: Send + Sync {
    /// The server's signing key: the first one that was offered, for ever.
    async fn signing_key(&self, offered: [u8; 32]) -> Result<[u8; 32], StoreError>;

    /// Keeps the quotes of one answer, and the answer under its idempotency key.
    async fn save_quotes(
        &self,
        merchant: &str,
        quotes: &[StoredQuote],
        answer: Option<(&Idempotency, &str)>,
        at: OffsetDateTime,
    ) -> Result<Saved, StoreError>;

    /// The answer that is kept under an idempotency key.
    async fn answer(&self, merchant: &str, idempotency: &Idempotency) -> Result<Option<Saved>, StoreError>;

    /// One quote of a merchant.
    async fn quote(&self, merchant: &str, id: &str) -> Result<Option<StoredQuote>, StoreError>;

    /// Records a "no". The first one counts.
    async fn decline(&self, merchant: &str, id: &str, at: OffsetDateTime) -> Result<Decline, StoreError>;

    /// Records a booking and its idempotency key in one transaction, before the insurer is asked; or says what is in
    /// the way.
    async fn begin(&self, booking: &Booking, idempotency: &Idempotency) -> Result<Begun, StoreError>;

    /// Moves a booking from the state that it is in to its next, with the idempotency key, in one transaction and before
    /// the insurer is asked; or says what is in the way.
    async fn advance(&self, step: Step<'_>, idempotency: &Idempotency) -> Result<Advanced, StoreError>;

    /// Records how a booking ended. One that has ended already stays as it is; the answer is how it is now.
    async fn settle(&self, booking: &Booking, at: OffsetDateTime) -> Result<Booking, StoreError>;

    /// Records how a cancelling ended that was asked for at that time. Where another was asked for since, or it has ended,
    /// the booking stays as it is; the answer is how it is now.
    async fn settle_cancel(
        &self,
        booking: &Booking,
        asked_at: OffsetDateTime,
        at: OffsetDateTime,
    ) -> Result<Booking, StoreError>;

    /// Records that bookings have waited too long for a payment.
    async fn expire(&self, now: OffsetDateTime) -> Result<(), StoreError>;

    /// One booking of a merchant.
    async fn booking(&self, merchant: &str, id: &str) -> Result<Option<Booking>, StoreError>;

    /// The booking of a quote.
    async fn booking_of_quote(&self, merchant: &str, quote: &str) -> Result<Option<Booking>, StoreError>;

    /// A merchant's bookings, the latest first.
    async fn bookings(&self, merchant: &str, page: &Page) -> Result<Vec<Booking>, StoreError>;

    /// All bookings about which the insurer was asked, last before a time, and whose end is not known.
    async fn in_flight(&self, before: OffsetDateTime) -> Result<Vec<Open>, StoreError>;
}

/// An idempotency key, and the fingerprint of the body that came with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Idempotency {
    /// The caller's key.
    pub key: String,
    /// Of the route and the body.
    pub fingerprint: String,
}

/// A part of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// At most so many.
    pub limit: u32,
    /// Those after this id, in the list's order.
    pub after: Option<String>,
    /// Only those of this order of the shop.
    pub order: Option<String>,
}

/// What became of quotes that were to be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saved {
    /// They are kept.
    Saved,
    /// The key was used with this body before: its answer.
    Replay(String),
    /// The key was used with another body.
    KeyReused,
}

/// What became of a "no".
#[derive(Clone, Debug, PartialEq)]
pub enum Decline {
    /// It is recorded, now or earlier.
    Declined(Box<StoredQuote>),
    /// The quote is booked.
    Booked,
    /// There is no such quote.
    NotFound,
}

/// What became of a booking that was to be recorded.
#[derive(Clone, Debug, PartialEq)]
pub enum Begun {
    /// It is recorded.
    Begun,
    /// The quote was booked before: by this.
    QuoteUsed(Box<Booking>),
    /// The shopper said no to this quote.
    QuoteDeclined,
    /// The order's shipment has a live booking.
    OrderInsured,
    /// The idempotency key was used for something else.
    KeyReused,
}

/// A booking on its way from one state to the next.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step<'a> {
    /// As it is.
    pub from: &'a Booking,
    /// As it is to be.
    pub to: &'a Booking,
    /// When.
    pub at: OffsetDateTime,
}

/// What became of a step.
#[derive(Clone, Debug, PartialEq)]
pub enum Advanced {
    /// It is recorded.
    Advanced,
    /// The booking was not there any more: somebody else moved it, and this is how it is now.
    Elsewhere(Box<Booking>),
    /// The order's shipment has another live booking.
    OrderInsured,
    /// The idempotency key was used for something else.
    KeyReused,
}

/// Why the store did not do it.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// It cannot be reached or cannot write now.
    #[error("the database is not available: {0}")]
    Unavailable(String),
    /// What it holds cannot be read.
    #[error("the database holds what this version cannot read: {0}")]
    Unreadable(String),
}
