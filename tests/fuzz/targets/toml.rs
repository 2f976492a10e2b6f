//! Any text as a programme's file; a file that is good is also put on sale.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use lutine_core::{Node, Programme, Tariff, quote};

static TARIFF: LazyLock<Tariff> = LazyLock::new(|| lutine_programmes::shipped().expect("the shipped tariff"));
static CALL: LazyLock<Node> = LazyLock::new(|| {
    serde_json::from_str(
        r#"{"asOf":"2026-11-21","shipment":{"origin":{"country":"US"},"destination":{"country":"DE"},"carrier":"ups",
        "insurance":{"amount":"715.01","currency":"USD","content":"gold ring"},"parcels":[{},{"signature":"adult"}]},
        "policyholder":{"country":"DE"},"exchangeRates":{"base":"USD","rates":{"EUR":"0.9137","JPY":"151.237"}}}"#,
    )
    .expect("a call")
});

fuzz_target!(|text: &str| {
    let Ok(node) = lutine_programmes::parse("fuzz.toml", text) else { return };
    if let Ok(programme) = Programme::read(&node, &TARIFF.categories) {
        let tariff = Tariff { programmes: vec![programme], ..TARIFF.clone() };
        let _ = tariff.contradictions();
        let _ = quote(&CALL, &tariff);
    }
});
