//! The demo merchant, from data: which programmes it sells, and with which rates.

use lutine_booking::{Merchant, text_hash};
use lutine_core::{Node, Programme};
use lutine_programmes::{Data, LoadError, parse};
use serde_json::{Map, Value, json};

const FILE: &str = include_str!("../data/demo-merchant.toml");

/// The demo merchant, and what its widgets are told.
#[derive(Debug)]
pub struct DemoMerchant {
    /// As the use cases see it.
    pub merchant: Merchant,
    /// The key that its shop carries.
    pub publishable_key: String,
    /// /v1/config, but for the day.
    pub(crate) config: Value,
}

/// Why there is no demo merchant; a test keeps that from happening.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// A file of rates cannot be used.
    #[error(transparent)]
    Load(#[from] LoadError),
    /// The merchant's file lacks something.
    #[error("demo-merchant.toml: `{0}` is missing")]
    Missing(&'static str),
}

/// Reads the demo merchant.
///
/// # Errors
/// Where a file that ships with the server cannot be used.
pub fn demo_merchant() -> Result<DemoMerchant, DemoError> {
    let file = parse("demo-merchant.toml", FILE)?;
    let text = |name: &'static str| {
        file.get(name).and_then(Node::as_text).map(String::from).ok_or(DemoError::Missing(name))
    };
    let sold: Vec<&str> = file
        .get("programmes")
        .map(Node::elements)
        .unwrap_or_default()
        .iter()
        .filter_map(Node::as_text)
        .collect();
    let mut data = Data::shipped()?;
    data.programmes
        .retain(|node| node.get("id").and_then(Node::as_text).is_some_and(|id| sold.contains(&id)));
    let exchange_rates = file.get("exchangeRates").cloned();
    Ok(DemoMerchant::selling(&data, text("id")?, text("publishableKey")?, exchange_rates)?)
}

impl DemoMerchant {
    /// A demo merchant who sells every programme of the data; its rates are `{ asOf, base, rates, source }`.
    ///
    /// # Errors
    /// Where the data cannot be used.
    pub fn selling(
        data: &Data,
        id: String,
        publishable_key: String,
        exchange_rates: Option<Node>,
    ) -> Result<Self, LoadError> {
        let tariff = data.tariff()?;
        let texts: Map<String, Value> =
            tariff.programmes.iter().map(|programme| (programme.id.clone(), hashes(programme))).collect();
        let config = json!({
            "sandbox": true,
            "programmes": data.programmes,
            "categories": data.categories,
            "carriers": data.carriers,
            "premiumTaxes": data.premium_taxes,
            "exchangeRates": exchange_rates,
            "texts": texts,
            "features": {},
        });
        let merchant = Merchant { id, tariff, exchange_rates, sandbox: true };
        Ok(Self { merchant, publishable_key, config })
    }
}

/// The fingerprint of a programme's regulated wording in each locale.
fn hashes(programme: &Programme) -> Value {
    let of_locale =
        |locale: &str| Some((locale.to_owned(), json!({ "hash": text_hash(programme, locale)? })));
    Value::Object(programme.texts.locales().filter_map(of_locale).collect())
}
