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
    /// Every programme there is: what was sold is paid by its own terms, also when it is not sold any more.
    pub terms: Tariff,
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

/// A programme's regulated wording in one language, whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Wording {
    pub(crate) locale: String,
    pub(crate) hash: String,
    /// What the fingerprint is of.
    pub(crate) text: String,
}

/// The language of wording that nobody looks at while it is agreed to, where the programme has it.
const LOCALE: &str = "en";

impl Merchant {
    /// The wording that a quote's programme had in the quote's own revision; `None` where it has none.
    pub(crate) fn wording(&self, quote: &StoredQuote) -> Option<Wording> {
        let texts = &self.quoted(quote)?.texts;
        let locale = texts.of(LOCALE).map(|_| LOCALE).or_else(|| texts.locales().next())?;
        let text = whole(self.quoted(quote)?, locale)?;
        Some(Wording { locale: locale.to_owned(), hash: fingerprint(&text), text })
    }

    /// A quote's programme in the quote's own revision.
    fn quoted(&self, quote: &StoredQuote) -> Option<&Programme> {
        let quoted =
            |known: &&Programme| known.id == quote.programme && known.revision.to_string() == quote.revision;
        self.terms.programmes.iter().find(quoted)
    }

    /// The rates as a call takes them.
    #[must_use]
    pub fn rates(&self) -> Option<Node> {
        let rates = self.exchange_rates.as_ref()?;
        let field = |name: &str| rates.get(name).cloned().unwrap_or(Node::Null);
        Some(Node::table([("base", field("base")), ("rates", field("rates"))]))
    }

    /// Whether a fingerprint is that of the wording which a quote's programme had in the quote's own revision.
    pub(crate) fn knows_text(&self, quote: &StoredQuote, locale: &str, hash: &str) -> bool {
        self.quoted(quote).and_then(|known| text_hash(known, locale)).is_some_and(|known| known == hash)
    }
}

/// The fingerprint of a programme's regulated wording in a locale; `None` where it has none.
#[must_use]
pub fn text_hash(programme: &Programme, locale: &str) -> Option<String> {
    whole(programme, locale).map(|text| fingerprint(&text))
}

fn whole(programme: &Programme, locale: &str) -> Option<String> {
    let texts = programme.texts.of(locale)?;
    Some(texts.iter().map(|(name, text)| format!("{name}={text}\n")).collect())
}
