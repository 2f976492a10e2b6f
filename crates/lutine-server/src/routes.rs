//! One file a route: what it takes, who may call it, what it answers.

pub(crate) mod bookings;
pub(crate) mod claims;
pub(crate) mod config;
pub(crate) mod contract;
pub(crate) mod events;
pub(crate) mod figures;
pub(crate) mod frame;
pub(crate) mod health;
pub(crate) mod imports;
pub(crate) mod oauth;
pub(crate) mod problems;
pub(crate) mod quotes;
pub(crate) mod webhook_endpoints;

use axum::extract::rejection::QueryRejection;
use axum::http::HeaderValue;
use axum::response::Response;
use lutine_core::{ErrorCode, FieldError};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::problem::Problem;

/// A time as it is answered.
fn rfc3339(time: OffsetDateTime) -> String {
    time.format(&Rfc3339).unwrap_or_default()
}

/// Says that an answer was given before.
pub(crate) fn mark_replayed(response: &mut Response) {
    response.headers_mut().insert("idempotent-replayed", HeaderValue::from_static("true"));
}

/// Cuts off the one that was read beyond a part to see whether there is more, and says what the next part comes after.
pub(crate) fn cut<T>(read: &mut Vec<T>, limit: u32, id: impl Fn(&T) -> String) -> Option<String> {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = read.len() > limit;
    read.truncate(limit);
    read.last().filter(|_| more).map(id)
}

/// A query that was not understood, by the parameter where the words begin with one.
pub(crate) fn invalid_query(rejection: &QueryRejection) -> Problem {
    let words = rejection.body_text();
    let words = words.strip_prefix("Failed to deserialize query string: ").unwrap_or(&words);
    match words.split_once(": ") {
        Some((name, words)) if !name.contains(' ') => invalid_parameter(name, words),
        _ => {
            let (path, code, message) = ("query".to_owned(), ErrorCode::UnknownValue, words.to_owned());
            Problem::InvalidInput(vec![FieldError { path, code, message }])
        }
    }
}

/// A parameter of a query whose value is none that it takes.
pub(crate) fn invalid_parameter(name: &str, message: &str) -> Problem {
    let (path, code, message) = (format!("query.{name}"), ErrorCode::UnknownValue, message.to_owned());
    Problem::InvalidInput(vec![FieldError { path, code, message }])
}
