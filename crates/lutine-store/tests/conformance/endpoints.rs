//! Where merchants want to be told of events, and with which secrets.

use std::sync::Arc;

use lutine_booking::{
    Added, ChangeRequest, DisabledBy, Endpoint, EndpointChange, EndpointState, MOST_ENDPOINTS, MOST_SECRETS,
    Rotation, SealedSecret, Store, Switch, Wanted,
};

use crate::harness::{Database, at};

pub(crate) fn wanted(kinds: &[&str]) -> Wanted {
    Wanted::new(kinds.iter().map(ToString::to_string).collect())
}

fn sealed(id: &str, seconds: i64) -> SealedSecret {
    SealedSecret {
        id: id.to_owned(),
        sealed: format!("sealed {id}"),
        created_at: at(seconds),
        expires_at: None,
    }
}

pub(crate) fn endpoint(merchant: &str, number: u32, kinds: &[&str]) -> Endpoint {
    let id = format!("endpoint_{merchant}_{number:04}");
    Endpoint {
        merchant: merchant.to_owned(),
        address: format!("https://{merchant}.example:8443/hooks?number={number}").parse().unwrap(),
        description: "Our “shop”".to_owned(),
        wanted: wanted(kinds),
        state: EndpointState::Enabled,
        secrets: vec![sealed(&format!("secret_{id}"), 0)],
        created_at: at(0),
        id,
    }
}

/// Keeps an endpoint that nothing is in the way of.
pub(crate) async fn added(store: &Arc<dyn Store>, merchant: &str, number: u32, kinds: &[&str]) -> Endpoint {
    let endpoint = endpoint(merchant, number, kinds);
    assert_eq!(store.add_endpoint(&endpoint).await.unwrap(), Added::Added);
    endpoint
}

pub(crate) async fn kept(store: &Arc<dyn Store>, endpoint: &Endpoint) -> Endpoint {
    store.endpoint(&endpoint.merchant, &endpoint.id).await.unwrap().unwrap()
}

pub(crate) fn switch(endpoint: &Endpoint, to: Switch, seconds: i64) -> EndpointChange {
    change(endpoint, ChangeRequest { state: Some(to), ..ChangeRequest::default() }, seconds)
}

pub(crate) fn change(endpoint: &Endpoint, to: ChangeRequest, seconds: i64) -> EndpointChange {
    EndpointChange { merchant: endpoint.merchant.clone(), endpoint: endpoint.id.clone(), to, at: at(seconds) }
}

fn rotation(endpoint: &Endpoint, secret: &str, seconds: i64, others_until: i64) -> Rotation {
    Rotation {
        merchant: endpoint.merchant.clone(),
        endpoint: endpoint.id.clone(),
        secret: sealed(secret, seconds),
        others_until: at(others_until),
    }
}

pub(crate) async fn an_endpoint_reads_back_for_its_merchant_alone(database: Database) {
    let store = database.open().await;
    let first = added(&store, "demo", 1, &["booking.*", "claim.paid"]).await;
    let second = added(&store, "demo", 2, &["*"]).await;
    let other = added(&store, "other", 1, &["*"]).await;
    let again = database.open().await;
    assert_eq!(kept(&again, &first).await, first);
    assert_eq!(again.endpoints("demo").await.unwrap(), [first.clone(), second]);
    assert_eq!(again.endpoints("other").await.unwrap(), [other]);
    let foreign = Endpoint { merchant: "other".to_owned(), ..first.clone() };
    assert_eq!(store.endpoint("other", &foreign.id).await.unwrap(), None);
    assert_eq!(store.change_endpoint(&switch(&foreign, Switch::Disabled, 1)).await.unwrap(), None);
    assert_eq!(store.rotate_secret(&rotation(&foreign, "s", 1, 1)).await.unwrap(), None);
    assert_eq!(store.delete_endpoint("other", &foreign.id).await.unwrap(), None);
    assert_eq!(kept(&store, &first).await, first);
    assert_eq!(store.delete_endpoint("demo", &first.id).await.unwrap(), Some(()));
    assert_eq!(store.endpoint("demo", &first.id).await.unwrap(), None);
    assert_eq!(store.delete_endpoint("demo", &first.id).await.unwrap(), None);
}

