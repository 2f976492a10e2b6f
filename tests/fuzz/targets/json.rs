//! Any bytes as the JSON of a call for a quote and of a claim.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use lutine_core::{Node, Tariff, payout, quote};

static TARIFF: LazyLock<Tariff> = LazyLock::new(|| lutine_programmes::shipped().expect("the shipped tariff"));

fuzz_target!(|bytes: &[u8]| {
    if let Ok(node) = serde_json::from_slice::<Node>(bytes) {
        let answer = serde_json::to_string(&quote(&node, &TARIFF)).expect("JSON");
        assert_eq!(answer, serde_json::to_string(&quote(&node, &TARIFF)).expect("JSON"), "the same again");
        let _ = payout(&node, &TARIFF);
    }
});
