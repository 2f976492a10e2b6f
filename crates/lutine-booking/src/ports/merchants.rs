//! Merchants and their keys, as they are kept: of a secret only its hash.

use async_trait::async_trait;
use time::OffsetDateTime;

use super::StoreError;
use crate::account::{Account, ApiKey};
use crate::secret::KeyHash;

/// Keeps merchants and their keys.
#[async_trait]
pub trait Merchants: Send + Sync {
    /// Adds a merchant with its first keys; `false` where the id is taken, and then nothing is added.
    async fn add_merchant(&self, account: &Account, keys: &[ApiKey]) -> Result<bool, StoreError>;

    /// Makes a merchant what is said here, whether it was there or not; its version counts the changes. These keys open its
    /// side again, where they had ended.
    async fn put_merchant(&self, account: &Account, keys: &[ApiKey]) -> Result<(), StoreError>;

    /// One merchant.
    async fn merchant(&self, id: &str) -> Result<Option<Account>, StoreError>;

    /// All merchants, by id.
    async fn merchants(&self) -> Result<Vec<Account>, StoreError>;

    /// The key of a hash, also one that has ended.
    async fn key(&self, hash: &KeyHash) -> Result<Option<ApiKey>, StoreError>;

    /// A merchant's keys, the latest first, also those that have ended.
    async fn keys(&self, merchant: &str) -> Result<Vec<ApiKey>, StoreError>;

    /// Adds a key, and lets every other of its merchant and role end at a time, if not before; `false` where there is no such
    /// merchant, and then nothing is added.
    async fn rotate(&self, fresh: &ApiKey, others_end: OffsetDateTime) -> Result<bool, StoreError>;

    /// Lets every key of a merchant end at a time, if not before.
    async fn end_keys(&self, merchant: &str, at: OffsetDateTime) -> Result<(), StoreError>;
}
