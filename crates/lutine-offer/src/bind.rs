//! What the shell can call.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Promise, Reflect};
use leptos::mount::mount_to;
use lutine_core::Node;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::future_to_promise;
use web_sys::HtmlElement;

use crate::card::{Answer, Reach};
use crate::client::Client;
use crate::config::Config;
use crate::host::{Host, from_js, to_js};
use crate::inputs::Inputs;
use crate::request::Backend;
use crate::session::Session;
use crate::view;

/// One backend with its tariff, for all elements of a page.
#[wasm_bindgen]
pub struct Lutine(Rc<Client>);

#[wasm_bindgen]
impl Lutine {
    /// Takes /v1/config as the server sent it. Throws where it cannot be used.
    #[wasm_bindgen(constructor)]
    pub fn new(api: String, key: String, config: JsValue) -> Result<Lutine, JsValue> {
        let node = from_js(&config).unwrap_or(Node::Null);
        let config = Config::read(&node, config).map_err(|_| JsValue::from_str("config"))?;
        Ok(Self(Rc::new(Client::new(Backend { api, key }, config))))
    }

    /// Draws an element's offer.
    pub fn mount(&self, host: JsValue, root: HtmlElement, inputs: &JsValue) -> Mounted {
        let (inputs, reach) = read(inputs);
        let session = Session::open(self.0.clone(), host.unchecked_into::<Host>(), inputs, reach);
        let drawn = Rc::clone(&session);
        let handle = mount_to(root, move || view::card(&drawn));
        Mounted { session, unmount: RefCell::new(Some(Box::new(move || drop(handle)))) }
    }
}

/// One drawn element.
#[wasm_bindgen]
pub struct Mounted {
    session: Rc<Session>,
    unmount: RefCell<Option<Box<dyn FnOnce()>>>,
}

#[wasm_bindgen]
impl Mounted {
    /// New inputs; the same ones change nothing.
    pub fn update(&self, inputs: &JsValue) {
        let (inputs, reach) = read(inputs);
        self.session.update(inputs, reach);
    }

    /// The shopper's own choice: `yes` or `no`, of the offer that is shown.
    pub fn choose(&self, answer: &str) {
        self.session.choose(if answer == Answer::Yes.name() { Answer::Yes } else { Answer::No });
    }

    /// Books, or says why not: `{ outcome, booking? }`.
    pub fn confirm(&self, order: &JsValue) -> Promise {
        let (session, order) = (Rc::clone(&self.session), from_js(order).unwrap_or(Node::Null));
        future_to_promise(async move {
            let outcome = session.confirm(order).await;
            let answer = to_js(&Node::table([("outcome", Node::text(outcome.name))]));
            if let Some(booking) = outcome.booking {
                let _ = Reflect::set(&answer, &JsValue::from_str("booking"), &booking);
            }
            Ok(answer)
        })
    }

    /// Forgets the answer.
    pub fn reset(&self) {
        self.session.reset();
    }

    /// Takes the element's offer off the page.
    ///
    /// By a shared reference: a page may do this in the middle of an event of the element's own.
    pub fn unmount(&self) {
        let unmount = self.unmount.take();
        if let Some(unmount) = unmount {
            unmount();
        }
    }
}

/// What is no plain data reads as nothing, and the core says what is missing.
fn read(inputs: &JsValue) -> (Inputs, Reach) {
    let node = from_js(inputs).unwrap_or(Node::Null);
    (Inputs::read(&node), Reach::read(&node))
}
