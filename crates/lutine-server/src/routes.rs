//! One file a route: what it takes, who may call it, what it answers.

pub(crate) mod bookings;
pub(crate) mod config;
pub(crate) mod frame;
pub(crate) mod health;
pub(crate) mod oauth;
pub(crate) mod quotes;

use axum::http::HeaderValue;
use axum::response::Response;

/// Says that an answer was given before.
pub(crate) fn mark_replayed(response: &mut Response) {
    response.headers_mut().insert("idempotent-replayed", HeaderValue::from_static("true"));
}
