//! Requests to the merchant's backend, each with a deadline.

use gloo_net::http::Request;
use js_sys::JSON;
use lutine_core::Node;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, RequestInit};

use crate::host::{from_js, to_js};

/// What came back: a status, and the body as the page and as this crate can use it.
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) json: JsValue,
    pub(crate) body: Node,
}

/// Nothing came back that can be used: no connection, no answer in time, no JSON.
pub(crate) struct Silence;

/// One backend, spoken to with a publishable key.
pub(crate) struct Backend {
    pub(crate) api: String,
    pub(crate) key: String,
}

impl Backend {
    /// With the key that makes the same request twice one request.
    pub(crate) async fn post(
        &self,
        path: &str,
        body: &Node,
        idempotency_key: Option<&str>,
        timeout_ms: u32,
    ) -> Result<Reply, Silence> {
        let mut headers = Node::table([
            ("authorization", Node::Text(["Bearer ", &self.key].concat())),
            ("content-type", Node::text("application/json")),
        ]);
        if let Some(key) = idempotency_key {
            headers.set("idempotency-key", Node::text(key));
        }
        let request = RequestInit::new();
        request.set_method("POST");
        request.set_headers(&to_js(&headers));
        request.set_body(JSON::stringify(&to_js(body)).map_err(|_| Silence)?.as_ref());
        request.set_signal(Some(&AbortSignal::timeout_with_u32(timeout_ms)));
        let address = [self.api.as_str(), path].concat();
        let request = web_sys::Request::new_with_str_and_init(&address, &request).map_err(|_| Silence)?;
        let response = Request::from(request).send().await.map_err(|_| Silence)?;
        let status = response.status();
        let json = web_sys::Response::from(response).json().map_err(|_| Silence)?;
        let json = JsFuture::from(json).await.map_err(|_| Silence)?;
        let body = from_js(&json).ok_or(Silence)?;
        Ok(Reply { status, json, body })
    }
}
