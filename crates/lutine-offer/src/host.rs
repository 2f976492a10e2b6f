//! What the JS shell lends: the words of the card, the element's events, and time.

use js_sys::{Array, Number, Object, Reflect};
use lutine_core::Node;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

#[wasm_bindgen]
extern "C" {
    /// The shell's side of one element.
    pub(crate) type Host;

    /// What stands at a place of the card now, in the shopper's words; nothing, where nothing stands there.
    #[wasm_bindgen(method)]
    pub(crate) fn text(this: &Host, place: &str) -> String;

    /// What stands at a place of the card that has several lines.
    #[wasm_bindgen(method)]
    pub(crate) fn lines(this: &Host, place: &str) -> Array;

    /// How things stand: the card's kind, what it is about, the tariff that it comes from, the shopper's answer or
    /// "", and `{ id, token }` of the quote that the server signed or null. Then dispatches an event on the element.
    #[wasm_bindgen(method)]
    pub(crate) fn tell(
        this: &Host,
        event: &str,
        kind: &str,
        subject: &JsValue,
        config: &JsValue,
        answer: &str,
        quote: &JsValue,
    );

    /// What the shopper agreed to, word for word.
    #[wasm_bindgen(method)]
    pub(crate) fn consent(this: &Host) -> JsValue;

    /// The server's tariff of now; nothing, where it cannot be had.
    #[wasm_bindgen(method)]
    pub(crate) async fn config(this: &Host) -> JsValue;

    /// Waits so many milliseconds.
    #[wasm_bindgen(method)]
    pub(crate) async fn rest(this: &Host, time_ms: u32);
}

/// An answer of the core's, as plain objects.
pub(crate) fn answer_to_js(answer: &impl serde::Serialize) -> JsValue {
    let serializer = serde_wasm_bindgen::Serializer::json_compatible();
    answer.serialize(&serializer).unwrap_or_default()
}

/// The neutral tree as plain objects. By hand, because a serializer brings a kilobyte to say which numbers are too large.
pub(crate) fn to_js(node: &Node) -> JsValue {
    match node {
        Node::Null | Node::Number => JsValue::NULL,
        Node::Bool(truth) => JsValue::from_bool(*truth),
        Node::Integer(number) => JsValue::from_f64(*number as f64),
        Node::Text(text) => JsValue::from_str(text),
        Node::List(elements) => elements.iter().map(to_js).collect::<Array>().into(),
        Node::Table(entries) => {
            let object = Object::new();
            for (name, node) in entries {
                let _ = Reflect::set(&object, &JsValue::from_str(name), &to_js(node));
            }
            object.into()
        }
    }
}

/// Turns a JS value into the neutral tree; `None` for what is no plain data: functions, cycles, and so on.
///
/// By hand, because a deserializer brings 15 KB of code that explains to nobody what it met.
pub(crate) fn from_js(value: &JsValue) -> Option<Node> {
    within(value, Node::MAX_DEPTH)
}

fn within(value: &JsValue, depth: u8) -> Option<Node> {
    if let Some(text) = value.as_string() {
        return Some(Node::Text(text));
    }
    if let Some(list) = value.dyn_ref::<Array>() {
        let depth = depth.checked_sub(1)?;
        return list.iter().map(|element| within(&element, depth)).collect::<Option<_>>().map(Node::List);
    }
    match value.as_bool() {
        Some(truth) => Some(Node::Bool(truth)),
        None if value.is_null() || value.is_undefined() => Some(Node::Null),
        None if Number::is_safe_integer(value) => Some(Node::Integer(value.as_f64()? as i64)),
        None if value.as_f64().is_some() => Some(Node::Number),
        None if value.is_function() => None,
        None => {
            let depth = depth.checked_sub(1)?;
            let entry = |entry: JsValue| {
                let pair = entry.dyn_into::<Array>().ok()?;
                Some((pair.get(0).as_string()?, within(&pair.get(1), depth)?))
            };
            Object::entries(value.dyn_ref()?).iter().map(entry).collect::<Option<_>>().map(Node::Table)
        }
    }
}

#[cfg(test)]
mod tests {
    use js_sys::{Array, Function, Object, Reflect};
    use lutine_core::Node;
    use wasm_bindgen::JsValue;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::{from_js, to_js};

    fn object(fields: &[(&str, JsValue)]) -> JsValue {
        let object = Object::new();
        for (name, value) in fields {
            Reflect::set(&object, &JsValue::from_str(name), value).unwrap();
        }
        object.into()
    }

    #[wasm_bindgen_test]
    fn plain_data_comes_and_goes() {
        let list = Array::of(&[JsValue::TRUE, JsValue::NULL, JsValue::UNDEFINED]);
        let value = object(&[("amount", "12.50".into()), ("items", list.into()), ("count", 3.into())]);
        let node = from_js(&value).unwrap();
        let items = Node::List(vec![Node::Bool(true), Node::Null, Node::Null]);
        assert_eq!(
            node,
            Node::table([("amount", Node::text("12.50")), ("items", items), ("count", Node::Integer(3))])
        );
        assert_eq!(from_js(&to_js(&node)), Some(node));
    }

    /// A page may hand over anything; nothing hangs and nothing is guessed.
    #[wasm_bindgen_test]
    fn what_is_no_plain_data_is_refused() {
        let cycle = object(&[]);
        Reflect::set(&cycle, &"self".into(), &cycle).unwrap();
        let function: JsValue = Function::new_no_args("").into();
        for value in [cycle, function.clone(), object(&[("carrier", function)]), JsValue::symbol(None)] {
            assert_eq!(from_js(&value), None);
        }
        for number in [12.5, f64::NAN, f64::INFINITY, 1e300] {
            assert_eq!(from_js(&JsValue::from_f64(number)), Some(Node::Number), "{number}");
        }
    }
}
