//! The laws of the contract, each for every random call.

use serde_json::{Value, json};

use super::{list, paid, quoted, reference, seeds, tariff, text};

/// Digits without the point: amounts of one currency compare and add up by these.
fn units(money: &Value) -> u64 {
    text(&money["amount"]).replace('.', "").parse().expect("digits")
}

fn scale(currency: &str) -> usize {
    match currency {
        "JPY" => 0,
        "KWD" => 3,
        _ => 2,
    }
}

/// Every amount anywhere in an answer has exactly its currency's decimals.
fn check_scale(value: &Value, call: &Value) {
    match value {
        Value::Object(fields) => {
            if let (Some(Value::String(amount)), Some(Value::String(currency))) =
                (fields.get("amount"), fields.get("currency"))
            {
                let decimals = amount.split_once('.').map_or(0, |(_, decimals)| decimals.len());
                assert_eq!(decimals, scale(currency), "{amount} {currency}: {call}");
            }
            fields.values().for_each(|value| check_scale(value, call));
        }
        Value::Array(values) => values.iter().for_each(|value| check_scale(value, call)),
        _ => {}
    }
}

fn sum<'v>(values: impl Iterator<Item = &'v Value>, field: &str) -> u64 {
    values.map(|value| units(&value[field])).sum()
}

#[test]
fn offers_add_up() {
    let tariff = tariff();
    for seed in seeds() {
        let call = reference::generate::call(seed);
        let answer = quoted(&call, &tariff);
        check_scale(&answer, &call);
        let mut last: Option<(u64, u64, String)> = None;
        for offer in list(&answer["offers"]) {
            let (lines, parcels) = (list(&offer["lines"]), list(&offer["parcels"]));
            let [cover, premium, tax, total] =
                ["cover", "premium", "tax", "total"].map(|field| units(&offer[field]));
            assert_eq!(total, sum(lines.iter(), "amount"), "the lines: {call}");
            assert_eq!(total, premium + tax, "premium and tax: {call}");
            assert_eq!(premium, sum(parcels.iter(), "premium"), "the parcels' premiums: {call}");
            assert_eq!(cover, sum(parcels.iter(), "cover"), "the parcels' covers: {call}");
            let payable = sum(parcels.iter(), "maximumPayable");
            assert!(parcels.iter().all(|parcel| units(&parcel["maximumPayable"]) <= units(&parcel["cover"])));
            let key = (cover - payable, total, text(&offer["programme"]));
            assert!(last.is_none_or(|last| last < key), "the order: {call}");
            last = Some(key);
        }
    }
}

#[test]
fn every_programme_answers_once() {
    let tariff = tariff();
    for seed in seeds() {
        let call = reference::generate::call(seed);
        let answer = quoted(&call, &tariff);
        let both = list(&answer["offers"]).iter().chain(list(&answer["declined"]));
        let mut answered: Vec<String> = both.map(|one| text(&one["programme"])).collect();
        let mut asked: Vec<String> = match call.get("programmes") {
            Some(named) => list(named).iter().map(text).collect(),
            None if text(&call["asOf"]).as_str() < "2026" => Vec::new(),
            None => tariff.programmes.iter().map(|programme| programme.id.clone()).collect(),
        };
        for ids in [&mut answered, &mut asked] {
            ids.sort();
        }
        asked.dedup();
        assert_eq!(answered, asked, "{call}");
        assert!(list(&answer["declined"]).iter().all(|one| !list(&one["reasons"]).is_empty()), "{call}");
    }
}

/// Which parcel comes first changes no sum and no decision.
#[test]
fn the_order_of_parcels_does_not_matter() {
    let tariff = tariff();
    for seed in seeds().step_by(2) {
        let call = reference::generate::call(seed);
        let mut turned = call.clone();
        turned["shipment"]["parcels"].as_array_mut().expect("parcels").reverse();
        let [one, other] = [&call, &turned].map(|call| {
            let answer = quoted(call, &tariff);
            let sums =
                |offer: &Value| ["programme", "premium", "tax", "total"].map(|field| offer[field].clone());
            let offers: Vec<_> = list(&answer["offers"]).iter().map(sums).collect();
            let declined: Vec<_> =
                list(&answer["declined"]).iter().map(|one| one["programme"].clone()).collect();
            (offers, declined)
        });
        assert_eq!(one, other, "{call}");
    }
}

