//! One element on the page: what it shows, and what the shopper and the shop do with it.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Promise, Reflect};
use leptos::prelude::{ArcTrigger, Notify};
use lutine_core::{Node, Offer};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, future_to_promise};

use crate::card::{Answer, Booking, Card, Kind, Reach, Stage};
use crate::client::{Booked, Client, Signed};
use crate::deal::Deal;
use crate::host::{Host, from_js, to_js};
use crate::inputs::Inputs;
use crate::request::Silence;

/// One element.
pub(crate) struct Session {
    pub(crate) host: Host,
    client: Rc<Client>,
    deal: RefCell<Rc<Deal>>,
    reach: Cell<Reach>,
    /// The kind of the card on the page.
    pub(crate) drawn: Cell<Kind>,
    /// Told when the card becomes one of another kind, and when what it says is new. Triggers rather than signals, whose
    /// code is compiled once for every type that is in one.
    pub(crate) turned: ArcTrigger,
    pub(crate) told: ArcTrigger,
}

impl Session {
    pub(crate) fn open(client: Rc<Client>, host: Host, inputs: Inputs, reach: Reach) -> Rc<Self> {
        let session = Rc::new(Self {
            host,
            deal: RefCell::new(Deal::on(&client, inputs, None)),
            reach: Cell::new(reach),
            drawn: Cell::new(Kind::Nothing),
            turned: ArcTrigger::new(),
            told: ArcTrigger::new(),
            client,
        });
        session.client.sessions.borrow_mut().push(Rc::clone(&session));
        session.tell("ready");
        session.tell("quote");
        session
    }

    /// Off the page: told nothing any more.
    pub(crate) fn close(self: &Rc<Self>) {
        self.client.sessions.borrow_mut().retain(|session| !Rc::ptr_eq(session, self));
    }

    /// New inputs: a new price, in the browser, without a request. A yes was to the old price and is left behind, where
    /// another element may still show it.
    pub(crate) fn update(&self, inputs: Inputs, reach: Reach) {
        if self.reach.replace(reach) != reach {
            self.redraw();
        }
        let before = self.deal();
        if *before.inputs != inputs {
            let kept = before.answer.filter(|answer| *answer == Answer::No);
            self.deal.replace(Deal::on(&self.client, inputs, kept));
            self.tell("quote");
        }
    }

    /// Forgets answer, quote and booking, here and where else they are shown: what was taken back in one place is not
    /// agreed to in another.
    pub(crate) fn reset(&self) {
        self.ask_again(&self.deal());
    }

    /// The price of now, unanswered.
    fn ask_again(&self, before: &Rc<Deal>) -> Rc<Deal> {
        let now = Deal::new(&self.client, Rc::clone(&before.inputs), None);
        self.turn(before, &now, &["quote"]);
        now
    }

    /// The shopper chooses. This makes the one request; a "no" then declines that quote.
    pub(crate) fn choose(self: &Rc<Self>, answer: Answer) {
        let before = self.deal();
        let Some(offer) = before.offered().map(Rc::clone) else { return };
        if before.answer == Some(answer) || self.reach.get() == Reach::Disabled {
            return;
        }
        let now = before.answered(answer, Node::Null);
        let (session, from, deal) = (Rc::clone(self), Rc::clone(&before), Rc::clone(&now));
        let answering = future_to_promise(async move {
            match answer {
                // The yes before this was declined and is spent: this takes a new quote.
                Answer::Yes => session.sign(&deal, &offer).await,
                Answer::No => session.decline(&from, &offer).await,
            }
            Ok(JsValue::UNDEFINED)
        });
        now.underway.replace(Some(answering));
        self.turn(&before, &now, &["change"]);
    }

    /// Records a "no": of the quote that was signed for a yes, or of one taken for it. It was said, so that it is
    /// recorded whatever the page does meanwhile, and whatever the server's price is.
    async fn decline(&self, before: &Deal, offer: &Offer) {
        let taken;
        let quote = if before.quote == Node::Null {
            taken = match self.client.quote(&before.inputs, offer).await {
                Signed::Agreed(quote) | Signed::Otherwise(quote) => quote,
                Signed::Silence => return,
            };
            &taken
        } else {
            &before.quote
        };
        self.client.decline(quote).await;
    }

    async fn sign(&self, deal: &Rc<Deal>, offer: &Offer) {
        match self.client.quote(&deal.inputs, offer).await {
            Signed::Agreed(quote) => self.turn(deal, &deal.answered(Answer::Yes, quote), &["change"]),
            Signed::Otherwise(_) => {
                let now = self.price_changed(deal).await;
                // The server's own tariff and still another price: the two do not agree, and none can be promised. (Other terms
                // at the same price are another revision, which is asked about anew.)
                if now.offered().is_some_and(|now| now.total == offer.total && now.revision == offer.revision)
                {
                    self.fail(&now, "price-mismatch");
                }
            }
            Signed::Silence => {
                self.fail(deal, "server-unavailable");
            }
        }
    }

    /// The signed price does not hold any more: takes the server's tariff of now and shows its price, unanswered.
    async fn price_changed(&self, deal: &Rc<Deal>) -> Rc<Deal> {
        match self.client.refresh(&self.host).await {
            Ok(()) => self.ask_again(deal),
            Err(Silence) => self.fail(deal, "server-unavailable"),
        }
    }

