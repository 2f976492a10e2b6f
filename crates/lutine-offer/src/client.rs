//! What the backend is asked, and what its answers mean. One client serves all elements of a page.

use std::cell::RefCell;
use std::rc::Rc;

use lutine_core::{Node, Offer};

use crate::card::{Booking, Stage};
use crate::config::Config;
use crate::host::{Host, from_js};
use crate::inputs::Inputs;
use crate::request::{Backend, Reply, Silence};
use crate::session::Session;

/// The shopper waits for this: past it the order goes on without insurance.
const QUOTE_TIMEOUT_MS: u32 = 3_000;
/// An insurer is asked meanwhile; the server answers within 4 s, if only with "not known yet". Three tries with time
/// for a server to come back fit in what a shop waits for.
const BOOKING_TIMEOUT_MS: u32 = 5_000;
const BOOKING_PAUSES_MS: [u32; 3] = [0, 1_000, 1_000];

/// The backend and the tariff that it sent.
pub(crate) struct Client {
    backend: Backend,
    config: RefCell<Rc<Config>>,
    /// The elements on the page.
    pub(crate) sessions: RefCell<Vec<Rc<Session>>>,
}

/// What the server says to what is shown.
pub(crate) enum Signed {
    /// The same total: signed, as `{ id, token }`.
    Agreed(Node),
    /// Another total, or no offer any more.
    Otherwise(Node),
    /// Nothing that can be used.
    Silence,
}

/// What became of a booking.
pub(crate) enum Booked {
    /// Made, or not known yet: then the server settles it.
    Done(Booking),
    PriceChanged,
    /// Not booked, or not known to be; why, for the shop's log.
    Unavailable(&'static str),
}

impl Client {
    pub(crate) fn new(backend: Backend, config: Config) -> Self {
        Self { backend, config: RefCell::new(Rc::new(config)), sessions: RefCell::default() }
    }

    pub(crate) fn config(&self) -> Rc<Config> {
        self.config.borrow().clone()
    }

    /// Takes the server's tariff of now: its day or its rates have moved on.
    pub(crate) async fn refresh(&self, host: &Host) -> Result<(), Silence> {
        let json = host.config().await;
        let config = from_js(&json).and_then(|node| Config::read(&node, json).ok()).ok_or(Silence)?;
        self.config.replace(Rc::new(config));
        Ok(())
    }

    /// Has the server sign what is shown.
    pub(crate) async fn quote(&self, inputs: &Inputs, shown: &Offer) -> Signed {
        let call = inputs.call(Some(&shown.programme));
        let reply = self.backend.post("/v1/quotes", &call, None, QUOTE_TIMEOUT_MS).await;
        let Ok(Reply { status: 200, body, .. }) = reply else { return Signed::Silence };
        let Some(offer) = body.get("offers").and_then(|offers| offers.elements().first()) else {
            return Signed::Otherwise(Node::Null);
        };
        let field = |part: &str| offer.get(part).cloned().unwrap_or(Node::Null);
        let (quote, total) = (field("quote"), field("total"));
        if text(&quote, "id").is_empty() || text(&quote, "token").is_empty() {
            return Signed::Silence;
        }
        // Of the same revision: another may have other terms at the same price.
        let same = text(&total, "amount") == shown.total.amount()
            && text(&total, "currency") == shown.total.currency().code()
            && field("revision").as_text() == Some(&shown.revision.written());
        if same { Signed::Agreed(quote) } else { Signed::Otherwise(quote) }
    }

    /// Records a "no". A failed decline still counts as no.
    pub(crate) async fn decline(&self, quote: &Node) {
        let id = text(quote, "id");
        if id.is_empty() {
            return;
        }
        let path = ["/v1/quotes/", id, "/decline"].concat();
        let _ = self.backend.post(&path, &Node::table([]), Some(id), QUOTE_TIMEOUT_MS).await;
    }

    /// Books what was chosen. The same key again is the same booking, so silence is asked again, and so is who is asked too often.
    pub(crate) async fn book(&self, host: &Host, quote: &Node, consent: Node, order: &Node) -> Booked {
        let field = |name: &str| order.get(name).cloned().unwrap_or(Node::Null);
        let body = Node::table([
            ("quote", Node::text(text(quote, "token"))),
            ("order", field("order")),
            ("policyholder", field("policyholder")),
            ("consent", consent),
        ]);
        for pause_ms in BOOKING_PAUSES_MS {
            host.rest(pause_ms).await;
            let reply =
                self.backend.post("/v1/bookings", &body, Some(text(quote, "id")), BOOKING_TIMEOUT_MS).await;
            if let Ok(reply) = reply
                && reply.status < 429
            {
                return settled(reply);
            }
        }
        // Whether it arrived is not known. Nobody is charged for it; the merchant's server sees it, if it is there.
        Booked::Unavailable("booking-unanswered")
    }
}

/// A text of a quote or a price; nothing where it has none.
fn text<'a>(node: &'a Node, name: &str) -> &'a str {
    node.get(name).and_then(Node::as_text).unwrap_or_default()
}

fn settled(reply: Reply) -> Booked {
    let code = reply.body.get("code").and_then(Node::as_text);
    match (reply.status, code) {
        (409, Some("price-changed")) => Booked::PriceChanged,
        (409, Some("order-insured")) => Booked::Unavailable("order-insured"),
        _ => {
            let booking = Booking::read(&reply.body, reply.json);
            match booking.stage {
                Stage::Pending | Stage::Booked => Booked::Done(booking),
                Stage::Cancelled | Stage::Failed => Booked::Unavailable("booking-refused"),
            }
        }
    }
}
