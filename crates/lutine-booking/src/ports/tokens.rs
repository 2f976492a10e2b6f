//! Refresh tokens, as they are kept: by their hashes.

use async_trait::async_trait;
use time::OffsetDateTime;

use super::StoreError;
use crate::secret::KeyHash;

/// Keeps refresh tokens. Each is used once, for the next of its family.
#[async_trait]
pub trait Tokens: Send + Sync {
    /// Keeps the first token of a family, and forgets those that are too old by now.
    async fn begin_family(&self, first: &RefreshToken, now: OffsetDateTime) -> Result<(), StoreError>;

    /// Uses a token of a client's key, and keeps the next one in its place, in the same family whatever that one says. A token that
    /// was used before ends its family: somebody else has it.
    async fn refresh(
        &self,
        used: &KeyHash,
        next: &RefreshToken,
        now: OffsetDateTime,
    ) -> Result<Refreshed, StoreError>;
}

/// A refresh token, without its secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefreshToken {
    /// Of the token as it was given.
    pub hash: KeyHash,
    /// Those that followed from one another.
    pub family: String,
    /// The client's key that it was got with; it is of no use with another.
    pub key: KeyHash,
    /// From when on it cannot be used.
    pub expires_at: OffsetDateTime,
}

/// What became of the use of a refresh token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refreshed {
    /// It is used, and the next one is kept.
    Refreshed,
    /// There is no such token of this key, or it is too old.
    Unknown,
    /// It was used before; its family has ended.
    Reused,
}