/// No shipped tariff charges less for more: not a law of tariffs, but of these.
#[test]
fn premiums_rise_with_the_value() {
    let tariff = tariff();
    for seed in seeds().step_by(4) {
        let mut call = reference::generate::call(seed);
        let currency = list(&call["shipment"]["parcels"])
            .iter()
            .find_map(|parcel| parcel["insurance"]["currency"].as_str())
            .or_else(|| call["shipment"]["insurance"]["currency"].as_str())
            .map(str::to_owned);
        call["shipment"]["parcels"] = json!([{}]);
        let mut last: Vec<(String, u64)> = Vec::new();
        for value in [1, 80, 100, 101, 250, 300, 301, 715, 716, 5_000, 9_999 + seed % 7] {
            call["shipment"]["insurance"] = json!({ "amount": value.to_string(), "currency": currency });
            let answer = quoted(&call, &tariff);
            let premium = |offer: &Value| (text(&offer["programme"]), units(&offer["premium"]));
            let mut premiums: Vec<_> = list(&answer["offers"]).iter().map(premium).collect();
            premiums.sort();
            for (programme, premium) in &premiums {
                let before = last.iter().find(|(known, _)| known == programme);
                assert!(before.is_none_or(|(_, before)| before <= premium), "{programme} at {value}: {call}");
            }
            last = premiums;
        }
    }
}

/// What an offer promises of a total loss is what a claim for one pays.
#[test]
fn a_total_loss_pays_what_the_offer_says() {
    let tariff = tariff();
    let mut paid_out = 0;
    for seed in seeds().step_by(2) {
        let call = reference::generate::call(seed);
        let answer = quoted(&call, &tariff);
        for offer in list(&answer["offers"]) {
            for parcel in list(&offer["parcels"]) {
                let place = parcel["parcel"].as_u64().expect("a place");
                let claim = total_loss(&call, offer, parcel, place as usize);
                let answer = paid(&claim, &tariff);
                if units(&parcel["maximumPayable"]) == 0 {
                    assert_eq!(
                        answer["reasons"][0]["code"], "nothing-lost",
                        "seed {seed}: {claim} is {answer}"
                    );
                } else {
                    assert_eq!(
                        answer["payable"], parcel["maximumPayable"],
                        "seed {seed}: {claim} is {answer}"
                    );
                }
                paid_out += 1;
            }
        }
    }
    assert!(paid_out > seeds().count() / 4, "only {paid_out} claims");
}

fn total_loss(call: &Value, offer: &Value, offered: &Value, place: usize) -> Value {
    let shipment = &call["shipment"];
    let parcel = &shipment["parcels"][place];
    let or_shared = |field: &str| if parcel[field].is_null() { &shipment[field] } else { &parcel[field] };
    let signed = !matches!(or_shared("signature").as_str(), None | Some("none"));
    let mut loss = json!({
        "peril": "loss", "signed": signed, "shippedOn": call["asOf"], "reportedOn": call["asOf"],
    });
    match or_shared("insurance").get("items") {
        Some(items) => {
            let all = list(items).iter().enumerate();
            loss["items"] =
                all.map(|(index, item)| json!({ "index": index, "amount": item["amount"] })).collect();
        }
        None => loss["amount"] = offered["cover"]["amount"].clone(),
    }
    let mut claim = json!({
        "programme": offer["programme"], "revision": offer["revision"], "shipment": shipment,
        "parcel": place, "loss": loss,
    });
    if let Some(rates) = call.get("exchangeRates") {
        claim["exchangeRates"] = rates.clone();
    }
    claim
}
