//! /v1/config: all that is needed to price without a request.

use lutine_core::{FieldError, Node, Tariff};

/// The merchant's tariff, and the day and the rates that the server quotes with.
pub(crate) struct Config {
    pub(crate) tariff: Tariff,
    pub(crate) sandbox: bool,
    as_of: Node,
    exchange_rates: Option<Node>,
    text_hashes: Node,
}

impl Config {
    /// Reads what the server sent.
    pub(crate) fn read(node: &Node) -> Result<Self, Vec<FieldError>> {
        let at = |name: &str| node.get(name).unwrap_or(&Node::Null);
        let exchange_rates = node.get("exchangeRates").map(|rates| {
            let field = |name: &str| rates.get(name).cloned().unwrap_or(Node::Null);
            Node::table([("base", field("base")), ("rates", field("rates"))])
        });
        Ok(Self {
            tariff: Tariff::read(node)?,
            sandbox: *at("sandbox") != Node::Bool(false),
            as_of: at("asOf").clone(),
            exchange_rates,
            text_hashes: at("texts").clone(),
        })
    }

    /// A call as the core takes it: with the server's day and rates, never the browser's.
    pub(crate) fn complete(&self, mut call: Node) -> Node {
        call.set("asOf", self.as_of.clone());
        if let Some(rates) = &self.exchange_rates {
            call.set("exchangeRates", rates.clone());
        }
        call
    }

    /// The fingerprint of a programme's regulated wording.
    pub(crate) fn text_hash(&self, programme: &str, locale: &str) -> Node {
        let texts = self.text_hashes.get(programme).and_then(|locales| locales.get(locale));
        let hash = texts.and_then(|texts| texts.get("hash"));
        hash.cloned().unwrap_or(Node::Null)
    }
}
