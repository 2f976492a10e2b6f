//! What a loss pays, step by step.

use std::collections::BTreeMap;

use serde_json::Value;

use super::goods::{Insured, insured};
use super::money;
use super::quote::{less_deductible, money_served, unsigned_limit};
use super::terms::{Programme, REVISIONS};

/// What is payable and each step with what it leaves, or the sorted codes of the reasons for nothing.
pub(crate) type Payout = Result<(String, Vec<(String, String)>), Vec<String>>;

/// Answers a valid call about a parcel that the programme does insure.
pub(crate) fn payout(call: &Value) -> Payout {
    let is_meant = |known: &&Programme| call["programme"] == known.id && call["revision"] == known.from;
    let programme = REVISIONS.iter().find(is_meant).expect("a revision");
    let loss = &call["loss"];
    let parcel = claimed(call);
    let currency = super::goods::currency(&call["shipment"]);
    let losses = losses(loss, &parcel, currency);
    let mut reasons = Vec::new();
    if losses.values().sum::<i128>() == 0 {
        reasons.push("nothing-lost".to_owned());
    }
    if !programme.perils.iter().any(|peril| loss["peril"] == *peril) {
        reasons.push("peril-not-covered".to_owned());
    }
    if !reasons.is_empty() {
        return Err(reasons);
    }
    let mut steps = Vec::new();
    let mut sum = 0;
    for (index, lost) in losses {
        sum += good(programme, &parcel, index, lost, &mut steps);
    }
    if parcel.by_items {
        steps.push(("sum", sum));
    }
    if sum > parcel.value() {
        sum = parcel.value();
        steps.push(("capped-at-cover", sum));
    }
    let exchange = money_served(call, programme).expect("a currency that is served");
    let unsigned = unsigned_limit(programme, &exchange).filter(|_| loss["signed"] == false);
    if let Some(limit) = unsigned.filter(|limit| *limit < sum) {
        sum = limit;
        steps.push(("capped-without-signature", sum));
    }
    let steps = steps.into_iter().map(|(code, left)| (code.to_owned(), money::text(left, currency)));
    Ok((money::text(sum, currency), steps.collect()))
}

fn claimed(call: &Value) -> Insured {
    let mut parcels = insured(&call["shipment"]).into_iter();
    let wanted = call["parcel"].as_u64().map(|index| index as usize);
    parcels.find(|parcel| wanted.is_none_or(|index| index == parcel.index)).expect("an insured parcel")
}

/// The stated loss of each good, by its place, in minor units.
fn losses(loss: &Value, parcel: &Insured, currency: &str) -> BTreeMap<usize, i128> {
    let amount = |of: &Value| money::minor(of["amount"].as_str().expect("an amount"), currency);
    if !parcel.by_items {
        return BTreeMap::from([(0, amount(loss))]);
    }
    let items = loss["items"].as_array().expect("items").iter();
    items.map(|item| (item["index"].as_u64().expect("an index") as usize, amount(item))).collect()
}

/// One good's loss, capped at its value and less its deductible.
fn good(
    programme: &Programme,
    parcel: &Insured,
    index: usize,
    lost: i128,
    steps: &mut Vec<(&'static str, i128)>,
) -> i128 {
    let good = &parcel.goods[index];
    steps.push(("loss", lost));
    let capped = lost.min(good.amount);
    if capped < lost {
        steps.push(("capped-at-item", capped));
    }
    let left = less_deductible(programme, capped, &good.category);
    if programme.deductible.is_some_and(|(_, categories)| categories.contains(&good.category.as_str())) {
        steps.push(("deductible", left));
    }
    left
}
