//! The demo merchant, from data: which programmes it sells, with which rates, and on whose pages.

use lutine_booking::{
    Account, AccountSettings, ApiKey, DEMO, KeyHash, Merchants, Payment, Role, Secret, Signer, StoreError,
};
use lutine_core::Node;
use lutine_programmes::{LoadError, parse};
use time::OffsetDateTime;

const FILE: &str = include_str!("../data/demo-merchant.toml");

/// Its publishable key, which every demo page carries.
const PUBLISHABLE: &str = "pk_demo";

/// The demo merchant's keys, to be shown.
#[derive(Debug)]
pub struct DemoKeys {
    /// For pages.
    pub publishable: &'static str,
    /// For its servers.
    pub secret: Secret,
    /// For the insurer's side of its claims.
    pub insurer: Secret,
}

/// Why there is no demo merchant; a test keeps that from happening.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// The file cannot be read.
    #[error(transparent)]
    Load(#[from] LoadError),
    /// The merchant's file lacks something.
    #[error("demo-merchant.toml: `{0}` is missing")]
    Missing(&'static str),
}

/// The demo merchant, whose bookings by publishable key wait for this.
///
/// # Errors
/// Where the file that ships with the server cannot be used.
pub fn demo_account(payment: Payment, now: OffsetDateTime) -> Result<Account, DemoError> {
    let file = parse("demo-merchant.toml", FILE)?;
    let name = file.get("name").and_then(Node::as_text).ok_or(DemoError::Missing("name"))?;
    let settings = AccountSettings {
        programmes: texts(&file, "programmes")?,
        origins: texts(&file, "origins")?,
        exchange_rates: file.get("exchangeRates").cloned(),
        payment,
        sandbox: true,
    };
    Ok(Account { id: DEMO.to_owned(), name: name.to_owned(), settings, version: 0, created_at: now })
}

/// A list of texts, each of them read.
fn texts(file: &Node, name: &'static str) -> Result<Vec<String>, DemoError> {
    let list = file.get(name).ok_or(DemoError::Missing(name))?;
    let texts = list.elements().iter().map(|node| node.as_text().map(String::from));
    texts.collect::<Option<_>>().ok_or(DemoError::Missing(name))
}

/// Puts the demo merchant and its keys where the others are; they are the same after every start over the same database.
///
/// # Errors
/// Where the store fails.
pub async fn open_demo(
    store: &(impl Merchants + ?Sized),
    signer: &Signer,
    account: &Account,
) -> Result<DemoKeys, StoreError> {
    let keys = DemoKeys {
        publishable: PUBLISHABLE,
        secret: signer.demo_secret(),
        insurer: signer.demo_insurer_key(),
    };
    let key = |role, hash, label| ApiKey {
        hash,
        merchant: account.id.clone(),
        role,
        label,
        created_at: account.created_at,
        ends_at: None,
    };
    let kept = [
        key(Role::Publishable, KeyHash::of(PUBLISHABLE), PUBLISHABLE.to_owned()),
        key(Role::Merchant, keys.secret.hash(), keys.secret.label()),
        key(Role::Insurer, keys.insurer.hash(), keys.insurer.label()),
    ];
    store.put_merchant(account, &kept).await?;
    Ok(keys)
}

/// Lets the demo merchant's keys end, where there are any: nobody sells for it any more. What it has sold stays.
///
/// # Errors
/// Where the store fails.
pub async fn close_demo(store: &(impl Merchants + ?Sized), now: OffsetDateTime) -> Result<(), StoreError> {
    store.end_keys(DEMO, now).await
}
