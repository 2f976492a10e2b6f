//! Refresh tokens: each is used once.

use std::sync::Arc;

use lutine_booking::{KeyHash, RefreshToken, Refreshed, Role, Store};

use crate::harness::{Database, at};
use crate::merchants::{account, api_key};

/// A token, by what its holder shows, of a client's key.
fn token(shown: &str, key: &str) -> RefreshToken {
    RefreshToken {
        hash: KeyHash::of(shown),
        family: format!("family of {shown}"),
        key: KeyHash::of(key),
        expires_at: at(100),
    }
}

async fn with_clients(database: &Database) -> Arc<dyn Store> {
    let store = database.open().await;
    let keys = ["a", "b"].map(|shown| api_key("shop", Role::Merchant, shown));
    store.add_merchant(&account("shop"), &keys).await.unwrap();
    store
}

async fn used(store: &Arc<dyn Store>, shown: &str, next: &RefreshToken, seconds: i64) -> Refreshed {
    store.refresh(&KeyHash::of(shown), next, at(seconds)).await.unwrap()
}

pub(crate) async fn a_token_is_used_for_the_next_one(database: Database) {
    let store = with_clients(&database).await;
    store.begin_family(&token("1", "a"), at(0)).await.unwrap();
    assert_eq!(used(&store, "1", &token("2", "b"), 1).await, Refreshed::Unknown, "it is another client's");
    assert_eq!(used(&store, "1", &token("2", "a"), 1).await, Refreshed::Refreshed);
    let store = database.open().await;
    assert_eq!(used(&store, "2", &token("3", "a"), 99).await, Refreshed::Refreshed);
    assert_eq!(used(&store, "3", &token("4", "a"), 100).await, Refreshed::Unknown, "it is too old");
    assert_eq!(used(&store, "none", &token("4", "a"), 1).await, Refreshed::Unknown);
}

pub(crate) async fn a_token_used_twice_ends_its_family(database: Database) {
    let store = with_clients(&database).await;
    for first in ["1", "x"] {
        store.begin_family(&token(first, "a"), at(0)).await.unwrap();
    }
    assert_eq!(used(&store, "1", &token("2", "a"), 1).await, Refreshed::Refreshed);
    assert_eq!(used(&store, "2", &token("3", "a"), 1).await, Refreshed::Refreshed);
    assert_eq!(
        used(&store, "1", &token("4", "b"), 2).await,
        Refreshed::Unknown,
        "another client ends nothing"
    );
    assert_eq!(used(&store, "1", &token("4", "a"), 2).await, Refreshed::Reused);
    assert_eq!(used(&store, "3", &token("5", "a"), 3).await, Refreshed::Unknown);
    assert_eq!(used(&store, "x", &token("y", "a"), 3).await, Refreshed::Refreshed, "no other family ends");
}

pub(crate) async fn tokens_that_are_too_old_are_forgotten(database: Database) {
    let store = with_clients(&database).await;
    store.begin_family(&token("1", "a"), at(0)).await.unwrap();
    assert_eq!(used(&store, "1", &token("2", "a"), 1).await, Refreshed::Refreshed);
    store.begin_family(&token("later", "a"), at(100)).await.unwrap();
    assert_eq!(used(&store, "1", &token("3", "a"), 2).await, Refreshed::Unknown);
}

/// Whoever comes second of two at once has used it again: nobody goes on with the family.
pub(crate) async fn of_many_at_once_one_uses_a_token(database: Database) {
    let store = with_clients(&database).await;
    store.begin_family(&token("1", "a"), at(0)).await.unwrap();
    let uses = (0..16).map(|number| {
        let store = Arc::clone(&store);
        tokio::spawn(async move { used(&store, "1", &token(&format!("next {number}"), "a"), 1).await })
    });
    let mut counts = [0; 3];
    for one in uses.collect::<Vec<_>>() {
        counts[match one.await.unwrap() {
            Refreshed::Refreshed => 0,
            Refreshed::Reused => 1,
            Refreshed::Unknown => 2,
        }] += 1;
    }
    assert_eq!(counts, [1, 1, 14]);
    for number in 0..16 {
        assert_eq!(used(&store, &format!("next {number}"), &token("z", "a"), 2).await, Refreshed::Unknown);
    }
}
