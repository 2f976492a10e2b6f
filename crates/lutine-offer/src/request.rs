//! Requests to the merchant's backend, each with a deadline.

use gloo_net::http::{Method, RequestBuilder};
use js_sys::JSON;
use lutine_core::Node;
use wasm_bindgen::JsValue;
use web_sys::AbortSignal;

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
    pub(crate) async fn get(&self, path: &str, timeout_ms: u32) -> Result<Reply, Silence> {
        self.send(Method::GET, path, None, None, timeout_ms).await
    }

    pub(crate) async fn post(
        &self,
        path: &str,
        body: &Node,
        idempotency_key: Option<&str>,
        timeout_ms: u32,
    ) -> Result<Reply, Silence> {
        self.send(Method::POST, path, Some(body), idempotency_key, timeout_ms).await
    }

    async fn send(
        &self,
        method: Method,
        path: &str,
        body: Option<&Node>,
        idempotency_key: Option<&str>,
        timeout_ms: u32,
    ) -> Result<Reply, Silence> {
        let deadline = AbortSignal::timeout_with_u32(timeout_ms);
        let mut request = RequestBuilder::new(&format!("{}{path}", self.api))
            .method(method)
            .abort_signal(Some(&deadline))
            .header("authorization", &format!("Bearer {}", self.key));
        if let Some(key) = idempotency_key {
            request = request.header("idempotency-key", key);
        }
        let request = match body {
            Some(body) => {
                let text = JSON::stringify(&to_js(body)).map_err(|_| Silence)?;
                request.header("content-type", "application/json").body(text)
            }
            None => request.build(),
        };
        let response = request.map_err(|_| Silence)?.send().await.map_err(|_| Silence)?;
        let text = response.text().await.map_err(|_| Silence)?;
        let json = JSON::parse(&text).map_err(|_| Silence)?;
        let body = from_js(&json).ok_or(Silence)?;
        Ok(Reply { status: response.status(), json, body })
    }
}
