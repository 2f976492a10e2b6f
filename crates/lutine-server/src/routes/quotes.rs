//! /v1/quotes

pub(crate) mod create;
pub(crate) mod decline;
pub(crate) mod read;

use lutine_booking::{Booking, StoredQuote};
use serde_json::{Value, json};
use time::format_description::well_known::Rfc3339;

/// A stored quote as it is answered, and whether it is spent: a quote books once.
fn view(quote: &StoredQuote, booking: Option<&Booking>) -> Value {
    let at = |time: time::OffsetDateTime| time.format(&Rfc3339).unwrap_or_default();
    let state = match booking {
        Some(_) => "booked",
        None if quote.declined_at.is_some() => "declined",
        None => "quoted",
    };
    json!({
        "id": quote.id,
        "state": state,
        "bookingId": booking.map(|booking| &booking.id),
        "total": quote.total,
        "offer": quote.offer,
        "call": serde_json::from_str::<Value>(&quote.call).unwrap_or_default(),
        "createdAt": at(quote.created_at),
        "expiresAt": at(quote.expires_at),
        "declinedAt": quote.declined_at.map(at),
    })
}
