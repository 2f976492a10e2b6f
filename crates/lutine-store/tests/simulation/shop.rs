//! What is sold in the world: one programme, by one merchant.

use std::sync::OnceLock;

use lutine_booking::{Basis, BookingRequest, Consent, Merchant, Order, Payment, Policyholder, text_hash};
use lutine_core::{Country, Currency, Date, Money, Node};
use lutine_programmes::Data;
use serde_json::Value;

const PROGRAMME: &str = "house-usd";
pub(crate) const MERCHANT: &str = "demo";

/// The merchant.
pub(crate) fn merchant() -> &'static Merchant {
    static SELLER: OnceLock<Merchant> = OnceLock::new();
    SELLER.get_or_init(|| {
        let mut data = Data::shipped().unwrap();
        data.programmes.retain(|node| node.get("id").and_then(Node::as_text) == Some(PROGRAMME));
        Merchant {
            id: MERCHANT.to_owned(),
            tariff: data.tariff().unwrap(),
            terms: data.tariff().unwrap(),
            exchange_rates: None,
            sandbox: true,
            payment: Payment::AtOnce,
        }
    })
}

/// A parcel that is quoted.
pub(crate) fn call() -> Node {
    static CALL: OnceLock<Node> = OnceLock::new();
    let call = || {
        let call = serde_json::json!({
            "shipment": {
                "origin": { "country": "US" },
                "destination": { "country": "US" },
                "carrier": "usps",
                "insurance": { "amount": "249.00", "currency": "USD", "content": "t-shirts" },
                "parcels": [{}],
            },
            "programmes": [PROGRAMME],
        });
        serde_json::from_value(call).unwrap()
    };
    CALL.get_or_init(call).clone()
}

/// What a shipment can be worth, after it was worth the second of these.
pub(crate) const VALUES: [&str; 3] = ["100.00", "249.00", "500.00"];

/// The shipment of [`call`], worth one of [`VALUES`].
pub(crate) fn worth(value: usize) -> Node {
    let mut shipment = call().get("shipment").unwrap().clone();
    let mut insurance = shipment.get("insurance").unwrap().clone();
    insurance.set("amount", Node::text(VALUES[value]));
    shipment.set("insurance", insurance);
    shipment
}

/// An offer as a client holds it.
#[derive(Clone, Debug)]
pub(crate) struct Offered {
    pub(crate) quote: String,
    token: String,
    total: Money,
}

impl Offered {
    /// Out of the answer to a call.
    pub(crate) fn read(answer: &str) -> Self {
        let answer: Value = serde_json::from_str(answer).unwrap();
        Self::of(&answer["offers"][0])
    }

    /// Out of an offer that came some other way.
    pub(crate) fn of(offer: &Value) -> Self {
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let total: String = text(&offer["total"]["amount"]).replace('.', "");
        let currency = Currency::parse(offer["total"]["currency"].as_str().unwrap()).unwrap();
        Self {
            quote: text(&offer["quote"]["id"]),
            token: text(&offer["quote"]["token"]),
            total: Money::from_minor(total.parse().unwrap(), currency).unwrap(),
        }
    }

    /// What is sent to book it for an order.
    pub(crate) fn booked_for(&self, order: usize) -> BookingRequest {
        let programme = merchant().tariff.on_sale(PROGRAMME, Date::parse("2026-11-22").unwrap()).unwrap();
        let consent = Consent {
            basis: Basis::Shopper,
            quote_id: self.quote.clone(),
            total: self.total,
            text_hash: text_hash(programme, "en").unwrap(),
            locale: "en".to_owned(),
            shown: "Insure this parcel?".to_owned(),
        };
        let policyholder = Policyholder {
            first_name: "Ada".to_owned(),
            last_name: "Lovelace".to_owned(),
            email: "ada@example.com".to_owned(),
            country: Country::parse("US").unwrap(),
        };
        let order = Order { id: format!("order-{order}"), value: order_value() };
        BookingRequest { token: self.token.clone(), order, policyholder, consent }
    }
}

/// What every order is worth.
pub(crate) fn order_value() -> Money {
    Money::from_minor(24_900, Currency::parse("USD").unwrap()).unwrap()
}
