//! The binding of `@lutine/core`: the core's functions as JavaScript calls them, and nothing else.
//!
//! Calls and answers cross as JSON text, which engines read and write faster than a value can be walked from here; columns
//! cross as typed arrays. `npm/src/core.js` and `many.js` are the only callers.

mod many;

use lutine_core::{ErrorCode, FieldError, Node, PayoutAnswer, QuoteAnswer, Tariff};
use serde::Serialize;
use wasm_bindgen::prelude::wasm_bindgen;

/// 3.6 KB smaller than the standard library's allocator.
#[cfg(target_family = "wasm")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

/// A tariff that was read.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Pricer(Tariff);

#[wasm_bindgen]
impl Pricer {
    /// Reads `{ programmes, categories, carriers, premiumTaxes }`.
    ///
    /// # Errors
    /// The list of faults, as JSON.
    #[wasm_bindgen(constructor)]
    pub fn new(tariff: &str) -> Result<Pricer, String> {
        node(tariff).and_then(|tariff| Tariff::read(&tariff)).map(Pricer).map_err(|errors| json(&errors))
    }

    /// Answers a `QuoteCall`.
    #[must_use]
    pub fn quote(&self, call: &str) -> String {
        json(&match node(call) {
            Ok(call) => lutine_core::quote(&call, &self.0),
            Err(errors) => QuoteAnswer::Invalid { errors },
        })
    }

    /// Answers a `PayoutCall`.
    #[must_use]
    pub fn payout(&self, call: &str) -> String {
        json(&match node(call) {
            Ok(call) => lutine_core::payout(&call, &self.0),
            Err(errors) => PayoutAnswer::Invalid { errors },
        })
    }
}

/// The neutral tree of a JSON text.
fn node(text: &str) -> Result<Node, Vec<FieldError>> {
    serde_json::from_str(text).map_err(|_| {
        vec![FieldError {
            path: String::new(),
            code: ErrorCode::MalformedInput,
            message: format!("must be plain data, at most {} levels deep", Node::MAX_DEPTH),
        }]
    })
}

/// The JSON text of an answer. Answers have no maps whose keys could fail.
fn json(answer: &impl Serialize) -> String {
    serde_json::to_string(answer).unwrap_or_default()
}
