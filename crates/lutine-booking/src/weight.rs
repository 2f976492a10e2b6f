//! How much a shipment comes to once each parcel has what it inherits. A short call may mean a long answer, and each offer of it
//! is kept.

use lutine_core::{ErrorCode, FieldError, Node};

/// In bytes: a cart of some hundred lines, or some hundred parcels.
const MOST: usize = 64 * 1024;
/// What an answer has of a parcel and of an item, beside the caller's own texts.
const PARCEL: usize = 512;
const ITEM: usize = 64;

/// That a call's shipment is more than is answered at once; `None` where it is not.
#[must_use]
pub fn too_large(call: &Node) -> Option<FieldError> {
    let shipment = call.get("shipment")?;
    let items_of =
        |holder: &Node| holder.get("insurance").and_then(|insurance| insurance.get("items")).map(items);
    let inherited = items_of(shipment).unwrap_or_default();
    let parcels = shipment.get("parcels")?.elements().iter();
    // A parcel with an amount of its own and no items inherits no items; that it counts as if it did is on the safe side.
    let weight = parcels.map(|parcel| PARCEL + items_of(parcel).unwrap_or(inherited)).sum::<usize>();
    (weight > MOST).then(|| FieldError {
        path: "shipment.parcels".to_owned(),
        code: ErrorCode::ListTooLong,
        message: "a shipment comes to 64 KiB at most, with 512 bytes a parcel, 64 an item and their texts, \
                  inherited ones in each parcel: quote it in parts"
            .to_owned(),
    })
}

fn items(items: &Node) -> usize {
    items.elements().iter().map(|item| ITEM + texts(item)).sum()
}

fn texts(node: &Node) -> usize {
    node.entries().iter().filter_map(|(_, value)| value.as_text()).map(str::len).sum()
}

#[cfg(test)]
mod tests {
    use lutine_core::Node;
    use serde_json::{Value, json};

    use super::too_large;

    fn is_too_large(parcels: usize, items: usize, reference: usize) -> bool {
        let item = json!({ "amount": "1", "reference": "r".repeat(reference) });
        let insurance = json!({ "currency": "USD", "items": vec![item; items] });
        let call = json!({ "shipment": { "insurance": insurance, "parcels": vec![json!({}); parcels] } });
        too_large(&node(&call)).is_some()
    }

    fn node(call: &Value) -> Node {
        serde_json::from_value(call.clone()).unwrap()
    }

    #[test]
    fn a_short_call_does_not_make_a_long_answer() {
        assert!(!is_too_large(1, 500, 20), "a cart");
        assert!(!is_too_large(100, 1, 20), "a lorry");
        assert!(is_too_large(1_000, 0, 0) && is_too_large(30, 10, 200) && is_too_large(1, 1_000, 20));
        for other in [json!({}), json!({ "shipment": 1 }), json!({ "shipment": { "parcels": "" } })] {
            assert!(too_large(&node(&other)).is_none());
        }
    }
}