    /// Books a yes, waits for a no to be on record, and says how it ended: `{ outcome, booking? }`. The checkout goes on
    /// in any case. One after the other, whichever element is asked: the second finds what the first has booked.
    pub(crate) fn confirm(self: &Rc<Self>, order: Node) -> Promise {
        let (session, deal) = (Rc::clone(self), self.deal());
        let before = deal.underway.take();
        let confirming = future_to_promise(async move {
            if let Some(before) = before {
                let _ = JsFuture::from(before).await;
            }
            Ok(session.book(order).await)
        });
        deal.underway.replace(Some(confirming.clone()));
        confirming
    }

    async fn book(&self, order: Node) -> JsValue {
        let deal = self.deal();
        match (&*deal.card, deal.answer) {
            (Card::Settled(booking), _) => {
                let asked = order.get("order").and_then(|order| order.get("id")).and_then(Node::as_text);
                if booking.order.as_deref() == asked {
                    return booked(booking);
                }
                // Another order is another question.
                self.ask_again(&deal);
                return outcome("unanswered");
            }
            (Card::Ineligible, _) => return outcome("not-offered"),
            (Card::Offered(_), Some(Answer::Yes)) => {}
            (Card::Offered(_), Some(Answer::No)) => return outcome("declined"),
            (Card::Offered(_), None) => return outcome("unanswered"),
            (card, _) => return outcome(card.name()),
        }
        // Changed its mind meanwhile: not signed yet.
        if deal.quote == Node::Null {
            return outcome("unanswered");
        }
        // What the shopper sees now is what was agreed to: any change would have cleared the yes.
        let consent = from_js(&self.host.consent()).unwrap_or(Node::Null);
        // The page may move on meanwhile: then how it ended is told, and the card is left to what it is about by then.
        match self.client.book(&self.host, &deal.quote, consent, &order).await {
            Booked::Done(booking) => {
                let outcome = booked(&booking);
                let events: &[&str] =
                    if booking.stage == Stage::Booked { &["booked", "change"] } else { &["change"] };
                let (card, subject) = Card::of_booking(booking);
                self.turn(&deal, &deal.ended(card, subject), events);
                outcome
            }
            Booked::PriceChanged => {
                let now = self.price_changed(&deal).await;
                outcome(if now.offered().is_some() { "unanswered" } else { "unavailable" })
            }
            Booked::Unavailable(code) => {
                self.fail(&deal, code);
                outcome("unavailable")
            }
        }
    }

    fn fail(&self, before: &Rc<Deal>, code: &'static str) -> Rc<Deal> {
        let now = before.ended(Card::Unavailable, to_js(&Node::table([("code", Node::text(code))])));
        self.turn(before, &now, &["quote"]);
        now
    }

    /// Every element that showed a deal shows the next and dispatches events; none, where all have moved on.
    fn turn(&self, before: &Rc<Deal>, now: &Rc<Deal>, events: &[&str]) {
        let sessions = self.client.sessions.borrow().clone();
        for session in &sessions {
            if Rc::ptr_eq(&session.deal(), before) {
                session.deal.replace(Rc::clone(now));
            }
        }
        // The one that was clicked first: what is agreed to is what stood there.
        self.show(now, events);
        for session in &sessions {
            if !std::ptr::eq(session.as_ref(), self) {
                session.show(now, events);
            }
        }
    }

    fn show(&self, now: &Rc<Deal>, events: &[&str]) {
        for event in events {
            // A listener of the event before may have changed what this one shows.
            if Rc::ptr_eq(&self.deal(), now) {
                self.tell(event);
            }
        }
    }

    /// Shows what is new and dispatches an event.
    fn tell(&self, event: &str) {
        self.redraw();
        let deal = self.deal();
        let tell = |event| {
            let answer = deal.answer.map_or("", Answer::name);
            self.host.tell(
                event,
                deal.card.name(),
                &deal.subject,
                &deal.config.json,
                answer,
                &to_js(&deal.quote),
            );
        };
        if event == "quote" && matches!(*deal.card, Card::Unavailable) {
            // Told apart from the state, because somebody should look at it.
            tell("unavailable");
        }
        tell(event);
    }

    fn redraw(&self) {
        let changed = if self.is_drawn() { &self.told } else { &self.turned };
        changed.notify();
    }

    /// Whether the card on the page is of the kind that it is now, so that its places have something to say.
    pub(crate) fn is_drawn(&self) -> bool {
        self.drawn.get() == self.kind()
    }

    pub(crate) fn deal(&self) -> Rc<Deal> {
        self.deal.borrow().clone()
    }

    /// Which card is drawn.
    pub(crate) fn kind(&self) -> Kind {
        self.deal.borrow().card.kind(self.reach.get())
    }

    /// Whether this is the shopper's answer.
    pub(crate) fn is_answer(&self, answer: Answer) -> bool {
        self.deal.borrow().answer == Some(answer)
    }
}

/// How `confirm` ends.
fn outcome(name: &str) -> JsValue {
    to_js(&Node::table([("outcome", Node::text(name))]))
}

fn booked(booking: &Booking) -> JsValue {
    // Given back, nothing is owed for it: to the order that is a no.
    let outcome = outcome(if booking.stage == Stage::Cancelled { "declined" } else { booking.name() });
    let _ = Reflect::set(&outcome, &JsValue::from_str("booking"), &booking.json);
    outcome
}
