//! Who sells, found by key: known for some seconds, so that not every request asks the database, and every server feels soon
//! what another one changed.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, PoisonError, RwLock};

use lutine_booking::{ApiKey, Clock, KeyHash, Store, StoreError};
use lutine_programmes::Data;
use time::{Duration, OffsetDateTime};

use crate::seller::Seller;

/// How long what was read counts. A key that was taken back opens its merchant's side for so long, and no longer.
const KNOWN_FOR: Duration = Duration::seconds(3);

/// Of so many keys and merchants is known what was read of them; only those that are there count.
const MOST_KNOWN: usize = 10_000;

/// Finds sellers. Locks are held to look something up in memory, never while the database is asked.
pub struct Sellers {
    store: Arc<dyn Store>,
    clock: Arc<dyn Clock>,
    data: Data,
    keys: Known<KeyHash, ApiKey>,
    sellers: Known<String, Arc<Seller>>,
}

impl Sellers {
    /// Those of a store, who sell what is in the data.
    #[must_use]
    pub fn new(store: Arc<dyn Store>, clock: Arc<dyn Clock>, data: Data) -> Self {
        Self { store, clock, data, keys: Known::default(), sellers: Known::default() }
    }

    /// A key that is good now, by what its holder shows.
    pub(crate) async fn key(&self, shown: &str) -> Result<Option<ApiKey>, StoreError> {
        self.key_of(&KeyHash::of(shown)).await
    }

    /// A key that is good now, by its hash.
    pub(crate) async fn key_of(&self, hash: &KeyHash) -> Result<Option<ApiKey>, StoreError> {
        let now = self.clock.now();
        let key = match self.keys.get(hash, now) {
            Some(key) => Some(key),
            None => {
                let read = self.store.key(hash).await?;
                read.inspect(|key| self.keys.put(hash.clone(), key.clone(), now))
            }
        };
        Ok(key.filter(|key| key.is_good(now)))
    }

    /// The seller of an id.
    pub(crate) async fn seller(&self, id: &str) -> Result<Option<Arc<Seller>>, StoreError> {
        let now = self.clock.now();
        if let Some(seller) = self.sellers.get(id, now) {
            return Ok(Some(seller));
        }
        let Some(account) = self.store.merchant(id).await? else { return Ok(None) };
        let before = self.sellers.last(id).filter(|seller| seller.version == account.version);
        let seller = match before {
            Some(same) => same,
            None => Arc::new(Seller::of(&account, &self.data).map_err(|error| {
                StoreError::Unreadable(format!("the settings of the merchant `{id}`: {error}"))
            })?),
        };
        self.sellers.put(id.to_owned(), Arc::clone(&seller), now);
        Ok(Some(seller))
    }
}

/// What was read, and when.
struct Known<K, V>(RwLock<HashMap<K, (V, OffsetDateTime)>>);

impl<K, V> Default for Known<K, V> {
    fn default() -> Self {
        Self(RwLock::default())
    }
}

impl<K: Eq + Hash, V: Clone> Known<K, V> {
    /// What still counts.
    fn get<Q: Eq + Hash + ?Sized>(&self, key: &Q, now: OffsetDateTime) -> Option<V>
    where
        K: std::borrow::Borrow<Q>,
    {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        known.get(key).filter(|(_, read)| still_counts(*read, now)).map(|(value, _)| value.clone())
    }

    /// What was read last, however long ago.
    fn last<Q: Eq + Hash + ?Sized>(&self, key: &Q) -> Option<V>
    where
        K: std::borrow::Borrow<Q>,
    {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        known.get(key).map(|(value, _)| value.clone())
    }

    fn put(&self, key: K, value: V, now: OffsetDateTime) {
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MOST_KNOWN {
            known.retain(|_, (_, read)| still_counts(*read, now));
        }
        if known.len() < MOST_KNOWN {
            known.insert(key, (value, now));
        }
    }
}

/// Not once a clock was set back, either: who knows by how much.
fn still_counts(read: OffsetDateTime, now: OffsetDateTime) -> bool {
    (Duration::ZERO..KNOWN_FOR).contains(&(now - read))
}
