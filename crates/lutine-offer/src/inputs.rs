//! What the element was told.

use lutine_core::{Money, Node};

/// The element's inputs, as the shell gathers them from attributes and properties.
#[derive(Clone, Default, PartialEq, Eq)]
pub(crate) struct Inputs {
    pub(crate) fulfilment: Fulfilment,
    /// A booking that was made before: there is nothing left to ask.
    pub(crate) booking: Option<Node>,
    /// The order without insurance, where the shop says.
    order_total: Option<Node>,
    shipment: Option<Node>,
    policyholder_country: Option<Node>,
    programme: Option<Node>,
    /// Not looked at here: the locale and texts that the shell's words follow. A change is one of what is shown.
    wording: Option<Node>,
}

/// How the order reaches the shopper; only a parcel can be insured.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Fulfilment {
    #[default]
    Ship,
    Other,
}

impl Inputs {
    pub(crate) fn read(node: &Node) -> Self {
        let field = |name: &str| node.get(name).filter(|node| **node != Node::Null).cloned();
        let fulfilment = match node.get("fulfilment").and_then(Node::as_text) {
            Some("pickup" | "virtual") => Fulfilment::Other,
            _ => Fulfilment::Ship,
        };
        Self {
            fulfilment,
            booking: field("booking"),
            order_total: field("orderTotal"),
            shipment: field("shipment"),
            policyholder_country: field("policyholderCountry"),
            programme: field("programme"),
            wording: field("wording"),
        }
    }

    /// The order without insurance in the currency of a price, where it is an amount of it.
    pub(crate) fn order_total(&self, price: Money) -> Option<Money> {
        Money::parse(self.order_total.as_ref()?.as_text()?, price.currency()).ok()
    }

    /// The call for a quote, without what the server adds; for one programme where one is named.
    pub(crate) fn call(&self, programme: Option<&str>) -> Node {
        let mut call = Node::table([("shipment", self.shipment.clone().unwrap_or(Node::Null))]);
        if let Some(country) = &self.policyholder_country {
            call.set("policyholder", Node::table([("country", country.clone())]));
        }
        let programme = programme.map(Node::text).or_else(|| self.programme.clone());
        if let Some(programme) = programme {
            call.set("programmes", Node::List(vec![programme]));
        }
        call
    }
}
