//! Who sells: a merchant with its tariff, what its widgets are told, and on whose pages they stand.

use lutine_booking::{Account, DEMO, Merchant, Payment, text_hash};
use lutine_core::{Date, FieldError, Node, Programme, QuoteAnswer, Tariff, nearest};
use lutine_programmes::{Data, LoadError};
use serde_json::{Map, Value, json};

use crate::origins::{NoOrigin, Origins};

/// A merchant as the server knows it.
#[derive(Debug)]
pub struct Seller {
    /// As the use cases see it.
    pub merchant: Merchant,
    /// Whose pages may show its widget.
    pub origins: Origins,
    /// Of its account's settings.
    pub(crate) version: i64,
    /// Every revision of every programme that it sells.
    programmes: Vec<Node>,
    /// /v1/config, but for the day and what depends on it.
    config: Value,
}

/// Why nobody can sell by these settings.
#[derive(Debug, thiserror::Error)]
pub enum SellerError {
    /// A file of rates cannot be used.
    #[error(transparent)]
    Load(#[from] LoadError),
    /// It sells what there is not.
    #[error("there is no programme `{id}`: {}`lutine programmes` lists them", instead(.meant))]
    NoProgramme {
        /// What it was called.
        id: String,
        /// The one that is nearest, where one is near.
        meant: Option<String>,
    },
    /// It sells nothing.
    #[error("a merchant sells one programme or more")]
    NothingSold,
    /// Its allow-list names nobody, or everybody.
    #[error(transparent)]
    Origin(#[from] NoOrigin),
    /// Its exchange rates cannot be used; the first of their faults.
    #[error("the exchange rates: `{}` {}", .0.path, .0.message)]
    Rates(FieldError),
    /// Its covers would have to be real.
    #[error("a live merchant needs an insurer of its own: this server has the sandbox, which covers nothing")]
    Live,
}

fn instead(meant: &Option<String>) -> String {
    meant.as_ref().map(|meant| format!("write `{meant}`; ")).unwrap_or_default()
}

impl Seller {
    /// The merchant of an account, with the rates of what it sells.
    ///
    /// # Errors
    /// Where nobody can sell by the account's settings.
    pub fn of(account: &Account, data: &Data) -> Result<Self, SellerError> {
        let settings = &account.settings;
        if !settings.sandbox {
            return Err(SellerError::Live);
        }
        let programmes = sold(&settings.programmes, data)?;
        let terms = data.tariff()?;
        let data = Data { programmes, ..data.clone() };
        let config = json!({
            "sandbox": true,
            "categories": data.categories,
            "carriers": data.carriers,
            "premiumTaxes": data.premium_taxes,
            "exchangeRates": settings.exchange_rates,
            "features": {},
        });
        let tariff = data.tariff()?;
        if let Some(fault) = settings.exchange_rates.as_ref().and_then(|rates| fault_of(rates, &tariff)) {
            return Err(SellerError::Rates(fault));
        }
        let merchant = Merchant {
            id: account.id.clone(),
            tariff,
            terms,
            exchange_rates: settings.exchange_rates.clone(),
            sandbox: settings.sandbox,
            // Whoever has a publishable key would book without anybody's payment: at the demo, where it costs nobody anything.
            payment: if account.id == DEMO { settings.payment } else { Payment::Confirmed },
        };
        let origins = Origins::read(settings.origins.iter().map(String::as_str))?;
        Ok(Self { merchant, origins, version: account.version, programmes: data.programmes, config })
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

/// Every revision of these programmes, in the order of the data.
fn sold(ids: &[String], data: &Data) -> Result<Vec<Node>, SellerError> {
    if ids.is_empty() {
        return Err(SellerError::NothingSold);
    }
    let id = |node: &Node| node.get("id").and_then(Node::as_text).unwrap_or_default().to_owned();
    let known: Vec<String> = data.programmes.iter().map(id).collect();
    if let Some(unknown) = ids.iter().find(|id| !known.contains(id)) {
        let meant = nearest(unknown, known.iter().map(String::as_str)).map(str::to_owned);
        return Err(SellerError::NoProgramme { id: unknown.clone(), meant });
    }
    Ok(data.programmes.iter().filter(|node| ids.contains(&id(node))).cloned().collect())
}

/// What is wrong with exchange rates: the core says so of a call that has nothing else.
fn fault_of(rates: &Node, tariff: &Tariff) -> Option<FieldError> {
    let field = |name: &str| rates.get(name).cloned().unwrap_or(Node::Null);
    let rates = Node::table([("base", field("base")), ("rates", field("rates"))]);
    match lutine_core::quote(&Node::table([("exchangeRates", rates)]), tariff) {
        QuoteAnswer::Invalid { errors } => {
            errors.into_iter().find(|error| error.path.starts_with("exchangeRates"))
        }
        QuoteAnswer::Quoted { .. } => None,
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
