//! No streams.
//!
//! Leptos' server functions link a crate whose classes are exported from every module, used or not: 7 KB of WASM and
//! 2 KB of JavaScript (2.5 KB after brotli) that a shopper would download for nothing. The workspace puts this in its
//! place. It has the few names that must exist for Leptos to compile; the widget has no server functions, so that
//! nothing ever calls them. If something did, a stream would be empty.
#![forbid(unsafe_code)]

use futures_util::stream::{Empty, Stream, empty};
use wasm_bindgen::{JsCast, JsValue};

/// A stream that nobody reads.
#[derive(Debug)]
pub struct ReadableStream(web_sys::ReadableStream);

impl ReadableStream {
    /// Takes the browser's stream.
    #[must_use]
    pub fn from_raw(raw: web_sys::ReadableStream) -> Self {
        Self(raw)
    }

    /// Drops the stream: nothing reads it.
    pub fn from_stream(_: impl Stream<Item = Result<JsValue, JsValue>> + 'static) -> Self {
        Self(JsValue::NULL.unchecked_into())
    }

    /// Gives the browser's stream back.
    #[must_use]
    pub fn into_raw(self) -> web_sys::ReadableStream {
        self.0
    }

    /// Has nothing in it.
    #[must_use]
    pub fn into_stream(self) -> Empty<Result<JsValue, JsValue>> {
        empty()
    }
}