pub(crate) async fn of_many_endpoints_at_once_so_many_are_kept(database: Database) {
    let store = database.open().await;
    let tasks: Vec<_> = (0..MOST_ENDPOINTS + 10)
        .map(|number| {
            let store = Arc::clone(&store);
            tokio::spawn(async move { store.add_endpoint(&endpoint("demo", number, &["*"])).await.unwrap() })
        })
        .collect();
    let mut too_many = 0;
    for task in tasks {
        too_many += usize::from(task.await.unwrap() == Added::TooMany);
    }
    assert_eq!(too_many, 10);
    let kept = store.endpoints("demo").await.unwrap();
    assert_eq!(kept.len(), MOST_ENDPOINTS as usize);
    store.delete_endpoint("demo", &kept[7].id).await.unwrap();
    added(&store, "demo", 99, &["*"]).await;
    added(&store, "other", 1, &["*"]).await;
}

pub(crate) async fn an_endpoint_is_made_once(database: Database) {
    let store = database.open().await;
    let first = added(&store, "demo", 1, &["*"]).await;
    let again = Endpoint { secrets: vec![sealed("another", 5)], description: String::new(), ..first.clone() };
    assert_eq!(store.add_endpoint(&again).await.unwrap(), Added::Before(Box::new(first)));
}

pub(crate) async fn a_change_keeps_what_it_does_not_name(database: Database) {
    let store = database.open().await;
    let first = added(&store, "demo", 1, &["*"]).await;
    let address = "https://other.example/".parse().unwrap();
    let moved = ChangeRequest { address: Some(address), ..ChangeRequest::default() };
    let moved = store.change_endpoint(&change(&first, moved, 1)).await.unwrap().unwrap();
    assert_eq!(
        (moved.address.to_string().as_str(), &moved.wanted),
        ("https://other.example/", &first.wanted)
    );
    let less = ChangeRequest { wanted: Some(wanted(&["claim.*"])), ..ChangeRequest::default() };
    let less = store.change_endpoint(&change(&first, less, 2)).await.unwrap().unwrap();
    assert_eq!(less, Endpoint { wanted: wanted(&["claim.*"]), ..moved.clone() });
    store.change_endpoint(&switch(&first, Switch::Disabled, 3)).await.unwrap();
    let off = store.change_endpoint(&switch(&first, Switch::Disabled, 4)).await.unwrap().unwrap();
    assert_eq!(off.state, EndpointState::Disabled { since: at(3), by: DisabledBy::Merchant });
    let on = store.change_endpoint(&switch(&first, Switch::Enabled, 5)).await.unwrap().unwrap();
    assert_eq!(on, less);
    assert_eq!(kept(&store, &first).await, less);
}

pub(crate) async fn secrets_overlap_and_end(database: Database) {
    let store = database.open().await;
    let first = added(&store, "demo", 1, &["*"]).await;
    let rotate = async |secret: &str, seconds, until| {
        let rotated = store.rotate_secret(&rotation(&first, secret, seconds, until)).await.unwrap().unwrap();
        let secret = |secret: &SealedSecret| (secret.id.clone(), secret.expires_at);
        let (good, ended): (Vec<_>, Vec<_>) =
            rotated.secrets.iter().partition(|secret| secret.is_good(at(seconds)));
        assert!(ended.iter().all(|secret| secret.sealed.is_empty()), "what ended is not kept");
        good.into_iter().map(secret).collect::<Vec<_>>()
    };
    let original = first.secrets[0].id.clone();
    let named = |id: &str| id.to_owned();
    let both = [(named("b"), None), (original.clone(), Some(at(100)))];
    assert_eq!(rotate("b", 10, 100).await, both);
    assert_eq!(rotate("b", 20, 200).await, both, "once for its id");
    let three = [(named("c"), None), (named("b"), Some(at(150))), (original, Some(at(100)))];
    assert_eq!(rotate("c", 30, 150).await, three, "none is good longer than before");
    assert_eq!(
        rotate("d", 120, 300).await,
        [(named("d"), None), (named("c"), Some(at(300))), (named("b"), Some(at(150))),]
    );
    assert_eq!(rotate("e", 121, 121).await, [(named("e"), None)], "at once");
    assert_eq!(rotate("d", 121, 121).await, [(named("e"), None)], "once for its id, however late");
    for number in 0..MOST_SECRETS {
        rotate(&format!("f{number}"), 122, 999).await;
    }
    assert_eq!(kept(&store, &first).await.secrets.len(), MOST_SECRETS);
}
