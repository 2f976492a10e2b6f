//! The bodies of requests about bookings, in the document's words. `lutine_booking::request` reads them.
#![expect(dead_code, reason = "they only describe")]

use utoipa::ToSchema;

use super::shapes::{Consent, Order, Policyholder, Tracking};
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

/// Books what the merchant pays for itself. It is quoted, or is quoted now: either `quote` or `call` must be there.
#[derive(ToSchema)]
pub(crate) struct DirectRequest {
    /// A signed quote: an offer's `quote.token`.
    #[schema(nullable = false)]
    quote: Option<String>,
    /// A call for a quote, of which the first offer is taken.
    #[schema(required = false, value_type = core::QuoteCall)]
    call: core::QuoteCall,
    /// The shop's order.
    order: Order,
    /// Who is insured.
    policyholder: Policyholder,
    /// Who agrees: the merchant, who does by asking.
    #[schema(nullable = false)]
    consent: Option<MerchantConsent>,
    /// An idempotency key of the line's own, in the place of that which follows from the batch's.
    #[schema(nullable = false, min_length = 1, max_length = 200, pattern = "^[ -~]+$")]
    key: Option<String>,
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

/// Covers another shipment instead, or records what changes no price: the one or the other.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(crate) struct AmendRequest {
    /// Only to say what another cover would cost; nothing changes, and no Idempotency-Key is needed.
    #[schema(nullable = false)]
    preview: Option<bool>,
    /// The whole shipment as it is to be covered, as a call for a quote has it, in the booking's currency and with its
    /// reference. It is priced on the day, the revision and the rates of the booking's own quote.
    #[schema(required = false, value_type = core::Shipment)]
    shipment: core::Shipment,
    /// Who agrees to the new price: only the merchant can, and does by asking.
    #[schema(nullable = false)]
    consent: Option<MerchantConsent>,
    /// How it is followed. Of this and the next three `null` takes back what was recorded.
    tracking: Option<Tracking>,
    /// The day on which the carrier got it.
    #[schema(format = Date)]
    shipped_on: Option<String>,
    /// The day on which it arrived.
    #[schema(format = Date)]
    delivered_on: Option<String>,
    /// Whether somebody signed for it.
    signed: Option<bool>,
    #[schema(nullable = false)]
    policyholder: Option<NewPolicyholder>,
}

/// The merchant's own word.
#[derive(ToSchema)]
pub(crate) struct MerchantConsent {
    basis: ByMerchant,
}

/// Who agrees.
#[derive(ToSchema)]
#[schema(rename_all = "lowercase")]
pub(crate) enum ByMerchant {
    Merchant,
}

/// How the policyholder is called and reached from now on. The country stays: it would change the price.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(crate) struct NewPolicyholder {
    /// Given name.
    #[schema(nullable = false, min_length = 1, max_length = 200, pattern = r"\S")]
    first_name: Option<String>,
    /// Family name.
    #[schema(nullable = false, min_length = 1, max_length = 200, pattern = r"\S")]
    last_name: Option<String>,
    /// Where the policy goes.
    #[schema(nullable = false, max_length = 254, pattern = r"^\s*[^@\s]+@[^@\s]*\.[^@\s]*\s*$")]
    email: Option<String>,
}

/// Gives a booking back.
#[derive(ToSchema)]
pub(crate) struct CancelRequest {
    /// Only to say what would come back; nothing changes, and no Idempotency-Key is needed.
    #[schema(nullable = false)]
    preview: Option<bool>,
}
