//! A stored quote as it is answered, and whether it is spent: a quote books once.

use lutine_booking::{Booking, DeclineReceipt, StoredQuote};
use lutine_core::Money;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::openapi::core;
use crate::routes::bookings::shapes;
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
    /// The booking that it is spent on, where it is.
    #[schema(required = true)]
    booking_id: Option<&'a str>,
    /// Where that booking stands: of all its states only `booked` is a cover, and `cancelling` still is one.
    #[schema(value_type = Option<shapes::BookingState>, required = true)]
    booking_state: Option<&'static str>,
    /// What the shop charges for the insurance.
    #[schema(value_type = core::Money)]
    total: Money,
    /// The offer as it was answered.
    #[schema(value_type = core::Offer)]
    offer: Value,
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

/// `quoted`: it is not spent, and can be booked until it expires; `booked`: it is spent on a booking, whatever became of that;
/// `declined`: the shopper said no.
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
#[serde(rename_all = "camelCase")]
pub(crate) struct Declined {
    /// The quote's id.
    id: String,
    state: State,
    /// When the shopper said so first.
    #[schema(format = DateTime)]
    declined_at: String,
    /// For the shop to keep.
    #[schema(value_type = Receipt)]
    receipt: DeclineReceipt,
}

/// What was declined, signed by the server. It is the same however often the "no" is said.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase", as = DeclineReceipt)]
#[expect(dead_code, reason = "it only describes")]
struct Receipt {
    /// The quote.
    quote_id: String,
    /// Whose offer it was.
    programme: String,
    /// By which of the programme's revisions.
    revision: String,
    /// What it would have cost.
    total: core::Money,
    /// When the server got the "no".
    #[schema(format = DateTime)]
    at: String,
    /// What was shown, word for word, where the shop said so.
    #[schema(nullable = false)]
    shown: Option<String>,
    /// In which language.
    #[schema(nullable = false)]
    locale: Option<String>,
    /// Under the server's key, of all the rest.
    signature: String,
}

/// To what the shopper says no, where the shop keeps that.
#[derive(ToSchema)]
#[expect(dead_code, reason = "it only describes")]
pub(crate) struct DeclineRequest {
    /// What was shown, word for word.
    #[schema(nullable = false, max_length = 16384)]
    shown: Option<String>,
    /// In which language.
    #[schema(nullable = false)]
    locale: Option<String>,
}

impl<'a> View<'a> {
    pub(super) fn of(quote: &'a StoredQuote, booking: Option<&'a Booking>) -> Self {
        let state = match booking {
            Some(_) => State::Booked,
            None if quote.declined.is_some() => State::Declined,
            None => State::Quoted,
        };
        Self {
            id: &quote.id,
            state,
            booking_id: booking.map(|booking| booking.id.as_str()),
            booking_state: booking.map(|booking| booking.state.name()),
            total: quote.total,
            offer: serde_json::from_str(&quote.offer).unwrap_or_default(),
            call: serde_json::from_str(&quote.call).unwrap_or_default(),
            created_at: rfc3339(quote.created_at),
            expires_at: rfc3339(quote.expires_at),
            declined_at: quote.declined.as_ref().map(|no| rfc3339(no.at)),
        }
    }
}

impl Declined {
    pub(super) fn of(id: String, receipt: DeclineReceipt) -> Self {
        Self { id, state: State::Declined, declined_at: rfc3339(receipt.at()), receipt }
    }
}
