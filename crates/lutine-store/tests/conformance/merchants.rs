//! Merchants and their keys: a key opens one merchant's side, until it ends.

use std::sync::Arc;

use lutine_booking::{Account, AccountSettings, ApiKey, KeyHash, Payment, Role};
use lutine_core::Node;

use crate::harness::{Database, at};

fn account(id: &str) -> Account {
    let rates =
        Node::table([("base", Node::text("USD")), ("rates", Node::table([("EUR", Node::text("0.92"))]))]);
    let settings = AccountSettings {
        programmes: vec!["house-usd".to_owned()],
        origins: vec!["https://shop.example".to_owned()],
        exchange_rates: Some(rates),
        payment: Payment::Confirmed,
        sandbox: true,
    };
    Account {
        id: id.to_owned(), name: "Käthe’s “shop”".to_owned(), settings, version: 0, created_at: at(0)
    }
}

pub(crate) fn api_key(merchant: &str, role: Role, shown: &str) -> ApiKey {
    ApiKey {
        hash: KeyHash::of(shown),
        merchant: merchant.to_owned(),
        role,
        label: format!("{}_{merchant}", role.prefix()),
        created_at: at(0),
        ends_at: None,
    }
}

pub(crate) async fn a_merchant_and_its_keys_read_back_after_a_restart(database: Database) {
    let store = database.open().await;
    let keys = Role::ALL.map(|role| api_key("shop", role, role.name()));
    assert!(store.add_merchant(&account("shop"), &keys).await.unwrap());
    assert!(store.add_merchant(&account("a"), &[]).await.unwrap());
    let store = database.open().await;
    assert_eq!(store.merchant("shop").await.unwrap(), Some(account("shop")));
    assert_eq!(store.merchant("none").await.unwrap(), None);
    assert_eq!(store.merchants().await.unwrap(), [account("a"), account("shop")]);
    for key in &keys {
        assert_eq!(store.key(&key.hash).await.unwrap().as_ref(), Some(key));
    }
    assert_eq!(store.key(&KeyHash::of("Merchant")).await.unwrap(), None);
    assert_eq!(store.keys("shop").await.unwrap().len(), 3);
    assert_eq!(store.keys("a").await.unwrap(), []);
}

pub(crate) async fn an_id_is_taken_once(database: Database) {
    let store = database.open().await;
    let adding = (0..8).map(|number| {
        let store = Arc::clone(&store);
        let key = api_key("shop", Role::Merchant, &number.to_string());
        tokio::spawn(async move { store.add_merchant(&account("shop"), &[key]).await.unwrap() })
    });
    let mut added = 0;
    for adding in adding.collect::<Vec<_>>() {
        added += usize::from(adding.await.unwrap());
    }
    assert_eq!((added, store.keys("shop").await.unwrap().len()), (1, 1), "whoever came late left no key");
}

/// Several servers start at once, and each puts the same merchant.
pub(crate) async fn what_is_put_is_so_and_its_version_counts_the_changes(database: Database) {
    let store = database.open().await;
    let key = api_key("demo", Role::Merchant, "s");
    let putting = (0..4).map(|_| {
        let (store, key) = (Arc::clone(&store), key.clone());
        tokio::spawn(async move { store.put_merchant(&account("demo"), &[key]).await.unwrap() })
    });
    for putting in putting.collect::<Vec<_>>() {
        putting.await.unwrap();
    }
    assert_eq!(store.merchant("demo").await.unwrap().unwrap().version, 0);
    let mut other = account("demo");
    other.settings.payment = Payment::AtOnce;
    store.put_merchant(&other, &[]).await.unwrap();
    assert_eq!(store.merchant("demo").await.unwrap(), Some(Account { version: 1, ..other }));
    store.end_keys("demo", at(5)).await.unwrap();
    assert!(!store.key(&key.hash).await.unwrap().unwrap().is_good(at(5)));
    store.put_merchant(&account("demo"), &[key.clone()]).await.unwrap();
    assert_eq!(store.key(&key.hash).await.unwrap(), Some(key), "it opens the merchant's side again");
}

pub(crate) async fn keys_that_are_replaced_end_and_no_others(database: Database) {
    let store = database.open().await;
    let [old, public] = [Role::Merchant, Role::Publishable].map(|role| api_key("shop", role, role.name()));
    store.add_merchant(&account("shop"), &[old.clone(), public.clone()]).await.unwrap();
    let foreign = api_key("other", Role::Merchant, "foreign");
    store.add_merchant(&account("other"), &[foreign.clone()]).await.unwrap();
    let fresh = api_key("shop", Role::Merchant, "fresh");
    assert!(store.rotate(&fresh, at(100)).await.unwrap());
    let ends = async |key: &ApiKey| store.key(&key.hash).await.unwrap().unwrap().ends_at;
    assert_eq!((ends(&old).await, ends(&fresh).await), (Some(at(100)), None));
    assert_eq!((ends(&public).await, ends(&foreign).await), (None, None));
    // What ends already does not live longer for it.
    assert!(store.rotate(&api_key("shop", Role::Merchant, "third"), at(200)).await.unwrap());
    assert_eq!((ends(&old).await, ends(&fresh).await), (Some(at(100)), Some(at(200))));
    let nobody = api_key("nobody", Role::Merchant, "n");
    assert!(!store.rotate(&nobody, at(1)).await.unwrap());
    assert_eq!(store.key(&nobody.hash).await.unwrap(), None);
}
