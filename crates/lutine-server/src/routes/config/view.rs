//! What a widget is told.

use std::collections::BTreeMap;

use utoipa::ToSchema;

use crate::openapi::core;

/// All that a widget needs to price without a request.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
#[expect(dead_code, reason = "says what `Seller::config` writes")]
pub(crate) struct Config {
    /// The server's day, in UTC, which picks each programme's revision.
    #[schema(format = Date)]
    as_of: String,
    /// Whether what is booked covers nothing, being for trying out.
    sandbox: bool,
    /// The programmes that the merchant sells, each in the revision of the day.
    programmes: Vec<core::Programme>,
    /// What goods are called, ranked: the highest first.
    categories: Vec<core::Category>,
    /// The carriers that are known by name.
    carriers: Vec<core::Carrier>,
    /// The premium taxes that are known, by the policyholder's country.
    premium_taxes: Vec<core::PremiumTax>,
    /// The merchant's rates, where it has some.
    #[schema(required = true)]
    exchange_rates: Option<MerchantRates>,
    /// By programme and locale: the fingerprint of the regulated wording, which a consent names.
    texts: BTreeMap<String, BTreeMap<String, Wording>>,
    /// What else is on; nothing as yet.
    features: BTreeMap<String, bool>,
}

/// The merchant's rates: what one unit of a base currency is worth in others.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
#[expect(dead_code, reason = "says what `Seller::config` writes")]
pub(crate) struct MerchantRates {
    /// Their day.
    #[schema(format = Date)]
    as_of: String,
    /// The currency of which one unit is meant.
    base: String,
    /// By currency code: units of that currency for one unit of the base.
    rates: BTreeMap<String, String>,
    /// Where they are from.
    source: String,
}

/// A regulated wording in one language.
#[derive(ToSchema)]
#[expect(dead_code, reason = "says what `Seller::config` writes")]
pub(crate) struct Wording {
    /// Its fingerprint.
    hash: String,
}
