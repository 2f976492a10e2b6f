//! A shipment with the categories under which it was sold: the words that mean a category may have changed since, and what is
//! payable may not.

use lutine_core::{Categories, Node};
use serde_json::Value;

/// Gives every good in a call's shipment the category that the offer on it states.
pub(super) fn as_sold(call: &mut Node, offer: &Value, categories: &Categories) {
    let Some(shipment) = call.get_mut("shipment") else { return };
    let put = |good: &mut Node, category: &Value| {
        if let Some(name) = category.as_str().filter(|name| categories.find(name).is_some()) {
            good.set("category", Node::text(name));
        }
    };
    for sold in offer["parcels"].as_array().into_iter().flatten() {
        let index = sold["parcel"].as_u64().and_then(|index| usize::try_from(index).ok());
        let Some(insurance) = index.and_then(|index| insurance(shipment, index)) else { continue };
        match sold["items"].as_array() {
            None => put(insurance, &sold["category"]),
            Some(items) => {
                let Some(Node::List(goods)) = insurance.get_mut("items") else { continue };
                for (good, sold) in goods.iter_mut().zip(items) {
                    put(good, &sold["category"]);
                }
            }
        }
    }
}

/// What says what is in a parcel: the parcel's own, or the shipment's, which it inherits.
fn insurance(shipment: &mut Node, parcel: usize) -> Option<&mut Node> {
    let is_own = shipment
        .get("parcels")
        .and_then(|parcels| parcels.elements().get(parcel)?.get("insurance"))
        .is_some_and(|own| *own != Node::Null);
    if !is_own {
        return shipment.get_mut("insurance");
    }
    match shipment.get_mut("parcels") {
        Some(Node::List(parcels)) => parcels.get_mut(parcel)?.get_mut("insurance"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use lutine_core::{Categories, Node};
    use serde_json::json;

    use super::as_sold;

    #[test]
    fn what_was_sold_as_something_stays_that() {
        let call = json!({ "shipment": {
            "insurance": { "amount": "10.00", "currency": "USD", "content": "gold ring" },
            "parcels": [
                {},
                { "insurance": { "amount": "5.00", "currency": "USD", "category": "electronics" } },
                { "insurance": { "currency": "USD", "content": "shirts", "items": [
                    { "amount": "1.00" }, { "amount": "2.00", "content": "watch" },
                ] } },
                { "insurance": null },
            ],
        } });
        let offer = json!({ "parcels": [
            { "parcel": 0, "category": "general" },
            { "parcel": 1, "category": "general" },
            { "parcel": 2, "category": "general", "items": [{ "category": "general" }, { "category": "general" }] },
            { "parcel": 3, "category": "of-another-time" },
            { "parcel": 9, "category": "general" },
        ] });
        let known = json!([{ "id": "general", "name": "General goods", "phrases": [] }]);
        let [mut node, known] = [call, known].map(|json| serde_json::from_value::<Node>(json).unwrap());
        as_sold(&mut node, &offer, &Categories::read(&known).unwrap());
        let sold = serde_json::to_value(&node).unwrap()["shipment"].take();
        for place in [
            "/insurance",
            "/parcels/1/insurance",
            "/parcels/2/insurance/items/0",
            "/parcels/2/insurance/items/1",
        ] {
            assert_eq!(sold.pointer(place).unwrap()["category"], "general", "{place}");
        }
        assert_eq!(sold["parcels"][2]["insurance"].get("category"), None);
    }
}
