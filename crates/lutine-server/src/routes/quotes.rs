//! /v1/quotes

pub(crate) mod create;
pub(crate) mod decline;
pub(crate) mod read;

use lutine_booking::StoredQuote;
use serde_json::{Value, json};
use time::format_description::well_known::Rfc3339;

/// A stored quote as it is answered.
fn view(quote: &StoredQuote) -> Value {
    let at = |time: time::OffsetDateTime| time.format(&Rfc3339).unwrap_or_default();
    let state = if quote.declined_at.is_some() { "declined" } else { "quoted" };
    json!({
        "id": quote.id,
        "state": state,
        "total": quote.total,
        "offer": quote.offer,
        "call": serde_json::from_str::<Value>(&quote.call).unwrap_or_default(),
        "createdAt": at(quote.created_at),
        "expiresAt": at(quote.expires_at),
        "declinedAt": quote.declined_at.map(at),
    })
}
