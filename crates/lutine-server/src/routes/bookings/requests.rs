//! The bodies of requests about bookings, in the document's words. `lutine_booking::request` reads them.
#![expect(dead_code, reason = "they only describe")]

use utoipa::ToSchema;

use super::shapes::{Consent, Order, Policyholder};
use crate::openapi::core;

/// Books a signed quote. The shipment is not in it: it is the quote's.
#[derive(ToSchema)]
pub(crate) struct BookingRequest {
    /// The signed quote: an offer's `quote.token`.
    quote: String,
    /// The shop's order.
    order: Order,
    /// Who is insured.
    policyholder: Policyholder,
    /// Who agreed to what.
    consent: Consent,
}

/// Says that the order is paid.
#[derive(ToSchema)]
pub(crate) struct ConfirmRequest {
    /// The order as it was paid.
    order: PaidOrder,
}

/// The order as it was paid, so that nothing else is booked with it.
#[derive(ToSchema)]
pub(crate) struct PaidOrder {
    /// The goods without insurance.
    value: core::Money,
}

/// Gives a booking back.
#[derive(ToSchema)]
pub(crate) struct CancelRequest {
    /// Only to say what would come back; nothing changes, and no Idempotency-Key is needed.
    #[schema(nullable = false)]
    preview: Option<bool>,
}
