//! Valid payout calls: a parcel that a programme insures, and what happened to it.

use serde_json::{Value, json};

use super::super::goods::{Insured, insured};
use super::super::money::text;
use super::super::quote;
use super::super::terms::{Programme, REVISIONS};
use super::money::Wallet;
use super::random::{Random, date};
use super::shipment;

/// A valid payout call.
pub(crate) fn payout_call(seed: u64) -> Value {
    let random = &mut Random::new(seed ^ 0x6C75_7469_6E65);
    loop {
        let wallet = Wallet::new(random);
        let (shipment, _) = shipment(random, &wallet);
        let mut call = json!({ "shipment": shipment });
        if !wallet.rates.is_null() {
            call["exchangeRates"] = wallet.rates.clone();
        }
        let insurers = insurers(&call);
        if insurers.is_empty() {
            continue;
        }
        let with_deductible: Vec<_> =
            insurers.iter().copied().filter(|revision| revision.deductible.is_some()).collect();
        let chosen = match with_deductible.as_slice() {
            [_, ..] if random.chance(30) => random.pick(&with_deductible),
            _ => random.pick(&insurers),
        };
        call["programme"] = json!(chosen.id);
        call["revision"] = json!(chosen.from);
        let parcels = insured(&call["shipment"]);
        let parcel = &parcels[random.below(parcels.len() as u64) as usize];
        if parcels.len() > 1 || random.chance(50) {
            call["parcel"] = json!(parcel.index);
        }
        call["loss"] = loss(random, parcel, &wallet);
        return call;
    }
}

/// The revisions that insure every parcel, at a price that is known here or at the insurer's.
fn insurers(call: &Value) -> Vec<&'static Programme> {
    let mut call = call.clone();
    let mut insures = |revision: &Programme| {
        call["asOf"] = json!(revision.from);
        call["programmes"] = json!([revision.id]);
        let answer = quote(&call);
        !answer.offers.is_empty() || answer.declined[0].1 == ["price-from-insurer"]
    };
    REVISIONS.iter().filter(|revision| insures(revision)).collect()
}

fn loss(random: &mut Random, parcel: &Insured, wallet: &Wallet) -> Value {
    let shipped = 1 + random.below(700) as i64;
    let delivered = random.chance(60).then(|| shipped + random.below(21) as i64);
    let reported = delivered.unwrap_or(shipped) + random.below(60) as i64;
    let mut loss = json!({
        "peril": random.pick(&["loss", "theft", "damage"]),
        "signed": random.chance(45),
        "shippedOn": date(shipped),
        "reportedOn": date(reported),
    });
    if let Some(delivered) = delivered {
        loss["deliveredOn"] = json!(date(delivered));
    }
    let nothing = random.chance(4);
    if parcel.by_items {
        loss["items"] = items(random, parcel, wallet, nothing);
    } else {
        let lost = if nothing { 0 } else { lost(random, parcel.goods[0].amount) };
        loss["amount"] = json!(text(lost, wallet.currency));
    }
    loss
}

/// Some of the items; where anything is lost, something is lost of an item that is worth something.
fn items(random: &mut Random, parcel: &Insured, wallet: &Wallet, nothing: bool) -> Value {
    let worth: Vec<usize> = (0..parcel.goods.len()).filter(|index| parcel.goods[*index].amount > 0).collect();
    let surely = random.pick(&worth);
    let mut items: Vec<Value> = Vec::new();
    for (index, good) in parcel.goods.iter().enumerate() {
        let amount = match (nothing, index == surely, random.below(10)) {
            (true, true, _) | (true, _, 0..5) => 0,
            (true, ..) => continue,
            (_, true, _) => lost(random, good.amount),
            (_, _, 0..2) => continue,
            (_, _, 2) => 0,
            _ => lost(random, good.amount),
        };
        items.push(json!({ "index": index, "amount": text(amount, wallet.currency) }));
    }
    Value::Array(items)
}

/// All of it, a part, more than it was insured for, or next to nothing.
fn lost(random: &mut Random, amount: i128) -> i128 {
    match random.below(10) {
        0..4 => amount.max(1),
        4..7 => 1 + amount * i128::from(random.below(1_000)) / 1_000,
        7 => amount + 1,
        8 => amount + 1 + amount * i128::from(random.below(1_000)) / 1_000,
        _ => 1,
    }
}
