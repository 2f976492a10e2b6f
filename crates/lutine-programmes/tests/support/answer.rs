//! What the core itself answers to a vector.

use lutine_core::{Node, Tariff, payout, quote};
use serde_json::{Value, json};

use super::corpus::{Rates, Vector};

/// Both tariffs, read once.
pub(crate) struct Tariffs {
    shipped: Tariff,
    test: Tariff,
}

impl Tariffs {
    pub(crate) fn load() -> Self {
        let [shipped, test] =
            [Rates::Shipped, Rates::Test].map(|rates| rates.data().tariff().expect("rates without faults"));
        Self { shipped, test }
    }

    /// The answer to the question that a vector asks: one question of the core's for each field that can hold it.
    pub(crate) fn answer(&self, vector: &Vector) -> Value {
        let tariff = match vector.rates() {
            Rates::Shipped => &self.shipped,
            Rates::Test => &self.test,
        };
        if let Some(call) = vector.json.get("call") {
            return serde_json::to_value(quote(&node(call), tariff)).expect("an answer");
        }
        if let Some(call) = vector.json.get("payout") {
            return serde_json::to_value(payout(&node(call), tariff)).expect("an answer");
        }
        if let Some(programmes) = vector.json.get("programmes") {
            return match Tariff::read(&beside_shipped_lists(programmes)) {
                Ok(_) => json!({ "outcome": "valid" }),
                Err(errors) => json!({ "outcome": "invalid", "errors": errors }),
            };
        }
        panic!("{vector}: asks nothing that the core answers");
    }
}

/// Some programmes with the shipped categories, carriers and taxes.
fn beside_shipped_lists(programmes: &Value) -> Node {
    let mut data = Rates::Shipped.data().into_node();
    data.set("programmes", node(programmes));
    data
}

fn node(asked: &Value) -> Node {
    serde_json::from_value(asked.clone()).expect("plain data")
}
