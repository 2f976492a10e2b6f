//! A quote as it is kept: one programme's offer for one call.

use lutine_core::Money;
use serde::Serialize;
use time::OffsetDateTime;

use crate::signer::Signer;

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
    /// The offer as it was answered, as JSON.
    pub offer: String,
    /// What it costs.
    pub total: Money,
    /// When it was made.
    pub created_at: OffsetDateTime,
    /// Until when its token is good.
    pub expires_at: OffsetDateTime,
    /// The shopper's "no".
    pub declined: Option<No>,
}

/// A "no" to a quote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct No {
    /// When the server got it.
    pub at: OffsetDateTime,
    /// What was shown, word for word, where the shop says so.
    pub shown: Option<String>,
    /// In which language.
    pub locale: Option<String>,
}

/// What was declined, signed by the server, so that the shop can keep it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DeclineReceipt {
    #[serde(flatten)]
    declined: DeclinedQuote,
    /// Under the server's key, of all the rest.
    signature: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
struct DeclinedQuote {
    quote_id: String,
    programme: String,
    revision: String,
    total: Money,
    #[serde(with = "time::serde::rfc3339")]
    at: OffsetDateTime,
    #[serde(skip_serializing_if = "Option::is_none")]
    shown: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    locale: Option<String>,
}

impl DeclineReceipt {
    /// When the server got the "no".
    #[must_use]
    pub const fn at(&self) -> OffsetDateTime {
        self.declined.at
    }

    /// The receipt of a "no"; the same each time.
    pub(crate) fn of(quote: &StoredQuote, no: &No, signer: &Signer) -> Self {
        let declined = DeclinedQuote {
            quote_id: quote.id.clone(),
            programme: quote.programme.clone(),
            revision: quote.revision.clone(),
            total: quote.total,
            at: no.at,
            shown: no.shown.clone(),
            locale: no.locale.clone(),
        };
        let signature = signer.decline(&serde_json::to_string(&declined).unwrap_or_default());
        Self { declined, signature }
    }
}
