//! The life of one element: priced, answered, signed, booked.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::Promise;
use leptos::prelude::{ArcTrigger, Notify};
use lutine_core::{Node, Offer};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, future_to_promise};

use crate::card::{Answer, Booking, Card, Kind, Reach, Stage};
use crate::client::{Booked, Client, Quote, Signed};
use crate::config::Config;
use crate::host::{Host, from_js, to_js};
use crate::inputs::Inputs;
use crate::request::Silence;

/// One element's inputs, card, answer and signed quote.
pub(crate) struct Session {
    pub(crate) host: Host,
    client: Rc<Client>,
    card: RefCell<Card>,
    answer: Cell<Option<Answer>>,
    reach: Cell<Reach>,
    /// Told when the card becomes one of another kind, and when what it says is new. Triggers rather than signals, whose
    /// code is compiled once for every type that is in one.
    pub(crate) turned: ArcTrigger,
    pub(crate) told: ArcTrigger,
    inputs: RefCell<Inputs>,
    /// The tariff of the card: the client may hold a newer one by now.
    config: RefCell<Rc<Config>>,
    quote: RefCell<Option<Quote>>,
    /// The answer on its way to the server.
    answering: RefCell<Option<Promise>>,
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

    fn booked(booking: &Booking) -> Self {
        Self { name: booking.name(), booking: Some(booking.json.clone()) }
    }
}

impl Session {
    pub(crate) fn open(client: Rc<Client>, host: Host, inputs: Inputs, reach: Reach) -> Rc<Self> {
        let config = client.config();
        let (card, subject) = Card::of(&inputs, &config);
        let session = Rc::new(Self {
            client,
            host,
            config: RefCell::new(config),
            card: RefCell::new(Card::NotOffered),
            answer: Cell::new(None),
            reach: Cell::new(reach),
            turned: ArcTrigger::new(),
            told: ArcTrigger::new(),
            inputs: RefCell::new(inputs),
            quote: RefCell::new(None),
            answering: RefCell::new(None),
            question: Cell::new(0),
        });
        session.show(card, &subject);
        session.host.emit("ready");
        session.announce_price();
        session
    }

    /// New inputs: a new price, in the browser, without a request. A yes was to the old price and is cleared.
    pub(crate) fn update(&self, inputs: Inputs, reach: Reach) {
        if self.reach.replace(reach) != reach {
            self.turned.notify();
        }
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
        self.set_quote(None);
        self.set_answer(answer);
        self.config.replace(self.client.config());
        let (card, subject) = Card::of(&self.inputs.borrow(), &self.config.borrow());
        self.show(card, &subject);
        self.announce_price();
    }

    fn next_question(&self) -> u32 {
        let question = self.question.get().wrapping_add(1);
        self.question.set(question);
        question
    }

    /// The shopper chooses. This makes the one request; a "no" then declines that quote.
    pub(crate) fn choose(self: &Rc<Self>, answer: Answer) {
        let Some(offer) = self.offered() else { return };
        if self.answer.get() == Some(answer) || self.reach.get() == Reach::Disabled {
            return;
        }
        let earlier = self.quote.take();
        self.set_quote(None);
        self.set_answer(Some(answer));
        let question = self.next_question();
        self.host.emit("change");
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
        let quote = match earlier {
            Some(quote) => Some(quote),
            None => match self.signed(offer).await {
                Signed::Agreed(quote) => Some(quote),
                Signed::Otherwise(quote) => quote,
                Signed::Silence => None,
            },
        };
        if let Some(quote) = quote {
            self.client.decline(&quote).await;
        }
    }

    async fn signed(&self, offer: &Offer) -> Signed {
        let inputs = self.inputs.borrow().clone();
        self.client.quote(&inputs, offer).await
    }

    async fn sign(&self, offer: &Offer, question: u32) {
        let signed = self.signed(offer).await;
        if self.question.get() != question {
            return;
        }
        match signed {
            Signed::Agreed(quote) => {
                self.set_quote(Some(quote));
                self.host.emit("change");
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
        let refreshed = self.client.refresh(&self.host).await;
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
        let offered = match &*self.card.borrow() {
            Card::Settled(booking) => Err(booking.clone()),
            Card::Offered(_) => Ok(self.answer.get()),
            Card::Ineligible => return Outcome::of("not-offered"),
            card => return Outcome::of(card.name()),
        };
        let held = self.quote.borrow().clone();
        let quote = match (offered, held) {
            (Err(booking), _) => return self.settled_before(&booking, &order),
            (Ok(Some(Answer::Yes)), Some(quote)) => quote,
            (Ok(Some(Answer::No)), _) => return Outcome::of("declined"),
            _ => return Outcome::of("unanswered"),
        };
        // What the shopper sees now is what was agreed to: any change would have cleared the yes.
        let consent = from_js(&self.host.consent()).unwrap_or(Node::Null);
        let question = self.question.get();
        let booked = self.client.book(&self.host, &quote, consent, &order).await;
        // The page may have moved on: then how it ended is told, and the card is left to what it is about now.
        let current = self.question.get() == question;
        match booked {
            Booked::Done(booking) => {
                let outcome = Outcome::booked(&booking);
                if current {
                    self.settle(booking);
                }
                outcome
            }
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

    /// Shows what became of a yes.
    fn settle(&self, booking: Booking) {
        let booked = booking.stage == Stage::Booked;
        let (card, subject) = Card::of_booking(booking);
        self.show(card, &subject);
        if booked {
            self.host.emit("booked");
        }
        self.host.emit("change");
    }

    /// The booking that the card shows, where it is of this order; another order is another question.
    fn settled_before(&self, booking: &Booking, order: &Node) -> Outcome {
        let asked = order.get("order").and_then(|order| order.get("id")).and_then(Node::as_text);
        if booking.order.as_deref() == asked {
            return Outcome::booked(booking);
        }
        self.ask_again(None);
        Outcome::of("unanswered")
    }

    /// The offer, while it can be answered.
    fn offered(&self) -> Option<Rc<Offer>> {
        match &*self.card.borrow() {
            Card::Offered(offer) => Some(Rc::clone(offer)),
            _ => None,
        }
    }

    /// Which card is drawn.
    pub(crate) fn kind(&self) -> Kind {
        self.card.borrow().kind(self.reach.get())
    }

    /// Whether this is the shopper's answer.
    pub(crate) fn is_answer(&self, answer: Answer) -> bool {
        self.answer.get() == Some(answer)
    }

    fn show(&self, card: Card, subject: &JsValue) {
        self.host.show(card.name(), subject, &self.config.borrow().json);
        let before = self.kind();
        self.card.replace(card);
        if before != self.kind() {
            self.turned.notify();
        }
        self.told.notify();
    }

    fn set_answer(&self, answer: Option<Answer>) {
        self.answer.set(answer);
        self.host.answer(answer.map_or("", Answer::name));
    }

    fn set_quote(&self, quote: Option<Quote>) {
        let (id, token) = quote.as_ref().map_or(("", ""), |quote| (&quote.id, &quote.token));
        self.host.sign(id, token);
        self.quote.replace(quote);
    }

    fn fail(&self, code: &'static str) {
        self.next_question();
        self.set_quote(None);
        self.set_answer(None);
        self.show(Card::Unavailable, &to_js(&Node::table([("code", Node::text(code))])));
        self.announce_price();
    }

    fn announce_price(&self) {
        if matches!(*self.card.borrow(), Card::Unavailable) {
            // Told apart from the state, because somebody should look at it.
            self.host.emit("unavailable");
        }
        self.host.emit("quote");
    }
}
