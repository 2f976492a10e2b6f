//! A merchant as it is kept, and the keys to its side.

use lutine_core::Node;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::merchant::Payment;
use crate::secret::KeyHash;

/// The merchant of the demo shop.
pub const DEMO: &str = "demo";

/// A merchant, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Such as `demo`; see [`merchant_id`].
    pub id: String,
    /// As people call it.
    pub name: String,
    /// What it sells, and how.
    pub settings: AccountSettings,
    /// How often its settings have changed.
    pub version: i64,
    /// Since when.
    pub created_at: OffsetDateTime,
}

/// What a merchant sells, and how.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AccountSettings {
    /// The ids of the programmes that it sells.
    pub programmes: Vec<String>,
    /// The origins of the pages that may use its publishable keys and show its widget in a frame.
    pub origins: Vec<String>,
    /// `{ asOf, base, rates, source }`, where it quotes other currencies.
    pub exchange_rates: Option<Node>,
    /// What a booking by publishable key waits for.
    pub payment: Payment,
    /// Whether its covers are for trying out, and not real.
    pub sandbox: bool,
}

/// A key to a merchant's side, without its secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiKey {
    /// Of the key as a caller shows it.
    pub hash: KeyHash,
    /// Whose it is.
    pub merchant: String,
    /// What it is for.
    pub role: Role,
    /// A publishable key itself, for it is public; of a secret one the beginning.
    pub label: String,
    /// Since when.
    pub created_at: OffsetDateTime,
    /// From when on it opens nothing; `None` while nothing has taken its place.
    pub ends_at: Option<OffsetDateTime>,
}

/// What a key is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// In every shopper's browser: what a shopper may do.
    Publishable,
    /// The merchant's servers: everything of the merchant's.
    Merchant,
    /// The insurer's side: reads the merchant's claims and decides them.
    Insurer,
}

/// An id that no merchant can have.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is no id of a merchant: write 1 to 40 small letters, digits and hyphens, beginning with a letter"
)]
pub struct NoId(String);

/// Reads the id of a merchant. It stands in keys and tokens, where a dot or an underscore would end it.
///
/// # Errors
/// Where it is none.
pub fn merchant_id(text: &str) -> Result<String, NoId> {
    let sound = (1..=40).contains(&text.len())
        && text.starts_with(|first: char| first.is_ascii_lowercase())
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    if sound { Ok(text.to_owned()) } else { Err(NoId(text.to_owned())) }
}

impl ApiKey {
    /// Whether it opens anything at a time.
    #[must_use]
    pub fn is_good(&self, now: OffsetDateTime) -> bool {
        self.ends_at.is_none_or(|end| now < end)
    }
}

impl Role {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Publishable, Self::Merchant, Self::Insurer];

    /// As it is kept.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Publishable => "publishable",
            Self::Merchant => "merchant",
            Self::Insurer => "insurer",
        }
    }

    /// What its keys begin with.
    #[must_use]
    pub const fn prefix(self) -> &'static str {
        match self {
            Self::Publishable => "pk",
            Self::Merchant => "sk",
            Self::Insurer => "ik",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::merchant_id;

    #[test]
    fn an_id_can_stand_in_a_key() {
        for id in ["a", "demo", "kaufhaus-9", &"a".repeat(40)] {
            assert_eq!(merchant_id(id).as_deref(), Ok(id));
        }
        for rubbish in ["", "9a", "-a", "A", "a_b", "a.b", "a b", "ä", &"a".repeat(41)] {
            assert!(merchant_id(rubbish).is_err(), "{rubbish}");
        }
    }
}
