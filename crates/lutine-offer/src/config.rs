//! /v1/config: all that is needed to price without a request.

use lutine_core::{FieldError, Node, Tariff};
use wasm_bindgen::JsValue;

/// The merchant's tariff, and the day and the rates that the server quotes with.
pub(crate) struct Config {
    pub(crate) tariff: Tariff,
    /// As the server sent it: the shell's words look their names up in it.
    pub(crate) json: JsValue,
    as_of: Node,
    exchange_rates: Option<Node>,
}

impl Config {
    /// Reads what the server sent.
    pub(crate) fn read(node: &Node, json: JsValue) -> Result<Self, Vec<FieldError>> {
        // Whoever sells in the programmes' own currencies alone has none.
        let rates = node.get("exchangeRates").filter(|rates| **rates != Node::Null);
        let exchange_rates = rates.map(|rates| {
            let field = |name: &str| rates.get(name).cloned().unwrap_or(Node::Null);
            Node::table([("base", field("base")), ("rates", field("rates"))])
        });
        let as_of = node.get("asOf").cloned().unwrap_or(Node::Null);
        Ok(Self { tariff: Tariff::read(node)?, json, as_of, exchange_rates })
    }

    /// A call as the core takes it: with the server's day and rates, never the browser's.
    pub(crate) fn complete(&self, mut call: Node) -> Node {
        call.set("asOf", self.as_of.clone());
        if let Some(rates) = &self.exchange_rates {
            call.set("exchangeRates", rates.clone());
        }
        call
    }
}
