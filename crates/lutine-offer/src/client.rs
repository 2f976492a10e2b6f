//! What the backend is asked, and what its answers mean. One client serves all elements of a page.

use std::cell::RefCell;
use std::rc::Rc;

use lutine_core::{Node, Offer};
use wasm_bindgen::JsValue;

use crate::config::Config;
use crate::host::Host;
use crate::inputs::Inputs;
use crate::request::{Backend, Reply, Silence};

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
}

/// What the server signed for an answer.
#[derive(Clone)]
pub(crate) struct Quote {
    pub(crate) id: String,
    token: String,
}

/// What the server says to what is shown.
pub(crate) enum Signed {
    /// The same total: signed.
    Agreed(Quote),
    /// Another total, or no offer any more.
    Otherwise(Option<Quote>),
    /// Nothing that can be used.
    Silence,
}

/// What the shopper agreed to: the offer, the tariff that it came from, and the card, word for word.
pub(crate) struct Agreed<'a> {
    pub(crate) offer: &'a Offer,
    pub(crate) config: Rc<Config>,
    pub(crate) shown: String,
}

/// What became of a booking.
pub(crate) enum Booked {
    /// The policies' numbers, and the booking as the shop gets it.
    Done(Vec<String>, JsValue),
    /// Not known yet; the server settles it.
    Pending(JsValue),
    PriceChanged,
    /// Not booked, or not known to be; why, for the shop's log.
    Unavailable(&'static str),
}

impl Client {
    pub(crate) fn new(backend: Backend, config: Config) -> Self {
        Self { backend, config: RefCell::new(Rc::new(config)) }
    }

    pub(crate) fn config(&self) -> Rc<Config> {
        self.config.borrow().clone()
    }

    /// An address of a programme's documents, from wherever the backend is.
    pub(crate) fn address(&self, document: &str) -> String {
        if document.starts_with('/') {
            format!("{}{document}", self.backend.api)
        } else {
            String::from(document)
        }
    }

    /// Fetches the tariff again: the server's day or rates have moved on.
    pub(crate) async fn refresh(&self) -> Result<(), Silence> {
        let reply = self.backend.get("/v1/config", QUOTE_TIMEOUT_MS).await?;
        let config = Config::read(&reply.body).map_err(|_| Silence)?;
        self.config.replace(Rc::new(config));
        Ok(())
    }

    /// Has the server sign what is shown.
    pub(crate) async fn quote(&self, inputs: &Inputs, shown: &Offer) -> Signed {
        let call = inputs.call(Some(&shown.programme));
        let reply = self.backend.post("/v1/quotes", &call, None, QUOTE_TIMEOUT_MS).await;
        let Ok(Reply { status: 200, body, .. }) = reply else { return Signed::Silence };
        let Some(offer) = body.get("offers").and_then(|offers| offers.elements().first()) else {
            return Signed::Otherwise(None);
        };
        let text = |name: &str| {
            offer.get("quote").and_then(|quote| quote.get(name)).and_then(Node::as_text).map(String::from)
        };
        let (Some(id), Some(token)) = (text("id"), text("token")) else { return Signed::Silence };
        let quote = Quote { id, token };
        if offer.get("total") == Some(&money(shown.total)) {
            Signed::Agreed(quote)
        } else {
            Signed::Otherwise(Some(quote))
        }
    }

    /// Records a "no". A failed decline still counts as no.
    pub(crate) async fn decline(&self, quote: &Quote) {
        let path = format!("/v1/quotes/{}/decline", quote.id);
        let _ = self.backend.post(&path, &Node::table([]), Some(&quote.id), QUOTE_TIMEOUT_MS).await;
    }

    /// Books what was chosen. The same key again is the same booking, so silence is asked again.
    pub(crate) async fn book(&self, host: &Host, quote: &Quote, agreed: Agreed<'_>, order: &Node) -> Booked {
        let field = |name: &str| order.get(name).cloned().unwrap_or(Node::Null);
        let consent = Node::table([
            ("basis", Node::text("shopper")),
            ("quoteId", Node::text(&quote.id)),
            ("total", money(agreed.offer.total)),
            ("textHash", agreed.config.text_hash(&agreed.offer.programme, "en")),
            ("locale", Node::text("en")),
            ("shown", Node::text(&agreed.shown)),
        ]);
        let body = Node::table([
            ("quote", Node::text(&quote.token)),
            ("order", field("order")),
            ("policyholder", field("policyholder")),
            ("consent", consent),
        ]);
        for pause_ms in BOOKING_PAUSES_MS {
            host.rest(pause_ms).await;
            let reply = self.backend.post("/v1/bookings", &body, Some(&quote.id), BOOKING_TIMEOUT_MS).await;
            if let Ok(reply) = reply
                && reply.status < 500
            {
                return settled(reply);
            }
        }
        // Whether it arrived is not known. Nobody is charged for it; the merchant's server sees it, if it is there.
        Booked::Unavailable("booking-unanswered")
    }
}

fn settled(reply: Reply) -> Booked {
    let text = |name: &str| reply.body.get(name).and_then(Node::as_text);
    match (reply.status, text("state"), text("code")) {
        (200 | 201, Some("booked"), _) => {
            let policies = reply.body.get("policies").map(Node::elements).unwrap_or_default();
            let number = |policy: &Node| policy.get("number").and_then(Node::as_text).map(String::from);
            Booked::Done(policies.iter().filter_map(number).collect(), reply.json)
        }
        (200..=202, Some("booking" | "unknown" | "pending_payment"), _) => Booked::Pending(reply.json),
        (409, _, Some("price-changed")) => Booked::PriceChanged,
        (_, _, Some("order-insured")) => Booked::Unavailable("order-insured"),
        _ => Booked::Unavailable("booking-refused"),
    }
}

/// Money as the server writes it.
pub(crate) fn money(money: lutine_core::Money) -> Node {
    Node::table([("amount", Node::Text(money.amount())), ("currency", Node::text(money.currency().code()))])
}
