//! One question to the shopper, as it stands: price, answer, signed quote. Elements that were told the same share it.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Promise;
use lutine_core::{Node, Offer};
use wasm_bindgen::JsValue;

use crate::card::{Answer, Card};
use crate::client::Client;
use crate::config::Config;
use crate::inputs::Inputs;

/// Never changed: what comes next is another deal, and who still holds this one is known to be late.
pub(crate) struct Deal {
    pub(crate) inputs: Rc<Inputs>,
    /// The tariff of the card: the client may hold a newer one by now.
    pub(crate) config: Rc<Config>,
    pub(crate) card: Rc<Card>,
    /// What the card is about, for the shell's words.
    pub(crate) subject: JsValue,
    pub(crate) answer: Option<Answer>,
    /// What the server signed for the answer: `{ id, token }`.
    pub(crate) quote: Node,
    /// The answer, or the booking, on its way to the server.
    pub(crate) underway: RefCell<Option<Promise>>,
}

impl Deal {
    /// That of an element on the page that was told the same and can still be answered, else a new one, in which a "no" may
    /// be kept: what was booked or has failed elsewhere is no answer to a new question.
    pub(crate) fn on(client: &Client, inputs: Inputs, kept: Option<Answer>) -> Rc<Self> {
        for session in &*client.sessions.borrow() {
            let deal = session.deal();
            if *deal.inputs == inputs && deal.offered().is_some() {
                return deal;
            }
        }
        Self::new(client, Rc::new(inputs), kept)
    }

    /// Priced now, in the browser.
    pub(crate) fn new(client: &Client, inputs: Rc<Inputs>, answer: Option<Answer>) -> Rc<Self> {
        let config = client.config();
        let (card, subject) = Card::of(&inputs, &config);
        let (card, underway) = (Rc::new(card), RefCell::default());
        Rc::new(Self { inputs, config, card, subject, answer, quote: Node::Null, underway })
    }

    /// The same price, answered.
    pub(crate) fn answered(&self, answer: Answer, quote: Node) -> Rc<Self> {
        self.then(Rc::clone(&self.card), self.subject.clone(), Some(answer), quote)
    }

    /// What it came to: a booking, or nothing.
    pub(crate) fn ended(&self, card: Card, subject: JsValue) -> Rc<Self> {
        let (answer, quote) = match card {
            Card::Settled(_) => (self.answer, self.quote.clone()),
            _ => (None, Node::Null),
        };
        self.then(Rc::new(card), subject, answer, quote)
    }

    fn then(&self, card: Rc<Card>, subject: JsValue, answer: Option<Answer>, quote: Node) -> Rc<Self> {
        let (inputs, config) = (Rc::clone(&self.inputs), Rc::clone(&self.config));
        Rc::new(Self { inputs, config, card, subject, answer, quote, underway: self.underway.clone() })
    }

    /// The offer, while it can be answered.
    pub(crate) fn offered(&self) -> Option<&Rc<Offer>> {
        match &*self.card {
            Card::Offered(offer) => Some(offer),
            _ => None,
        }
    }
}
