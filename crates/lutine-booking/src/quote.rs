//! A quote as it is kept: one programme's offer for one call.

use lutine_core::Money;
use serde_json::Value;
use time::OffsetDateTime;

/// A stored quote. Its call holds the day and the rates it was made with, so it reproduces for ever.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredQuote {
    /// Its id.
    pub id: String,
    /// Whose it is.
    pub merchant: String,
    /// The programme.
    pub programme: String,
    /// The programme's revision.
    pub revision: String,
    /// The whole call, with `asOf` and `exchangeRates`.
    pub call: String,
    /// The offer as it was answered.
    pub offer: Value,
    /// What it costs.
    pub total: Money,
    /// When it was made.
    pub created_at: OffsetDateTime,
    /// Until when its token is good.
    pub expires_at: OffsetDateTime,
    /// When the shopper said no.
    pub declined_at: Option<OffsetDateTime>,
}
