//! The same answers on this machine and in WebAssembly, to the last character.
//!
//! Natively the digest of all answers is printed; `cargo xtask test wasm` builds the WebAssembly with it, and there it
//! must come out again.

use lutine_core::{payout, quote};

use super::{node, reference, seeds, tariff};

/// FNV-1a: no secret is kept here, only two long texts compared.
struct Digest(u64);

impl Digest {
    fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
}

fn digest() -> String {
    let tariff = tariff();
    let mut digest = Digest(0xcbf2_9ce4_8422_2325);
    for seed in seeds() {
        let answer = quote(&node(&reference::generate::call(seed)), &tariff);
        digest.add(&serde_json::to_vec(&answer).expect("JSON"));
        if seed % 4 == 0 {
            let answer = payout(&node(&reference::generate::payout_call(seed)), &tariff);
            digest.add(&serde_json::to_vec(&answer).expect("JSON"));
        }
    }
    format!("{:016x}", digest.0)
}

#[cfg(not(target_family = "wasm"))]
#[test]
fn digest_of_all_answers() {
    println!("digest {}", digest());
}

#[cfg(target_family = "wasm")]
#[wasm_bindgen_test::wasm_bindgen_test]
fn webassembly_answers_the_same() {
    let native =
        option_env!("LUTINE_DIGEST").expect("run by `cargo xtask test wasm`, which knows the digest");
    assert_eq!(digest(), native, "for the seeds {:?}", seeds());
}
