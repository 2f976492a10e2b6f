//! Valid calls from a seed: the same seed, the same call, for ever.

mod loss;
mod money;
mod parcels;
mod random;

use serde_json::{Value, json};

pub(crate) use loss::payout_call;
pub(crate) use random::Random;

use super::terms::{self, UNLISTED_CARRIER};

/// The programmes' origins, and three where none of them starts.
const COUNTRIES: [&str; 11] = ["US", "CA", "GB", "FR", "ES", "IT", "NL", "DE", "JP", "KW", "BR"];
const HOLDERS: [&str; 11] = ["DE", "GB", "BE", "NL", "AT", "IT", "FI", "FR", "US", "ES", "JP"];
const CARRIERS: [&str; 7] = ["fedex", "ups", "ontrac", "usps", "dhl-express", "evri", UNLISTED_CARRIER];
/// The last has no programme of its own.
const PROVIDERS: [&str; 4] = ["fedex", "ups", "ontrac", "evri"];

/// A valid quote call.
pub(crate) fn call(seed: u64) -> Value {
    let random = &mut Random::new(seed);
    let wallet = money::Wallet::new(random);
    let (shipment, holder) = shipment(random, &wallet);
    let mut call = json!({ "asOf": as_of(random), "shipment": shipment });
    if let Some(country) = holder {
        call["policyholder"] = json!({ "country": country });
    }
    if random.chance(40) {
        call["programmes"] = programmes(random);
    }
    if !wallet.rates.is_null() {
        call["exchangeRates"] = wallet.rates;
    }
    call
}

/// A shipment, and the country of whoever insures it, where that is known.
fn shipment(random: &mut Random, wallet: &money::Wallet) -> (Value, Option<&'static str>) {
    let origin = if random.chance(35) { "US" } else { random.pick(&COUNTRIES) };
    let destination = if random.chance(45) { origin } else { random.pick(&COUNTRIES) };
    let mut shipment = json!({ "origin": { "country": origin }, "destination": { "country": destination } });
    if origin == "US" && random.chance(20) {
        shipment["origin"] = json!({ "country": "US", "region": "CA", "postalCode": "94117" });
    }
    let provider =
        random.chance(if wallet.currency == "USD" { 22 } else { 8 }).then(|| random.pick(&PROVIDERS));
    let carrier = match provider {
        Some(own) if random.chance(60) => Some(own),
        _ => random.chance(45).then(|| random.pick(&CARRIERS)),
    };
    if let Some(carrier) = carrier {
        shipment["carrier"] = json!(carrier);
    }
    parcels::fill(&mut shipment, random, wallet, provider);
    let holder = match random.below(10) {
        0..3 => None,
        3..6 => Some(origin),
        _ => Some(random.pick(&HOLDERS)),
    };
    (shipment, holder)
}

/// Two years and a day from the eve of the first sale, its edges and leap days more often than the rest.
fn as_of(random: &mut Random) -> String {
    const EDGES: [&str; 6] =
        ["2025-12-31", "2026-01-01", "2026-01-02", "2024-02-29", "2028-02-29", "2027-12-31"];
    if random.chance(20) { random.pick(&EDGES).to_owned() } else { random::date(random.below(731) as i64) }
}

/// One to six programmes, in no order.
fn programmes(random: &mut Random) -> Value {
    let mut ids = terms::ids();
    let chosen = 1 + random.below(6) as usize;
    for place in 0..chosen {
        let other = place + random.below((ids.len() - place) as u64) as usize;
        ids.swap(place, other);
    }
    json!(&ids[..chosen])
}
