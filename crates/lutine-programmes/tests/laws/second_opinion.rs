//! The core against a second reckoning of the same terms, written apart from it: exact fractions instead of decimals,
//! the published terms as constants instead of the data. A fault would have to be made twice, in two ways, to stay.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{list, paid, quoted, reference, seeds, tariff, text};

fn codes(reasons: &Value) -> Vec<String> {
    let mut codes: Vec<String> = list(reasons).iter().map(|item| text(&item["code"])).collect();
    codes.sort();
    codes.dedup();
    codes
}

/// The core's answer in the terms of the reference.
fn of_core(answer: &Value) -> reference::Answer {
    reference::Answer {
        offers: list(&answer["offers"]).iter().map(offer).collect(),
        declined: list(&answer["declined"])
            .iter()
            .map(|one| (text(&one["programme"]), codes(&one["reasons"])))
            .collect(),
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
        parcels: list(&offer["parcels"]).iter().map(parcel).collect(),
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
    for seed in seeds() {
        let call = reference::generate::call(seed);
        let mut core = of_core(&quoted(&call, &tariff));
        let mut second = reference::quote(&call);
        for answer in [&mut core, &mut second] {
            answer.declined = answer.declined.drain(..).collect::<BTreeMap<_, _>>().into_iter().collect();
        }
        assert_eq!(core, second, "seed {seed}: {call}");
        offered += usize::from(!core.offers.is_empty());
    }
    let asked = seeds().count();
    assert!(offered * 3 > asked, "only {offered} of {asked} calls had an offer");
}

#[test]
fn payouts_agree() {
    let tariff = tariff();
    for seed in seeds() {
        let call = reference::generate::payout_call(seed);
        let core = paid(&call, &tariff);
        let core = match core["outcome"].as_str() {
            Some("payable") => {
                let steps = list(&core["steps"]).iter();
                let steps = steps.map(|step| (text(&step["code"]), text(&step["amount"]["amount"])));
                Ok((text(&core["payable"]["amount"]), steps.collect::<Vec<_>>()))
            }
            Some("nothing") => Err(codes(&core["reasons"])),
            _ => panic!("seed {seed}: {call} is {core}"),
        };
        // Of nothing the core says that it is nothing, however it came about: a limit of less than a cent, say.
        let second = match reference::payout(&call) {
            Ok((payable, _)) if payable.bytes().all(|digit| matches!(digit, b'0' | b'.')) => {
                Err(vec!["nothing-lost".to_owned()])
            }
            second => second,
        };
        assert_eq!(core, second, "seed {seed}: {call}");
    }
}
