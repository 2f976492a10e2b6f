//! The demo merchant, from data: which programmes it sells, with which rates, and on whose pages.

use lutine_booking::{Merchant, Payment, text_hash};
use lutine_core::{Date, Node, Programme};
use lutine_programmes::{Data, LoadError, parse};
use serde_json::{Map, Value, json};

use crate::embedders::{Embedders, NoOrigin};

const FILE: &str = include_str!("../data/demo-merchant.toml");

/// The demo merchant, and what its widgets are told.
#[derive(Debug)]
pub struct DemoMerchant {
    /// As the use cases see it.
    pub merchant: Merchant,
    /// The key that its shop carries.
    pub publishable_key: String,
    /// Who may show its widget in a frame.
    pub embedders: Embedders,
    /// Every revision of every programme that it sells.
    programmes: Vec<Node>,
    /// /v1/config, but for the day and what depends on it.
    config: Value,
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
    /// Its allow-list names nobody, or everybody.
    #[error("demo-merchant.toml: {0}")]
    Origin(#[from] NoOrigin),
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
    let sold = texts(&file, "programmes")?;
    let mut data = Data::shipped()?;
    data.programmes
        .retain(|node| node.get("id").and_then(Node::as_text).is_some_and(|id| sold.contains(&id)));
    let exchange_rates = file.get("exchangeRates").cloned();
    let embedders = Embedders::read(texts(&file, "origins")?)?;
    let selling = DemoMerchant::selling(&data, text("id")?, text("publishableKey")?, exchange_rates)?;
    Ok(DemoMerchant { embedders, ..selling })
}

/// A list of texts, each of them read.
fn texts<'n>(file: &'n Node, name: &'static str) -> Result<Vec<&'n str>, DemoError> {
    let list = file.get(name).ok_or(DemoError::Missing(name))?;
    list.elements().iter().map(Node::as_text).collect::<Option<_>>().ok_or(DemoError::Missing(name))
}

impl DemoMerchant {
    /// A demo merchant who sells every programme of the data; its rates are `{ asOf, base, rates, source }`. Being one for
    /// demos, it books by publishable key at once, and nobody may frame its widget.
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
        let config = json!({
            "sandbox": true,
            "categories": data.categories,
            "carriers": data.carriers,
            "premiumTaxes": data.premium_taxes,
            "exchangeRates": exchange_rates,
            "features": {},
        });
        let merchant = Merchant { id, tariff, exchange_rates, sandbox: true, payment: Payment::AtOnce };
        let programmes = data.programmes.clone();
        Ok(Self { merchant, publishable_key, embedders: Embedders::default(), programmes, config })
    }

    /// What its widgets are told on a day: of each programme the revision that is on sale, and the fingerprints of its
    /// wording, for that is what they show.
    pub(crate) fn config(&self, day: time::Date) -> Value {
        let day = day.to_string();
        let programmes = self.of_day(Date::parse(&day));
        let texts: Map<String, Value> =
            programmes.iter().map(|programme| (programme.id.clone(), hashes(programme))).collect();
        let told = |node: &&Node| programmes.iter().any(|programme| is_of(node, programme));
        let mut config = self.config.clone();
        config["programmes"] = json!(self.programmes.iter().filter(told).collect::<Vec<_>>());
        config["texts"] = Value::Object(texts);
        config["asOf"] = json!(day);
        config
    }

    /// The revisions on sale; of a programme that is not on sale all of them, so that widgets know of it.
    fn of_day(&self, day: Option<Date>) -> Vec<&Programme> {
        let tariff = &self.merchant.tariff;
        let told = |programme: &&Programme| {
            let on_sale = day.and_then(|day| tariff.on_sale(&programme.id, day));
            on_sale.is_none_or(|on_sale| on_sale.revision == programme.revision)
        };
        tariff.programmes.iter().filter(told).collect()
    }
}

/// Whether data is that of a programme's revision.
fn is_of(node: &Node, programme: &Programme) -> bool {
    let is = |name, value: &str| node.get(name).and_then(Node::as_text) == Some(value);
    is("id", &programme.id) && is("revision", &programme.revision.to_string())
}

/// The fingerprint of a programme's regulated wording in each locale.
fn hashes(programme: &Programme) -> Value {
    let of_locale =
        |locale: &str| Some((locale.to_owned(), json!({ "hash": text_hash(programme, locale)? })));
    Value::Object(programme.texts.locales().filter_map(of_locale).collect())
}
