//! The bulk path against the readable one: the same first offer, or the same reasons, for every value.

use lutine_core::{Declined, Lane, Programme, QuoteAnswer, QuoteCall, Stretch, Tariff, quote};
use serde_json::{Value, json};

use super::{node, reference, seeds, tariff};

/// A generated call brought down to one parcel of one good, and without rates.
pub(super) fn simple_call(seed: u64) -> Option<Value> {
    let mut call = reference::generate::call(seed);
    call.as_object_mut()?.remove("exchangeRates");
    let shipment = &mut call["shipment"];
    if shipment["insurance"].is_null() {
        shipment["insurance"] = shipment["parcels"][0]["insurance"].take();
    }
    shipment["insurance"].as_object_mut()?.remove("items");
    shipment["parcels"] = json!([{}]);
    Some(call)
}

/// An amount in smallest units, as a call writes it.
fn written(units: u64, scale: u32) -> String {
    if scale == 0 {
        return units.to_string();
    }
    let power = 10_u64.pow(scale);
    format!("{}.{:0width$}", units / power, units % power, width = scale as usize)
}

/// What the readable path answers: the first offer's programme, premium, tax and total, or every programme's codes.
type Answer = Result<(String, String, String, String), Vec<(String, Vec<&'static str>)>>;

fn readable(call: &Value, tariff: &Tariff) -> Answer {
    let QuoteAnswer::Quoted { offers, declined, .. } = quote(&node(call), tariff) else { panic!("{call}") };
    match offers.into_iter().next() {
        Some(offer) => {
            Ok((offer.programme, offer.premium.amount(), offer.tax.amount(), offer.total.amount()))
        }
        None => {
            let codes = declined.iter().map(Declined::codes);
            Err(codes.map(|one| (one.programme, one.codes)).collect())
        }
    }
}

fn bulk(lane: &Lane, stretches: &[Stretch], value: u64) -> Option<Answer> {
    let answer = lane.price(value)?;
    let stretch = &stretches[answer.stretch];
    let amount = |units| written(units, u32::from(lane.currency().scale()));
    Some(match answer.offer {
        Some(offer) => Ok((
            stretch.offering[offer.place].clone(),
            amount(offer.premium),
            amount(offer.tax),
            amount(offer.total),
        )),
        None => Err(stretch.declined.iter().map(|one| (one.programme.clone(), one.codes.clone())).collect()),
    })
}

/// The test programmes beside the shipped ones: flat sums, steps, required signatures, limits by category.
fn tariffs() -> [Tariff; 2] {
    let shipped = tariff();
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/programmes");
    let entries = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("a file").path());
    let programmes = entries.map(|path| {
        let text = std::fs::read_to_string(&path).expect("text");
        let node = lutine_programmes::parse(&path.to_string_lossy(), &text).expect("TOML");
        Programme::read(&node, &shipped.categories).expect("a programme")
    });
    let test = Tariff { programmes: programmes.collect(), ..shipped.clone() };
    [shipped, test]
}

#[test]
fn bulk_and_readable_agree() {
    for tariff in tariffs() {
        let (mut asked, mut offered) = (0, 0);
        for seed in seeds().step_by(10) {
            let Some(mut call) = simple_call(seed) else { continue };
            if !list_is_known(&call, &tariff) {
                call.as_object_mut().expect("a call").remove("programmes");
            }
            call["shipment"]["insurance"]["amount"] = json!("1");
            let parsed =
                QuoteCall::read(&node(&call), &tariff).unwrap_or_else(|faults| panic!("{call}: {faults:?}"));
            let (lane, stretches) =
                Lane::of(&parsed, &tariff).unwrap_or_else(|| panic!("no lane for {call}"));
            let scale = u32::from(lane.currency().scale());
            let ends: Vec<u64> = stretches.iter().map(|stretch| stretch.last).collect();
            assert!(
                ends.is_sorted() && ends.last() == Some(&(10_u64.pow(15 + scale) - 1)),
                "{ends:?}: {call}"
            );
            let mut values: Vec<u64> =
                ends.iter().flat_map(|end| [end - 1, *end, end + 1, end / 2, end / 3 * 2]).collect();
            values.extend([1, 2, 39, 40, 41, 280, 9_799, 9_800, 9_801, seed * 977 + 1]);
            values.retain(|value| (1..10_u64.pow(15)).contains(value));
            for value in values {
                call["shipment"]["insurance"]["amount"] = json!(written(value, scale));
                let Some(bulk) = bulk(&lane, &stretches, value) else { continue };
                assert_eq!(bulk, readable(&call, &tariff), "seed {seed}, {value}: {call}");
                asked += 1;
                offered += usize::from(bulk.is_ok());
            }
        }
        assert!(asked > seeds().count() && offered * 9 > asked, "{asked} asked, {offered} offered");
    }
}

fn list_is_known(call: &Value, tariff: &Tariff) -> bool {
    let ids = call.get("programmes").and_then(Value::as_array);
    ids.is_none_or(|ids| ids.iter().filter_map(Value::as_str).all(|id| tariff.knows(id)))
}

/// A carrier's own cover has all that a lane can be made of: something free, steps and a minimum.
#[test]
fn a_lane_of_steps_prices_every_edge() {
    let tariff = tariff();
    let call = json!({
        "asOf": "2026-11-21", "programmes": ["ups-declared-value"],
        "shipment": {
            "origin": { "country": "US" }, "destination": { "country": "US" }, "carrier": "ups", "parcels": [{}],
            "insurance": { "amount": "1", "currency": "USD", "provider": "ups" },
        },
    });
    let (lane, stretches) = Lane::of(&QuoteCall::read(&node(&call), &tariff).unwrap(), &tariff).unwrap();
    let ends: Vec<u64> = stretches.iter().map(|stretch| stretch.last).collect();
    assert_eq!(ends, [10_000, 5_000_000, 99_999_999_999_999_999]);
    let total = |value| lane.price(value).unwrap().offer.map(|offer| offer.total);
    for (value, wanted) in [
        (1, Some(0)),
        (10_000, Some(0)),
        (10_001, Some(345)),
        (30_000, Some(345)),
        (30_001, Some(460)),
        (5_000_000, Some(57_500)),
        (5_000_001, None),
    ] {
        assert_eq!(total(value), wanted, "{value}");
    }
}

#[test]
fn only_one_good_without_rates_has_a_lane() {
    let tariff = tariff();
    let good = json!({ "amount": "1", "currency": "USD" });
    let call = |insurance: &Value, parcels: Value, rates: Value| {
        json!({
            "asOf": "2026-11-21", "exchangeRates": rates,
            "shipment": {
                "origin": { "country": "US" }, "destination": { "country": "US" }, "insurance": insurance,
                "parcels": parcels,
            },
        })
    };
    let items = json!({ "currency": "USD", "items": [{ "amount": "1" }] });
    let rates = json!({ "base": "USD", "rates": { "EUR": "0.9" } });
    for (call, wanted) in [
        (call(&good, json!([{}]), Value::Null), true),
        (call(&good, json!([{}]), rates), false),
        (call(&good, json!([{}, {}]), Value::Null), false),
        (call(&items, json!([{}]), Value::Null), false),
    ] {
        let read = QuoteCall::read(&node(&call), &tariff).unwrap();
        assert_eq!(Lane::of(&read, &tariff).is_some(), wanted, "{call}");
    }
}
