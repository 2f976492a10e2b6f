//! What the shell can call.

use std::any::Any;
use std::rc::Rc;

use js_sys::Promise;
use leptos::mount::mount_to;
use lutine_core::Node;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlElement;

use crate::card::{Answer, Reach};
use crate::client::Client;
use crate::config::Config;
use crate::host::{Host, from_js};
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

    /// Prices what an element was told.
    pub fn open(&self, host: JsValue, inputs: &JsValue) -> Mounted {
        let (inputs, reach) = read(inputs);
        let session = Session::open(self.0.clone(), host.unchecked_into::<Host>(), inputs, reach);
        Mounted { session, view: None }
    }
}

/// One element.
#[wasm_bindgen]
pub struct Mounted {
    session: Rc<Session>,
    /// Drawn for as long as it is kept.
    view: Option<Box<dyn Any>>,
}

#[wasm_bindgen]
impl Mounted {
    /// Draws the offer. Apart from pricing it, so that the page has its turn in between.
    pub fn draw(&mut self, root: HtmlElement) {
        let session = Rc::clone(&self.session);
        self.view = Some(Box::new(mount_to(root, move || view::card(&session))));
    }

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
        self.session.confirm(from_js(order).unwrap_or(Node::Null))
    }

    /// Forgets the answer.
    pub fn reset(&self) {
        self.session.reset();
    }

    /// Takes the element's offer off the page. Not in the middle of a call of the element's own.
    pub fn unmount(self) {
        self.session.close();
    }
}

/// What is no plain data reads as nothing, and the core says what is missing.
fn read(inputs: &JsValue) -> (Inputs, Reach) {
    let node = from_js(inputs).unwrap_or(Node::Null);
    (Inputs::read(&node), Reach::read(&node))
}
