//! The life of one element: priced, answered, signed, booked.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::Promise;
use leptos::prelude::{ArcTrigger, Notify};
use lutine_core::{Node, Offer};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::HtmlElement;

use crate::card::{Answer, Card, Trouble, faults};
use crate::client::{Agreed, Booked, Client, Quote, Signed, money};
use crate::config::Config;
use crate::host::{Host, from_js};
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
    /// The tariff of the card: the client may hold a newer one by now.
    config: RefCell<Rc<Config>>,
    root: HtmlElement,
    quote: RefCell<Option<Quote>>,
    /// The answer on its way to the server.
    answering: RefCell<Option<Promise>>,
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
        let config = client.config();
        let card = Card::of(&inputs, &config);
        let session = Rc::new(Self {
            client,
            host,
            config: RefCell::new(config),
            card: RefCell::new(card),
            answer: Cell::new(None),
            turned: ArcTrigger::new(),
            priced: ArcTrigger::new(),
            answered: ArcTrigger::new(),
            inputs: RefCell::new(inputs),
            root,
            quote: RefCell::new(None),
            answering: RefCell::new(None),
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
        self.next_question();
        self.quote.replace(None);
        self.booking.replace(None);
        self.set_answer(answer);
        self.config.replace(self.client.config());
        let card = Card::of(&self.inputs.borrow(), &self.config());
        self.show(card);
        self.announce_price();
    }

    /// The tariff that the card was priced with.
    pub(crate) fn config(&self) -> Rc<Config> {
        self.config.borrow().clone()
    }

    fn next_question(&self) -> u32 {
        let question = self.question.get().wrapping_add(1);
        self.question.set(question);
        question
    }

    /// The shopper chooses. This makes the one request; a "no" then declines that quote.
    pub(crate) fn choose(self: &Rc<Self>, answer: Answer) {
        let Some(offer) = self.offered() else { return };
        if self.answer.get() == Some(answer) {
            return;
        }
        self.set_answer(Some(answer));
        let question = self.next_question();
        let earlier = self.quote.take();
        self.announce("lutine:change");
        let session = Rc::clone(self);
        let answering = future_to_promise(async move {
            match answer {
                // The yes before this was declined and is spent: this takes a new quote.
                Answer::Yes => session.sign(&offer, question).await,
                Answer::No => session.decline(&offer, earlier).await,
            }
            Ok(JsValue::UNDEFINED)
        });
        self.answering.replace(Some(answering));
    }

    /// Records a "no": of the quote that was signed for a yes, or of one taken for it. It was said, so that it is
    /// recorded whatever the page does meanwhile, and whatever the server's price is.
    async fn decline(&self, offer: &Offer, earlier: Option<Quote>) {
        let inputs = self.inputs.borrow().clone();
        let quote = match earlier {
            Some(quote) => Some(quote),
            None => match self.client.quote(&inputs, offer).await {
                Signed::Agreed(quote) => Some(quote),
                Signed::Otherwise(quote) => quote,
                Signed::Silence => None,
            },
        };
        if let Some(quote) = quote {
            self.client.decline(&quote).await;
        }
    }

    async fn sign(&self, offer: &Offer, question: u32) {
        let inputs = self.inputs.borrow().clone();
        let signed = self.client.quote(&inputs, offer).await;
        if self.question.get() != question {
            return;
        }
        match signed {
            Signed::Agreed(quote) => {
                self.quote.replace(Some(quote));
                self.announce("lutine:change");
            }
            Signed::Otherwise(_) => {
                self.price_changed(question).await;
                // The server's own tariff and still another total: the two do not agree, and no price can be promised.
                if self.offered().is_some_and(|now| now.total == offer.total) {
                    self.fail("price-mismatch");
                }
            }
            Signed::Silence => self.fail("server-unavailable"),
        }
    }

    /// The signed price does not hold any more: takes the server's tariff of now and shows its price, unanswered.
    async fn price_changed(&self, question: u32) {
        let refreshed = self.client.refresh().await;
        match refreshed {
            _ if self.question.get() != question => {}
            Ok(()) => self.ask_again(None),
            Err(Silence) => self.fail("server-unavailable"),
        }
    }

    /// Books a yes, waits for a no to be on record, and says how it ended. The checkout goes on in any case.
    pub(crate) async fn confirm(&self, order: Node) -> Outcome {
        let answering = self.answering.take();
        if let Some(answering) = answering {
            let _ = JsFuture::from(answering).await;
        }
        let state = self.card.borrow().state(self.answer.get());
        let (offer, held) = (self.offered(), self.quote.borrow().clone());
        let (offer, quote) = match (state, offer, held) {
            ("accepted", Some(offer), Some(quote)) => (offer, quote),
            ("booked", ..) => return self.booked_before(&order),
            ("ineligible", ..) => return Outcome::of("not-offered"),
            ("offered" | "accepted", ..) => return Outcome::of("unanswered"),
            _ => return Outcome::of(state),
        };
        // What the shopper sees now is what was agreed to: any change would have cleared the yes.
        let agreed = Agreed { offer: &offer, config: self.config(), shown: self.root.inner_text() };
        let question = self.question.get();
        let booked = self.client.book(&self.host, &quote, agreed, &order).await;
        // The page may have moved on: then how it ended is told, and the card is left to what it is about now.
        let current = self.question.get() == question;
        match booked {
            Booked::Done(policies, booking) => {
                if current {
                    self.booking.replace(Some(booking.clone()));
                    self.show(Card::Booked(offer, policies));
                    self.announce("lutine:booked");
                    self.announce("lutine:change");
                }
                Outcome { name: "booked", booking: Some(booking) }
            }
            Booked::Pending(booking) => Outcome { name: "pending", booking: Some(booking) },
            Booked::PriceChanged => {
                self.price_changed(question).await;
                Outcome::of(if self.offered().is_some() { "unanswered" } else { "unavailable" })
            }
            Booked::Unavailable(code) => {
                if current {
                    self.fail(code);
                }
                Outcome::of("unavailable")
            }
        }
    }

    /// The booking that the card shows, where it is of this order; another order is another question.
    fn booked_before(&self, order: &Node) -> Outcome {
        let asked = order.get("order").and_then(|order| order.get("id")).and_then(Node::as_text);
        let booking = self.booking.borrow().clone();
        let booked = booking.as_ref().and_then(from_js);
        let booked = booked.as_ref().and_then(|booking| booking.get("order")?.get("id")?.as_text());
        if booked == asked {
            return Outcome { name: "booked", booking };
        }
        self.ask_again(None);
        Outcome::of("unanswered")
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
        self.next_question();
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
