//! What the JS shell lends: texts, money as people write it, and the element's events.

use lutine_core::{Money, Node};
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    /// The shell's side of one element.
    pub(crate) type Host;

    /// A text of the element's locale, with its `{placeholders}`.
    #[wasm_bindgen(method)]
    pub(crate) fn text(this: &Host, key: &str) -> String;

    /// An amount as people of the element's locale write it. It stays a string, so it stays exact.
    #[wasm_bindgen(method, js_name = money)]
    fn format_money(this: &Host, amount: &str, currency: &str) -> String;

    /// Dispatches an event on the element.
    #[wasm_bindgen(method, js_name = emit)]
    fn dispatch(this: &Host, name: &str, detail: wasm_bindgen::JsValue);
}

impl Host {
    pub(crate) fn money(&self, money: Money) -> String {
        self.format_money(&money.amount(), money.currency().code())
    }

    /// A text with its placeholders filled.
    pub(crate) fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        fill(self.text(key), values)
    }

    pub(crate) fn emit(&self, name: &str, detail: &Node) {
        self.dispatch(name, to_js(detail));
    }
}

/// Puts values in the place of `{names}`.
pub(crate) fn fill(mut text: String, values: &[(&str, &str)]) -> String {
    for (name, value) in values {
        text = text.replace(&format!("{{{name}}}"), value);
    }
    text
}

/// Plain objects, not maps.
pub(crate) fn to_js(node: &Node) -> wasm_bindgen::JsValue {
    let serializer = serde_wasm_bindgen::Serializer::json_compatible();
    serde::Serialize::serialize(node, &serializer).unwrap_or_default()
}

/// `None` for what is no plain data: functions, cycles, and so on.
pub(crate) fn from_js(value: wasm_bindgen::JsValue) -> Option<Node> {
    serde_wasm_bindgen::from_value(value).ok()
}
