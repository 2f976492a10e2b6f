//! How large a request may be, and how slow. Whatever is larger is a problem of its own kind, and is not read to its end.

use std::time::Duration;

use axum::extract::{MatchedPath, Request};
use axum::http::header::CONTENT_LENGTH;
use lutine_booking::MAX_UPLOAD;

/// A JSON body, in bytes: a cart of some hundred lines.
pub(crate) const BODY: usize = 64 * 1024;
/// A form: a client's id, a secret and a token.
pub(crate) const FORM: usize = 8 * 1024;
/// Address and headers together.
pub(crate) const HEAD: usize = 16 * 1024;
/// An Idempotency-Key, in characters.
pub(crate) const IDEMPOTENCY_KEY: usize = 200;
/// A part of a list, in its elements.
pub(crate) const PAGE: u32 = 100;

/// Bytes in a second of the slowest line that a large body may come over: half a megabit.
const SLOWEST_LINE: u64 = 64 * 1024;

/// Where files are sent.
const FOR_FILES: [&str; 2] = ["/v1/claims/{id}/evidence", "/v1/imports"];

/// How long a file of its size may take to arrive. Of one that does not tell its size nothing is known.
pub(crate) fn arrival(request: &Request) -> Duration {
    let route = request.extensions().get::<MatchedPath>().map(MatchedPath::as_str);
    if !route.is_some_and(|route| FOR_FILES.contains(&route)) {
        return Duration::ZERO;
    }
    let length = request.headers().get(CONTENT_LENGTH);
    let length = length.and_then(|length| length.to_str().ok()?.parse().ok());
    Duration::from_secs(length.unwrap_or(0).min(MAX_UPLOAD as u64) / SLOWEST_LINE)
}

/// Whether a head is too large to look at anything in it.
pub(crate) fn is_head_too_large(request: &Request) -> bool {
    let headers = request.headers().iter().map(|(name, value)| name.as_str().len() + value.len() + 4);
    let address = request.uri().path_and_query().map_or(0, |address| address.as_str().len());
    address + headers.sum::<usize>() > HEAD
}
