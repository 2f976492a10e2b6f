//! What the core itself answers to a vector.

use lutine_core::{FieldError, Node, Programme, Tariff, payout, quote};
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
        if let Some(Value::Array(programmes)) = vector.json.get("programmes") {
            let errors = faults_of(programmes, tariff);
            return if errors.is_empty() {
                json!({ "outcome": "valid" })
            } else {
                json!({ "outcome": "invalid", "errors": errors })
            };
        }
        panic!("{vector}: asks nothing that the core answers");
    }
}

/// What is wrong with some programmes: each alone, its carriers among that, and once all can be read, between them.
fn faults_of(programmes: &[Value], tariff: &Tariff) -> Vec<FieldError> {
    let mut read = Vec::new();
    let mut errors = Vec::new();
    for (index, programme) in programmes.iter().enumerate() {
        let programme = node(programme);
        let mut faults = Vec::new();
        match Programme::read(&programme, &tariff.categories) {
            Ok(programme) => read.push(programme),
            Err(of_reading) => faults = of_reading,
        }
        faults.extend(tariff.carriers.unknown_in(&programme));
        errors.extend(faults.into_iter().map(|fault| {
            // A fault of the programme as a whole has no path of its own.
            let point = if fault.path.is_empty() { "" } else { "." };
            let path = format!("programmes[{index}]{point}{}", fault.path);
            FieldError { path, ..fault }
        }));
    }
    if read.len() == programmes.len() {
        errors.extend(Tariff { programmes: read, ..tariff.clone() }.contradictions());
    }
    errors
}

fn node(asked: &Value) -> Node {
    serde_json::from_value(asked.clone()).expect("plain data")
}
