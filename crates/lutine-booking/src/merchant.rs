//! Who sells: a merchant, the programmes it sells, and the rates it quotes other currencies with.

use lutine_core::{Node, Programme, Tariff};
use serde::{Deserialize, Serialize};

use crate::quote::StoredQuote;
use crate::signer::fingerprint;

/// A merchant as the use cases see it.
#[derive(Debug)]
pub struct Merchant {
    /// Such as `demo`.
    pub id: String,
    /// The tariff of the programmes that it sells, and of no others.
    pub tariff: Tariff,
    /// `{ asOf, base, rates, source }`, where it quotes other currencies.
    pub exchange_rates: Option<Node>,
    /// Whether its covers are real.
    pub sandbox: bool,
    /// What a booking by publishable key waits for.
    pub payment: Payment,
}

/// Whether a booking waits until the merchant's server says that the order is paid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Payment {
    /// It does not: whoever has the publishable key books. For demos alone.
    AtOnce,
    /// It does.
    #[default]
    Confirmed,
}

impl Merchant {
    /// The rates as a call takes them.
    pub(crate) fn rates(&self) -> Option<Node> {
        let rates = self.exchange_rates.as_ref()?;
        let field = |name: &str| rates.get(name).cloned().unwrap_or(Node::Null);
        Some(Node::table([("base", field("base")), ("rates", field("rates"))]))
    }

    /// Whether a fingerprint is that of the wording which a quote's programme had in the quote's own revision.
    pub(crate) fn knows_text(&self, quote: &StoredQuote, locale: &str, hash: &str) -> bool {
        let quoted =
            |known: &&Programme| known.id == quote.programme && known.revision.to_string() == quote.revision;
        let known = self.tariff.programmes.iter().find(quoted);
        known.and_then(|known| text_hash(known, locale)).is_some_and(|known| known == hash)
    }
}

/// The fingerprint of a programme's regulated wording in a locale; `None` where it has none.
#[must_use]
pub fn text_hash(programme: &Programme, locale: &str) -> Option<String> {
    let texts = programme.texts.of(locale)?;
    let whole: Vec<String> = texts.iter().map(|(name, text)| format!("{name}={text}\n")).collect();
    Some(fingerprint(&whole.concat()))
}
