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
use lutine_booking::Role;
use serde::Deserialize;

use crate::app::App;
use crate::embedders::Embedders;
use crate::input::Id;
use crate::problem::Problem;
use crate::seller::Seller;
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
    match seller(&frames, &version, asked).await {
        Ok(seller) => with_policy(Html(PAGE).into_response(), &seller.embedders),
        Err(problem) => {
            let mut response = problem.into_response();
            response.headers_mut().insert(X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
            with_policy(response, &Embedders::default())
        }
    }
}

/// Whose widget stands in the frame. Only a publishable key has a place in an address.
async fn seller(
    frames: &Frames,
    version: &str,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Arc<Seller>, Problem> {
    let Query(asked) = asked.map_err(|_| Problem::NotFound)?;
    if !is_widgets(version) || !is_there(frames, version).await {
        return Err(Problem::NotFound);
    }
    let sellers = &frames.app.sellers;
    let key = sellers.key(&asked.key).await?.filter(|key| key.role == Role::Publishable);
    let key = key.ok_or(Problem::NotFound)?;
    sellers.seller(&key.merchant).await?.ok_or(Problem::NotFound)
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
