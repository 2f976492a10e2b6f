//! GET /embed/{version}/frame?key=pk_…: the page in which the widget runs where the shop's own page forbids WebAssembly.
//!
//! Anybody may ask for it; who may show it in a frame is the key's allow-list, and browsers hold to that.

use std::path::PathBuf;
use std::sync::Arc;

use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderName, HeaderValue};
use axum::http::header::{X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS};
use axum::response::{Html, IntoResponse, Response};
use serde::Deserialize;

use crate::app::App;
use crate::embedders::Embedders;
use crate::input::Id;
use crate::problem::Problem;
use crate::www::is_widgets;

/// The script finds the rest beside itself.
const PAGE: &str = r#"<!doctype html>
<html>
  <head>
    <meta charset="utf-8">
    <title>Lutine</title>
    <script type="module" src="framed.js"></script>
  </head>
  <body></body>
</html>
"#;

/// All that the widget needs. Its style sheets are made by script, which no policy has a say in.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; \
    style-src 'none'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; \
    trusted-types 'none'; frame-ancestors";

/// What the route reaches.
#[derive(Clone)]
pub(crate) struct Frames {
    pub(crate) app: App,
    /// The folder of the widget's versions.
    pub(crate) embed: Arc<PathBuf>,
}

/// The query.
#[derive(Debug, Deserialize)]
pub(crate) struct Asked {
    key: String,
}

/// 200 with the page; 404 for a key or a version that is not known, and then nobody may frame that.
pub(crate) async fn handle(
    State(frames): State<Frames>,
    Id(version): Id,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Response {
    let demo = &frames.app.demo;
    let known = asked.is_ok_and(|Query(asked)| asked.key == demo.publishable_key);
    if !known || !is_widgets(&version) || !is_there(&frames, &version).await {
        let mut response = Problem::NotFound.into_response();
        response.headers_mut().insert(X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
        return with_policy(response, &Embedders::default());
    }
    with_policy(Html(PAGE).into_response(), &demo.embedders)
}

async fn is_there(frames: &Frames, version: &str) -> bool {
    tokio::fs::try_exists(frames.embed.join(version)).await.unwrap_or(false)
}

fn with_policy(mut response: Response, embedders: &Embedders) -> Response {
    let headers = response.headers_mut();
    // Each entry of an allow-list can stand in a header: that was checked when it was read.
    let policy = HeaderValue::try_from(format!("{POLICY} {embedders}"));
    headers.insert(
        CONTENT_SECURITY_POLICY,
        policy.unwrap_or_else(|_| HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'")),
    );
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("cross-origin"),
    );
    response
}
