//! The consent receipt: to what, to which price, and in which words.

use lutine_core::read::{Fault, Faults, Fields, FromNode, Path, text_within, word};
use lutine_core::{Money, Node};
use serde::Serialize;
use time::OffsetDateTime;

/// Who agreed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Basis {
    /// The shopper, who pays.
    Shopper,
    /// The merchant, who pays.
    Merchant,
}

impl FromNode for Basis {
    fn from_node(node: &Node) -> Result<Self, Fault> {
        word(node, &[("shopper", Self::Shopper), ("merchant", Self::Merchant)])
    }
}

/// A consent as it was sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Consent {
    /// Who agreed.
    pub basis: Basis,
    /// To which quote.
    pub quote_id: String,
    /// To which price.
    pub total: Money,
    /// The fingerprint of the regulated wording that was shown.
    pub text_hash: String,
    /// In which language.
    pub locale: String,
    /// What was shown, word for word.
    pub shown: String,
}

/// A consent with the server's time on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ConsentReceipt {
    /// What was agreed to.
    #[serde(flatten)]
    pub consent: Consent,
    /// When the server got it.
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
}

/// A card's whole text: its length is the merchant's programmes' doing, so that it has room.
pub(crate) struct Shown(pub(crate) String);

impl FromNode for Shown {
    fn from_node(node: &Node) -> Result<Self, Fault> {
        text_within(node, 16_384).map(|text| Self(text.to_owned()))
    }
}

impl Consent {
    /// Reads a consent.
    pub fn read(node: &Node, path: Path<'_>, faults: &mut Faults) -> Option<Self> {
        let mut fields = Fields::open(node, path, faults)?;
        let basis = fields.required::<Basis>("basis", faults);
        let quote_id = fields.required::<String>("quoteId", faults);
        let total = fields
            .required_node("total", faults)
            .and_then(|node| Money::read(node, Path::Field(&path, "total"), faults));
        let text_hash = fields.required::<String>("textHash", faults);
        let locale = fields.required::<String>("locale", faults);
        let shown = fields.required::<Shown>("shown", faults).map(|Shown(text)| text);
        fields.close(faults);
        Some(Self {
            basis: basis?,
            quote_id: quote_id?,
            total: total?,
            text_hash: text_hash?,
            locale: locale?,
            shown: shown?,
        })
    }
}
