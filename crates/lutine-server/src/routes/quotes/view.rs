//! A stored quote as it is answered, and whether it is spent: a quote books once.

use lutine_booking::{Booking, StoredQuote};
use lutine_core::Money;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::openapi::core;
use crate::routes::rfc3339;

/// A stored quote.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Quote)]
pub(crate) struct View<'a> {
    /// Its id.
    id: &'a str,
    /// Whether it is spent.
    state: State,
    /// The booking of it, where it is booked.
    #[schema(required = true)]
    booking_id: Option<&'a str>,
    /// What the shop charges for the insurance.
    #[schema(value_type = core::Money)]
    total: Money,
    /// The offer as it was answered.
    #[schema(value_type = core::Offer)]
    offer: &'a Value,
    #[schema(value_type = core::StoredCall)]
    call: Value,
    /// When it was made.
    #[schema(format = DateTime)]
    created_at: String,
    /// Until when it can be booked.
    #[schema(format = DateTime)]
    expires_at: String,
    /// When the shopper said no, where that was said.
    #[schema(format = DateTime, required = true)]
    declined_at: Option<String>,
}

/// `quoted`: it can be booked; `booked`: it was; `declined`: the shopper said no.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
#[schema(as = QuoteState)]
pub(crate) enum State {
    Quoted,
    Booked,
    Declined,
}

/// A "no" that is recorded.
#[derive(Serialize, ToSchema)]
pub(crate) struct Declined {
    /// The quote's id.
    id: String,
    state: State,
}

impl<'a> View<'a> {
    pub(super) fn of(quote: &'a StoredQuote, booking: Option<&'a Booking>) -> Self {
        let state = match booking {
            Some(_) => State::Booked,
            None if quote.declined_at.is_some() => State::Declined,
            None => State::Quoted,
        };
        Self {
            id: &quote.id,
            state,
            booking_id: booking.map(|booking| booking.id.as_str()),
            total: quote.total,
            offer: &quote.offer,
            call: serde_json::from_str(&quote.call).unwrap_or_default(),
            created_at: rfc3339(quote.created_at),
            expires_at: rfc3339(quote.expires_at),
            declined_at: quote.declined_at.map(rfc3339),
        }
    }
}

impl Declined {
    pub(super) fn of(quote: StoredQuote) -> Self {
        Self { id: quote.id, state: State::Declined }
    }
}
