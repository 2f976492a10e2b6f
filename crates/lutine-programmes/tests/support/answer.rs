//! What the core itself answers to a vector.

use lutine_core::{Node, Tariff, quote};
use serde_json::Value;

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
        panic!("{vector}: asks nothing that the core answers");
    }
}

fn node(asked: &Value) -> Node {
    serde_json::from_value(asked.clone()).expect("plain data")
}
