//! The demo shop and the widget, from a folder. The shop's pages are as strict as a good shop's.

use std::path::Path;
use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use axum::handler::HandlerWithoutStateExt;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderName, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::{Next, from_fn};
use axum::response::{Html, Response};
use axum::routing::get;
use tower_http::services::ServeDir;
use tower_http::set_header::SetResponseHeaderLayer;

use crate::app::{App, any_shop};
use crate::pages;
use crate::routes::frame::{self, Frames};

/// What a page that embeds the widget must allow, and nothing else.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; \
    connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; \
    require-trusted-types-for 'script'; trusted-types 'none'";

/// What has a version in its address is that for ever.
const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
/// Kept, and asked for again each time; unchanged, it is not sent again.
const REVALIDATED: HeaderValue = HeaderValue::from_static("no-cache");

/// The address that moves on from version to version.
const MOVING: &str = "v1";

#[expect(clippy::disallowed_methods, reason = "pages of the widget are no part of the API")]
pub(crate) fn router(folder: &Path, app: App) -> Router {
    let header = |name: HeaderName, value: &'static str| {
        SetResponseHeaderLayer::overriding(name, HeaderValue::from_static(value))
    };
    let files = Router::new()
        .fallback_service(ServeDir::new(folder).precompressed_br().not_found_service(missing.into_service()))
        .layer(header(CONTENT_SECURITY_POLICY, POLICY))
        .layer(header(X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(from_fn(kept))
        .layer(any_shop());
    let frames = Frames { app, embed: Arc::new(folder.join("embed")) };
    Router::new().route("/embed/{version}/frame", get(frame::handle)).with_state(frames).merge(files)
}

/// Whether a folder below /embed/ is one of the widget's: the moving one, or a version, `x.y.z`.
pub(crate) fn is_widgets(folder: &str) -> bool {
    folder == MOVING || is_version(folder)
}

fn is_version(folder: &str) -> bool {
    let (numbers, pre_release) =
        folder.split_once('-').map_or((folder, None), |(numbers, pre)| (numbers, Some(pre)));
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_name = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    numbers.split('.').count() == 3
        && numbers.split('.').all(is_number)
        && pre_release.is_none_or(|pre| pre.split('.').all(is_name))
}

async fn missing() -> Html<String> {
    Html(pages::missing())
}

/// Says how long a file may be kept, and that pages of any origin may use the widget's.
async fn kept(request: Request, next: Next) -> Response {
    let widgets = request.uri().path().strip_prefix("/embed/").map(str::to_owned);
    let mut response = next.run(request).await;
    let version = widgets
        .as_deref()
        .and_then(|path| path.split_once('/'))
        .is_some_and(|(folder, _)| is_version(folder));
    // What is not there may be there tomorrow.
    let found = response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED;
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, if version && found { FOR_EVER } else { REVALIDATED });
    if widgets.is_some() {
        headers.insert(
            HeaderName::from_static("cross-origin-resource-policy"),
            HeaderValue::from_static("cross-origin"),
        );
    }
    response
}

#[cfg(test)]
mod tests {
    use super::is_widgets;

    #[test]
    fn a_version_has_three_numbers() {
        for folder in ["v1", "0.1.0", "1.20.300", "1.0.0-rc.1"] {
            assert!(is_widgets(folder), "{folder}");
        }
        for other in
            ["", "v2", "1", "1.0", "1.0.0.0", "1..0", "1.0.x", "1.0.0-", "1.0.0-rc..1", "..", "1.0.0/.."]
        {
            assert!(!is_widgets(other), "{other}");
        }
    }
}
