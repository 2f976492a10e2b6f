//! One file a route: what it takes, who may call it, what it answers.

pub(crate) mod bookings;
pub(crate) mod config;
pub(crate) mod contract;
pub(crate) mod figures;
pub(crate) mod frame;
pub(crate) mod health;
pub(crate) mod imports;
pub(crate) mod problems;
pub(crate) mod quotes;

use axum::http::HeaderValue;
use axum::response::Response;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// A time as it is answered.
fn rfc3339(time: OffsetDateTime) -> String {
    time.format(&Rfc3339).unwrap_or_default()
}

/// Says that an answer was given before.
pub(crate) fn mark_replayed(response: &mut Response) {
    response.headers_mut().insert("idempotent-replayed", HeaderValue::from_static("true"));
}
