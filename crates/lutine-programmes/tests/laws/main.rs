//! What must hold of every call, asked with random ones: laws of the contract, a second opinion on every figure, bulk against
//! readable, and the browser's arithmetic against this machine's.
//!
//! `LUTINE_ROUNDS` says how many calls (8,000 where it does not), `LUTINE_SEED` from which seed on. A failure names the
//! seed and the call.
#![cfg_attr(target_family = "wasm", allow(dead_code, unused_imports, reason = "only the digest runs there"))]

#[cfg(not(target_family = "wasm"))]
mod bulk;
mod digest;
#[cfg(not(target_family = "wasm"))]
mod many;
#[cfg(not(target_family = "wasm"))]
mod properties;
mod reference;
#[cfg(not(target_family = "wasm"))]
mod rubbish;
#[cfg(not(target_family = "wasm"))]
mod second_opinion;

use std::ops::Range;

use lutine_core::{Node, Tariff, payout, quote};
use serde_json::Value;

/// The seeds of this run. Set when the tests are built, because in WebAssembly there is no environment to ask later.
fn seeds() -> Range<u64> {
    let number = |text: Option<&str>| text.and_then(|text| text.parse::<u64>().ok());
    let first = number(option_env!("LUTINE_SEED")).unwrap_or(0);
    first..first + number(option_env!("LUTINE_ROUNDS")).unwrap_or(8_000)
}

fn tariff() -> Tariff {
    lutine_programmes::shipped().expect("the shipped tariff")
}

fn node(call: &Value) -> Node {
    serde_json::from_value(call.clone()).expect("plain data")
}

fn quoted(call: &Value, tariff: &Tariff) -> Value {
    serde_json::to_value(quote(&node(call), tariff)).expect("an answer")
}

fn paid(call: &Value, tariff: &Tariff) -> Value {
    serde_json::to_value(payout(&node(call), tariff)).expect("an answer")
}

/// The elements of a list.
fn list(value: &Value) -> &[Value] {
    value.as_array().expect("a list")
}

fn text(value: &Value) -> String {
    value.as_str().expect("text").to_owned()
}
