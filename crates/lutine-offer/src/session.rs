//! The life of one element: priced, answered, signed, booked.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::prelude::{ArcTrigger, Notify};
use leptos::task::spawn_local;
use lutine_core::{Node, Offer};
use wasm_bindgen::JsValue;
use web_sys::HtmlElement;

use crate::card::{Answer, Card, Trouble, faults};
use crate::client::{Booked, Client, NoQuote, Quote, money};
use crate::host::Host;
use crate::inputs::Inputs;
use crate::request::Silence;

/// One element's inputs, card, answer and signed quote.
pub(crate) struct Session {
    pub(crate) client: Rc<Client>,
    pub(crate) host: Host,
    pub(crate) card: RefCell<Card>,
    pub(crate) answer: Cell<Option<Answer>>,
    /// Told when the card becomes one of another kind, when it has new figures, and when the answer changes. Triggers
    /// rather than signals, whose code is compiled once for every type that is in one.
    pub(crate) turned: ArcTrigger,
    pub(crate) priced: ArcTrigger,
    pub(crate) answered: ArcTrigger,
    pub(crate) inputs: RefCell<Inputs>,
    root: HtmlElement,
    quote: RefCell<Option<Quote>>,
    booking: RefCell<Option<JsValue>>,
    /// Counts questions, so that an answer to an earlier one is known to be stale.
    question: Cell<u32>,
}

/// How `confirm` ends.
pub(crate) struct Outcome {
    pub(crate) name: &'static str,
    pub(crate) booking: Option<JsValue>,
}

impl Outcome {
    const fn of(name: &'static str) -> Self {
        Self { name, booking: None }
    }
}

impl Session {
    pub(crate) fn open(client: Rc<Client>, host: Host, root: HtmlElement, inputs: Inputs) -> Rc<Self> {
        let card = Card::of(&inputs, &client.config());
        let session = Rc::new(Self {
            client,
            host,
            card: RefCell::new(card),
            answer: Cell::new(None),
            turned: ArcTrigger::new(),
            priced: ArcTrigger::new(),
            answered: ArcTrigger::new(),
            inputs: RefCell::new(inputs),
            root,
            quote: RefCell::new(None),
            booking: RefCell::new(None),
            question: Cell::new(0),
        });
        session.announce("lutine:ready");
        session.announce_price();
        session
    }

    /// New inputs: a new price, in the browser, without a request. A yes was to the old price and is cleared.
    pub(crate) fn update(&self, inputs: Inputs) {
        if *self.inputs.borrow() != inputs {
            self.inputs.replace(inputs);
            self.ask_again(self.answer.get().filter(|answer| *answer == Answer::No));
        }
    }

    /// Forgets answer, quote and booking.
    pub(crate) fn reset(&self) {
        self.ask_again(None);
    }

    fn ask_again(&self, answer: Option<Answer>) {
        self.question.set(self.question.get().wrapping_add(1));
        self.quote.replace(None);
        self.booking.replace(None);
        self.set_answer(answer);
        let card = Card::of(&self.inputs.borrow(), &self.client.config());
        self.show(card);
        self.announce_price();
    }

    /// The shopper chooses. This makes the one request; a "no" then declines that quote.
    pub(crate) fn choose(self: &Rc<Self>, answer: Answer) {
        let Some(offer) = self.offered() else { return };
        if self.answer.get() == Some(answer) {
            return;
        }
        self.set_answer(Some(answer));
        let question = self.question.get().wrapping_add(1);
        self.question.set(question);
        let earlier = self.quote.take();
        self.announce("lutine:change");
        let session = Rc::clone(self);
        spawn_local(async move {
            match (answer, earlier) {
                (Answer::No, Some(quote)) => session.client.decline(&quote).await,
                // The yes before this was declined and is spent: this takes a new quote.
                _ => session.sign(answer, &offer, question).await,
            }
        });
    }

    async fn sign(self: &Rc<Self>, answer: Answer, offer: &Offer, question: u32) {
        let inputs = self.inputs.borrow().clone();
        let signed = self.client.quote(&inputs, offer).await;
        // A "no" is recorded even when the page has moved on; it was said.
        if let (Answer::No, Ok(quote)) = (answer, &signed) {
            return self.client.decline(quote).await;
        }
        if self.question.get() != question || answer == Answer::No {
            return;
        }
        match signed {
            Ok(quote) => {
                self.quote.replace(Some(quote));
                self.announce("lutine:change");
            }
            Err(NoQuote::PriceChanged) => {
                self.price_changed().await;
                // The server's own tariff and still another total: the two do not agree, and no price can be promised.
                if self.offered().is_some_and(|now| now.total == offer.total) {
                    self.fail("price-mismatch");
                }
            }
            Err(NoQuote::Silence) => self.fail("server-unavailable"),
        }
    }

