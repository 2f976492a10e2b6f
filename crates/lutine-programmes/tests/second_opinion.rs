//! The core against a second reckoning of the same terms, written apart from it: exact fractions instead of decimals,
//! the published terms as constants instead of the data. A fault would have to be made twice, in two ways, to stay.

#![cfg(not(target_family = "wasm"))]

mod reference;

use std::collections::BTreeMap;

use lutine_core::{Node, Tariff, payout, quote};
use serde_json::Value;

/// How many calls are asked: few in every run, a million in `cargo xtask drill`.
fn rounds() -> u64 {
    std::env::var("LUTINE_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(20_000)
}

/// From where the seeds are counted, so that drills need not ask the same again.
fn first_seed() -> u64 {
    std::env::var("LUTINE_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(0)
}

fn tariff() -> Tariff {
    lutine_programmes::shipped().expect("the shipped tariff")
}

fn answer<A: serde::Serialize>(call: &Value, ask: impl FnOnce(&Node) -> A) -> Value {
    let node: Node = serde_json::from_value(call.clone()).expect("plain data");
    serde_json::to_value(ask(&node)).expect("an answer")
}

fn text(value: &Value) -> String {
    value.as_str().expect("text").to_owned()
}

fn codes(list: &Value) -> Vec<String> {
    let mut codes: Vec<String> =
        list.as_array().expect("a list").iter().map(|item| text(&item["code"])).collect();
    codes.sort();
    codes.dedup();
    codes
}

/// The core's answer in the terms of the reference.
fn of_core(answer: &Value) -> reference::Answer {
    let offers = answer["offers"].as_array().expect("offers");
    let declined = answer["declined"].as_array().expect("declined");
    reference::Answer {
        offers: offers.iter().map(offer).collect(),
        declined: declined.iter().map(|one| (text(&one["programme"]), codes(&one["reasons"]))).collect(),
    }
}

fn offer(offer: &Value) -> reference::Offer {
    let amount = |field: &str| text(&offer[field]["amount"]);
    reference::Offer {
        programme: text(&offer["programme"]),
        premium: amount("premium"),
        tax: amount("tax"),
        total: amount("total"),
        cover: amount("cover"),
        tax_status: text(&offer["taxStatus"]),
        conditions: codes(&offer["conditions"]),
        parcels: offer["parcels"].as_array().expect("parcels").iter().map(parcel).collect(),
    }
}

fn parcel(parcel: &Value) -> reference::Parcel {
    reference::Parcel {
        premium: text(&parcel["premium"]["amount"]),
        maximum_payable: text(&parcel["maximumPayable"]["amount"]),
        payable_without_signature: parcel["payableWithoutSignature"].get("amount").map(text),
        category: text(&parcel["category"]),
    }
}

#[test]
fn quotes_agree() {
    let tariff = tariff();
    let mut offered = 0;
    for seed in first_seed()..first_seed() + rounds() {
        let call = reference::generate::call(seed);
        let mut core = of_core(&answer(&call, |node| quote(node, &tariff)));
        let mut second = reference::quote(&call);
        for answer in [&mut core, &mut second] {
            answer.declined = answer.declined.drain(..).collect::<BTreeMap<_, _>>().into_iter().collect();
        }
        assert_eq!(core, second, "seed {seed}: {call}");
        offered += u64::from(!core.offers.is_empty());
    }
    assert!(offered * 3 > rounds(), "only {offered} of {} calls had an offer", rounds());
}

#[test]
fn payouts_agree() {
    let tariff = tariff();
    for seed in first_seed()..first_seed() + rounds() {
        let call = reference::generate::payout_call(seed);
        let core = answer(&call, |node| payout(node, &tariff));
        let core = match core["outcome"].as_str() {
            Some("payable") => {
                let steps = core["steps"].as_array().expect("steps").iter();
                let steps = steps.map(|step| (text(&step["code"]), text(&step["amount"]["amount"])));
                Ok((text(&core["payable"]["amount"]), steps.collect::<Vec<_>>()))
            }
            Some("nothing") => Err(codes(&core["reasons"])),
            _ => panic!("seed {seed}: {call} is {core}"),
        };
        assert_eq!(core, reference::payout(&call), "seed {seed}: {call}");
    }
}
