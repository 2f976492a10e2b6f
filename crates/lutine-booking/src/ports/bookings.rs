//! Bookings, as they are kept. Whatever moves one leaves an event with it, in the same transaction.

use async_trait::async_trait;
use time::OffsetDateTime;

use super::{Idempotency, StoreError};
use crate::booking::Booking;
use crate::event::Event;
use crate::stages::{Open, Pending};

/// Keeps bookings.
#[async_trait]
pub trait Bookings: Send + Sync {
    /// Records a booking and its idempotency key in one transaction, before the insurer is asked; or says what is in
    /// the way.
    async fn begin(&self, booking: &Booking, idempotency: &Idempotency) -> Result<Begun, StoreError>;

    /// Moves a booking from what it is to its next version; or says what is in the way. Of many who move one booking at
    /// once, one does.
    async fn advance(&self, step: &Step) -> Result<Advanced, StoreError>;

    /// As `advance`; and what is covered, what is known of it and of whom, changes with it.
    async fn change(&self, step: &Step) -> Result<Advanced, StoreError>;

    /// One booking of a merchant.
    async fn booking(&self, merchant: &str, id: &str) -> Result<Option<Booking>, StoreError>;

    /// The booking of a quote.
    async fn booking_of_quote(&self, merchant: &str, quote: &str) -> Result<Option<Booking>, StoreError>;

    /// The booking that was asked for under a key.
    async fn booking_of_key(&self, merchant: &str, key: &Idempotency) -> Result<OfKey, StoreError>;

    /// A merchant's bookings, the latest first.
    async fn bookings(&self, merchant: &str, page: &Page) -> Result<Vec<Booking>, StoreError>;

    /// Takes some of the bookings about which the insurer was asked, last before a time, and whose end is not known. What
    /// was taken counts as asked about now, so that nobody else takes it.
    async fn take_in_flight(&self, asked: Asked) -> Result<Vec<Open>, StoreError>;

    /// Some of the bookings that have waited too long for a payment.
    async fn overdue(&self, now: OffsetDateTime) -> Result<Vec<Pending>, StoreError>;
}

/// Which bookings are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Those about which the insurer was asked at this time at the latest.
    pub before: OffsetDateTime,
    /// When they are taken.
    pub now: OffsetDateTime,
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
    /// The idempotency key was used for another booking.
    KeyReused,
}

/// What a key was used for.
#[derive(Clone, Debug, PartialEq)]
pub enum OfKey {
    /// Nothing yet.
    Nothing,
    /// The same, which became this.
    Same(Box<Booking>),
    /// Something else.
    Other,
}

/// A booking on its way from one version to the next.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// As it is to be; its version is one more than that of what it was.
    pub to: Booking,
    /// What is told of it; its sequence is the new version.
    pub event: Event,
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
    /// It was to be given back, and a claim on it is open or paid.
    Claimed,
}
