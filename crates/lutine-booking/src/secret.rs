//! Secrets that are shown once, and what is kept of them.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

/// A secret in the open, on its way to whoever it is for. It is in no log and no error.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

/// What is kept of a secret: enough to know it again, and nothing to find it by.
///
/// It is a plain SHA-256. Slow hashes with salt make up for secrets that people think of; these are 256 bits of chance, which
/// nobody tries out, and each request must find its key by this.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct KeyHash(String);

impl Secret {
    /// A new one: what it is for, and 256 bits of chance.
    #[must_use]
    pub fn of(prefix: &str, chance: [u8; 32]) -> Self {
        Self(format!("{prefix}_{}", URL_SAFE_NO_PAD.encode(chance)))
    }

    /// One that follows from another secret, by a signature.
    pub(crate) fn following(prefix: &str, signature: &str) -> Self {
        Self(format!("{prefix}_{signature}"))
    }

    /// The secret itself, to be handed out.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// What is kept of it.
    #[must_use]
    pub fn hash(&self) -> KeyHash {
        KeyHash::of(&self.0)
    }

    /// Its beginning, by which people tell it from others: far too little to guess the rest by.
    #[must_use]
    pub fn label(&self) -> String {
        let shown: String = self.0.chars().take(self.0.len().saturating_sub(36)).collect();
        format!("{shown}…")
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Secret(..)")
    }
}

impl KeyHash {
    /// Of a key as a caller shows it.
    #[must_use]
    pub fn of(key: &str) -> Self {
        Self(URL_SAFE_NO_PAD.encode(Sha256::digest(key.as_bytes())))
    }

    /// As it was kept.
    #[must_use]
    pub const fn kept(hash: String) -> Self {
        Self(hash)
    }

    /// As it is kept.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::Secret;

    #[test]
    fn a_secret_is_told_apart_and_not_told() {
        let secret = Secret::of("sk_shop", [7; 32]);
        assert_eq!(secret.reveal(), "sk_shop_BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc");
        assert_eq!(secret.label(), "sk_shop_BwcHBwc…");
        assert_eq!(format!("{secret:?}"), "Secret(..)");
        assert!(!secret.hash().as_str().contains("BwcHBwc"));
        assert_ne!(secret.hash(), Secret::of("sk_shop", [8; 32]).hash());
    }
}
