//! Quotes, as they are kept.

use async_trait::async_trait;

use super::StoreError;
use crate::quote::{No, StoredQuote};

/// Keeps quotes, and the "no" to them.
#[async_trait]
pub trait Quotes: Send + Sync {
    /// Keeps the quotes of one answer.
    async fn save_quotes(&self, quotes: &[StoredQuote]) -> Result<(), StoreError>;

    /// One quote of a merchant.
    async fn quote(&self, merchant: &str, id: &str) -> Result<Option<StoredQuote>, StoreError>;

    /// Records a "no". The first answer to a quote counts, whether it is this or a booking.
    async fn decline(&self, merchant: &str, id: &str, no: &No) -> Result<Decline, StoreError>;
}

/// What became of a "no".
#[derive(Clone, Debug, PartialEq)]
pub enum Decline {
    /// It is recorded, now or earlier: the first one.
    Declined(Box<StoredQuote>, No),
    /// The quote is booked.
    Booked,
    /// There is no such quote.
    NotFound,
}
