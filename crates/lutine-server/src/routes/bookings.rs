//! /v1/bookings

pub(crate) mod create;
pub(crate) mod list;
pub(crate) mod read;

use lutine_booking::{Booking, State};
use serde_json::{Value, json};
use time::format_description::well_known::Rfc3339;

use crate::app::App;
use crate::auth::Caller;

/// A booking as it is answered. Only the merchant sees the policyholder.
fn view(app: &App, caller: &Caller, booking: &Booking) -> Value {
    let policies = match &booking.state {
        State::Booked(policies) => json!(policies),
        _ => json!([]),
    };
    let mut view = json!({
        "id": booking.id,
        "state": booking.state.name(),
        "sandbox": app.merchant().sandbox,
        "policies": policies,
        "offer": booking.offer,
        "quoteId": booking.quote_id,
        "order": booking.order,
        "consent": booking.consent,
        "documents": booking.offer["documents"],
        "createdAt": booking.created_at.format(&Rfc3339).unwrap_or_default(),
    });
    if let State::Rejected(refusal) = &booking.state {
        view["refusal"] = json!(refusal);
    }
    if *caller == Caller::Merchant {
        view["policyholder"] = json!(booking.policyholder);
    }
    view
}
