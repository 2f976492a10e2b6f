//! The bulk path against the readable one: the same first offer, or the same reasons, for every value.

use lutine_core::{Lane, QuoteAnswer, QuoteCall, Reason, Stretch, Tariff, quote};
use serde_json::{Value, json};

use super::{node, reference, seeds, tariff};

/// A generated call brought down to one parcel of one good, and without rates.
fn simple_call(seed: u64) -> Option<Value> {
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
        None => Err(declined
            .into_iter()
            .map(|one| (one.programme, one.reasons.iter().map(Reason::code).collect()))
            .collect()),
    }
}

fn bulk(lane: &Lane, value: u64) -> Option<Answer> {
    let answer = lane.price(value)?;
    let stretch = &lane.stretches()[answer.stretch];
    let amount = |units| written(units, u32::from(lane.currency().scale()));
    Some(match answer.offer {
        Some(offer) => Ok((
            stretch.offering()[offer.place].clone(),
            amount(offer.premium),
            amount(offer.tax),
            amount(offer.total),
        )),
        None => Err(stretch
            .declined()
            .iter()
            .map(|one| (one.programme.clone(), one.reasons.iter().map(Reason::code).collect()))
            .collect()),
    })
}

#[test]
fn bulk_and_readable_agree() {
    let tariff = tariff();
    let (mut asked, mut offered) = (0, 0);
    for seed in seeds().step_by(10) {
        let Some(mut call) = simple_call(seed) else { continue };
        call["shipment"]["insurance"]["amount"] = json!("1");
        let parsed =
            QuoteCall::read(&node(&call), &tariff).unwrap_or_else(|faults| panic!("{call}: {faults:?}"));
        let lane = Lane::of(&parsed, &tariff).unwrap_or_else(|| panic!("no lane for {call}"));
        let edges = lane.stretches().iter().map(Stretch::last);
        let mut values: Vec<u64> =
            edges.flat_map(|edge| [edge - 1, edge, edge + 1, edge / 2, edge / 3 * 2]).collect();
        values.extend([1, 2, 39, 40, 41, 280, 9_799, 9_800, 9_801, seed * 977 + 1]);
        values.retain(|value| (1..10_u64.pow(15)).contains(value));
        for value in values {
            call["shipment"]["insurance"]["amount"] =
                json!(written(value, u32::from(lane.currency().scale())));
            let Some(bulk) = bulk(&lane, value) else { continue };
            assert_eq!(bulk, readable(&call, &tariff), "seed {seed}, {value}: {call}");
            asked += 1;
            offered += usize::from(bulk.is_ok());
        }
    }
    assert!(asked > seeds().count() && offered * 5 > asked, "{asked} asked, {offered} offered");
}
