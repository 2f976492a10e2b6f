//! `<lutine-offer>`: the widget behind the JS shell (`shell/`).
//!
//! The shell owns the element (attributes, shadow root, loading box); this owns what is in the box: it prices with
//! the core, takes yes or no, has the server sign what was chosen, and books. `session` is the life of one element,
//! `deal` what it shows and shares with others, `view` draws it, `client` knows the server's answers, `host` is what the
//! shell lends.
#![cfg_attr(all(target_family = "wasm", not(test)), no_main)]

mod bind;
mod card;
mod client;
mod config;
mod deal;
mod host;
mod inputs;
mod request;
mod session;
mod view;

/// 3.6 KB smaller than the standard library's allocator.
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

/// Nothing starts by itself: the shell calls what `bind` exports. In the browser even this, with what the standard library
/// does before it, would be downloaded.
#[cfg(not(all(target_family = "wasm", not(test))))]
fn main() {}