    /// The signed price does not hold any more: takes the server's tariff of now and shows its price, unanswered.
    async fn price_changed(&self) {
        match self.client.refresh().await {
            Ok(()) => self.ask_again(None),
            Err(Silence) => self.fail("server-unavailable"),
        }
    }

    /// Books a yes, waits for a no to be on its way, and says how it ended. The checkout goes on in any case.
    pub(crate) async fn confirm(self: &Rc<Self>, order: Node) -> Outcome {
        let state = self.card.borrow().state(self.answer.get());
        let offer = match (state, self.offered()) {
            ("accepted", Some(offer)) => offer,
            ("booked", _) => return Outcome { name: state, booking: self.booking.borrow().clone() },
            ("ineligible", _) => return Outcome::of("not-offered"),
            ("offered", _) => return Outcome::of("unanswered"),
            _ => return Outcome::of(state),
        };
        // What the shopper sees now is what was agreed to: any change would have cleared the yes.
        let shown = self.root.inner_text();
        let question = self.question.get();
        let held = self.quote.borrow().clone();
        let quote = match held {
            Some(quote) => quote,
            // The signature is still on its way: ask for one here rather than wait for an unknown.
            None => {
                self.sign(Answer::Yes, &offer, question).await;
                match self.quote.borrow().clone() {
                    Some(quote) if self.question.get() == question => quote,
                    _ if self.offered().is_some() => return Outcome::of("unanswered"),
                    _ => return Outcome::of("unavailable"),
                }
            }
        };
        match self.client.book(&self.host, &quote, &offer, &shown, &order).await {
            Booked::Done(policies, booking) => {
                self.booking.replace(Some(booking.clone()));
                self.show(Card::Booked(offer, policies));
                self.announce("lutine:booked");
                self.announce("lutine:change");
                Outcome { name: "booked", booking: Some(booking) }
            }
            Booked::Pending(booking) => Outcome { name: "pending", booking: Some(booking) },
            Booked::PriceChanged => {
                self.price_changed().await;
                Outcome::of(if self.offered().is_some() { "unanswered" } else { "unavailable" })
            }
            Booked::Unavailable => {
                self.fail("booking-failed");
                Outcome::of("unavailable")
            }
        }
    }

    /// The offer, while it can be answered.
    fn offered(&self) -> Option<Rc<Offer>> {
        match &*self.card.borrow() {
            Card::Offered(offer, _) => Some(Rc::clone(offer)),
            _ => None,
        }
    }

    fn show(&self, card: Card) {
        let turns = self.card.borrow().kind() != card.kind();
        self.card.replace(card);
        if turns {
            self.turned.notify();
        }
        self.priced.notify();
    }

    fn set_answer(&self, answer: Option<Answer>) {
        self.answer.set(answer);
        self.answered.notify();
    }

    fn fail(&self, code: &'static str) {
        self.question.set(self.question.get().wrapping_add(1));
        self.quote.replace(None);
        self.set_answer(None);
        self.show(Card::Unavailable(Trouble::of(code)));
        self.announce_price();
    }

    fn announce_price(&self) {
        // Out of its cell first: who hears the event may change the inputs at once.
        let trouble = match &*self.card.borrow() {
            Card::Unavailable(trouble) => Some((trouble.code, faults(&trouble.errors))),
            _ => None,
        };
        if let Some((code, errors)) = trouble {
            let mut detail = self.detail();
            detail.set("code", Node::text(code));
            detail.set("errors", errors);
            self.host.emit("lutine:unavailable", &detail);
        }
        self.announce("lutine:quote");
    }

    fn announce(&self, event: &str) {
        self.host.emit(event, &self.detail());
    }

    /// What every script on the page may hear: never a token, never the policyholder.
    fn detail(&self) -> Node {
        let (card, answer) = (self.card.borrow(), self.answer.get());
        let id = |value: &RefCell<Option<Quote>>| value.borrow().as_ref().map(|quote| Node::text(&quote.id));
        let booking = self.booking.borrow().as_ref().and_then(|booking| {
            js_sys::Reflect::get(booking, &JsValue::from_str("id")).ok()?.as_string().map(Node::Text)
        });
        Node::table([
            ("state", Node::text(card.state(answer))),
            ("answer", answer.map_or(Node::Null, |answer| Node::text(answer.name()))),
            ("programme", card.offer().map_or(Node::Null, |offer| Node::text(&offer.programme))),
            ("total", card.offer().map_or(Node::Null, |offer| money(offer.total))),
            ("quoteId", id(&self.quote).unwrap_or(Node::Null)),
            ("bookingId", booking.unwrap_or(Node::Null)),
        ])
    }

    /// Asks the shop for a signature at delivery.
    pub(crate) fn request_signature(&self) {
        self.announce("lutine:signature-request");
    }
}
