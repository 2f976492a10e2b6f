//! What the box shows.

use std::rc::Rc;

use js_sys::Reflect;
use lutine_core::{Liability, Money, Node, Offer, QuoteAnswer};
use wasm_bindgen::JsValue;

use crate::config::Config;
use crate::host::{answer_to_js, to_js};
use crate::inputs::{Fulfilment, Inputs};

/// What the box shows.
pub(crate) enum Card {
    /// Nothing is shipped, so nothing is said.
    NotOffered,
    /// A price, and two answers.
    Offered(Rc<Offer>),
    /// Why this parcel cannot be insured.
    Ineligible,
    /// Nothing: something is not as it should be.
    Unavailable,
    /// What became of a yes.
    Settled(Booking),
}

/// Which card is drawn.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Offered(Reach),
    Ineligible,
    Settled(Stage),
    Nothing,
}

/// Whether the shop lets the shopper answer now.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Reach {
    #[default]
    Open,
    Disabled,
}

impl Reach {
    pub(crate) fn read(inputs: &Node) -> Self {
        if inputs.get("disabled") == Some(&Node::Bool(true)) { Self::Disabled } else { Self::Open }
    }
}

/// The shopper's answer.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Answer {
    Yes,
    No,
}

impl Answer {
    /// Its name in events and in the page.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
        }
    }
}

/// A booking as the server sent it.
#[derive(Clone)]
pub(crate) struct Booking {
    pub(crate) stage: Stage,
    pub(crate) json: JsValue,
    /// The shop's id of the order that it is for.
    pub(crate) order: Option<String>,
}

/// How far a booking has come.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stage {
    /// It waits for the shop or for the insurer.
    Pending,
    Booked,
    Cancelled,
    /// It came to nothing.
    Failed,
}

impl Booking {
    /// Reads a booking.
    pub(crate) fn read(body: &Node, json: JsValue) -> Self {
        let stage = match body.get("state").and_then(Node::as_text) {
            Some("booked") => Stage::Booked,
            Some("pending_payment" | "booking" | "unknown") => Stage::Pending,
            Some("cancelling" | "cancelled") => Stage::Cancelled,
            _ => Stage::Failed,
        };
        let order = body.get("order").and_then(|order| order.get("id")).and_then(Node::as_text);
        Self { stage, json, order: order.map(String::from) }
    }

    /// Its stage, as a card's kind and as the outcome of a confirmation.
    pub(crate) const fn name(&self) -> &'static str {
        match self.stage {
            Stage::Pending => "pending",
            Stage::Booked => "booked",
            Stage::Cancelled => "cancelled",
            Stage::Failed => "unavailable",
        }
    }
}

impl Card {
    /// The card of what the element was told, and what it is about: a quote's answer, or a booking.
    pub(crate) fn of(inputs: &Inputs, config: &Config) -> (Self, JsValue) {
        if let Some(booking) = &inputs.booking {
            return Self::of_booking(Booking::read(booking, to_js(booking)));
        }
        if inputs.fulfilment == Fulfilment::Other {
            return (Self::NotOffered, JsValue::NULL);
        }
        let answer = lutine_core::quote(&config.complete(inputs.call(None)), &config.tariff);
        let subject = answer_to_js(&answer);
        let card = match answer {
            QuoteAnswer::Invalid { .. } => Self::Unavailable,
            QuoteAnswer::Quoted { offers, without_insurance, .. } => {
                add(&subject, "owed", owed(&without_insurance));
                match offers.into_iter().next() {
                    Some(offer) => {
                        let without = inputs.order_total(offer.total);
                        add(&subject, "orderWithout", without);
                        add(&subject, "orderWith", without.and_then(|total| total.plus(offer.total)));
                        Self::Offered(Rc::new(offer))
                    }
                    None => Self::Ineligible,
                }
            }
        };
        (card, subject)
    }

    /// The card of a booking.
    pub(crate) fn of_booking(booking: Booking) -> (Self, JsValue) {
        let subject = booking.json.clone();
        let card = if booking.stage == Stage::Failed { Self::Unavailable } else { Self::Settled(booking) };
        (card, subject)
    }

    /// Which card is drawn.
    pub(crate) const fn kind(&self, reach: Reach) -> Kind {
        match self {
            Self::Offered(_) => Kind::Offered(reach),
            Self::Ineligible => Kind::Ineligible,
            Self::Settled(booking) => Kind::Settled(booking.stage),
            Self::NotOffered | Self::Unavailable => Kind::Nothing,
        }
    }

    /// Its name outside.
    pub(crate) const fn name(&self) -> &'static str {
        match self {
            Self::NotOffered => "not-offered",
            Self::Offered(_) => "offered",
            Self::Ineligible => "ineligible",
            Self::Unavailable => "unavailable",
            Self::Settled(booking) => booking.name(),
        }
    }
}

/// What the carrier owes for all parcels; nothing where nobody states it.
fn owed(liability: &Liability) -> Option<Money> {
    let amounts: Option<Vec<Money>> = liability.parcels.iter().map(|parcel| parcel.amount).collect();
    let amounts = amounts?;
    let currency = amounts.first()?.currency();
    Money::sum(amounts, currency)
}

/// Beside the core's own answer, so that nothing outside of the core reckons with money.
fn add(subject: &JsValue, name: &str, money: Option<Money>) {
    if let Some(money) = money {
        let _ = Reflect::set(subject, &JsValue::from_str(name), &answer_to_js(&money));
    }
}
