//! What the element was told.

use lutine_core::Node;

/// The element's inputs, as the shell gathers them from attributes and properties.
#[derive(Clone, Default, PartialEq, Eq)]
pub(crate) struct Inputs {
    pub(crate) fulfilment: Fulfilment,
    /// The order without insurance, where the shop says.
    pub(crate) order_total: Option<String>,
    /// Whether a link asks the shop for a signature.
    pub(crate) signature_request: bool,
    shipment: Option<Node>,
    policyholder_country: Option<Node>,
    programme: Option<Node>,
    /// Not looked at here: the shell writes by it. A change of it is a change of what is shown.
    locale: Option<Node>,
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
            order_total: node.get("orderTotal").and_then(Node::as_text).map(String::from),
            signature_request: node.get("signatureRequest") == Some(&Node::Bool(true)),
            shipment: field("shipment"),
            policyholder_country: field("policyholderCountry"),
            programme: field("programme"),
            locale: field("locale"),
        }
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
