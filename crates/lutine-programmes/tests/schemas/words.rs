//! The words that are read: a wrong one is told all that there are, and those are what the schema lists.

use std::collections::BTreeSet;

use lutine_core::{Node, Tariff, payout, quote};
use lutine_programmes::Data;
use serde_json::{Value, json};

use crate::schema;

/// A field of an input whose words are a closed list: where the schema lists them, the input, and where it has a wrong one.
type Field = (&'static str, &'static str, &'static str, fn() -> Value);

const FIELDS: [Field; 11] = [
    ("programme", "/properties/kind/enum", "programmes[0].kind", || programme("kind", json!("?"))),
    ("programme", "/$defs/peril/enum", "programmes[0].perils[0]", || programme("perils", json!(["?"]))),
    ("programme", "/$defs/conditionCode/enum", "programmes[0].conditions[0]", || {
        programme("conditions", json!(["?"]))
    }),
    ("programme", "/$defs/corridor/enum", "programmes[0].pricing[0].corridor", || {
        programme("pricing", json!([{ "kind": "flat", "amount": "1.00", "corridor": "?" }]))
    }),
    ("programme", "/$defs/pricingCase/oneOf", "programmes[0].pricing[0].kind", || {
        programme("pricing", json!([{ "kind": "?" }]))
    }),
    (
        "lists",
        "/$defs/premiumTax/properties/transit/enum",
        "premiumTaxes[0].transit",
        || json!({ "premiumTaxes": [{ "country": "DE", "rate": "19%", "transit": "?", "source": "assumed" }] }),
    ),
    ("lists", "/$defs/peril/enum", "carriers[0].liability.perils[0]", || {
        let liability = json!({ "amount": "1.00", "currency": "USD", "perils": ["?"], "source": "assumed" });
        json!({ "carriers": [{ "id": "a", "name": "A", "liability": liability }] })
    }),
    (
        "quote-call",
        "/$defs/signature/enum",
        "shipment.signature",
        || json!({ "shipment": { "signature": "?" } }),
    ),
    (
        "payout-call",
        "/$defs/signature/enum",
        "shipment.signature",
        || json!({ "shipment": { "signature": "?" } }),
    ),
    (
        "payout-call",
        "/$defs/loss/properties/peril/enum",
        "loss.peril",
        || json!({ "loss": { "peril": "?" } }),
    ),
    ("programme", "/properties/rounding/const", "programmes[0].rounding", || {
        programme("rounding", json!("?"))
    }),
];

/// The first shipped programme with a field of another value.
fn programme(field: &str, value: Value) -> Value {
    let mut programme = serde_json::to_value(&Data::shipped().unwrap().programmes[0]).unwrap();
    programme[field] = value;
    json!({ "programmes": [programme] })
}

#[test]
fn every_word_that_is_read_is_listed_and_no_other() {
    let shipped = Data::shipped().unwrap();
    for (name, listed, path, input) in FIELDS {
        let schema = schema(name);
        let listed: BTreeSet<&str> = match schema.pointer(listed).unwrap() {
            Value::Array(words) => words
                .iter()
                .map(|word| word.as_str().or(word["properties"]["kind"]["const"].as_str()).unwrap())
                .collect(),
            word => BTreeSet::from([word.as_str().unwrap()]),
        };
        let message = refusal(name, path, &input(), &shipped);
        let read: BTreeSet<&str> =
            message.split('`').skip(1).step_by(2).filter(|word| *word != "?").collect();
        assert_eq!(read, listed, "{name} {path}: {message}");
    }
}

/// What the reader says of a path.
fn refusal(name: &str, path: &str, input: &Value, shipped: &Data) -> String {
    let errors = read(name, input, shipped);
    let error = errors.iter().find(|error| error["path"] == path);
    let Some(error) = error else { panic!("{name}: no fault at {path}, but {errors:?}") };
    assert_eq!(error["code"], "unknown-value", "{name} {path}");
    String::from(error["message"].as_str().unwrap())
}

/// The faults of an input for that schema; of a tariff, what it does not have is as it ships.
pub(crate) fn read(name: &str, input: &Value, shipped: &Data) -> Vec<Value> {
    let answer = match name {
        "quote-call" => serde_json::to_value(quote(&node(input), &shipped.tariff().unwrap())),
        "payout-call" => serde_json::to_value(payout(&node(input), &shipped.tariff().unwrap())),
        _ => {
            let mut data = shipped.clone().into_node();
            for list in ["programmes", "categories", "carriers", "premiumTaxes"] {
                if let Some(value) = input.get(list) {
                    data.set(list, node(value));
                }
            }
            serde_json::to_value(Tariff::read(&data).unwrap_err()).map(|errors| json!({ "errors": errors }))
        }
    };
    answer.unwrap()["errors"].as_array().unwrap().clone()
}

fn node(json: &Value) -> Node {
    serde_json::from_value(json.clone()).unwrap()
}
