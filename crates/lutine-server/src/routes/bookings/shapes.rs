//! What bookings and the requests for them are made of, in the document's words. The types that are read and written are in
//! `lutine-booking`, which knows no document; every answer of the tests is held to these.
#![expect(dead_code, reason = "they only describe")]

use utoipa::ToSchema;

use crate::openapi::core;

/// Where a booking stands. `pending_payment`: recorded, and nobody is asked before the shop says that its order is paid;
/// `booking`: the insurer is being asked; `unknown`: it was asked, and nobody knows what it did; `booked`: covered;
/// `rejected`: the insurer said no; `cancelling`: it is asked to take the cover back; `cancelled`: not covered any more;
/// `expired`: the shop did not say in time that its order is paid.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
pub(crate) enum BookingState {
    PendingPayment,
    Booking,
    Unknown,
    Booked,
    Rejected,
    Cancelling,
    Cancelled,
    Expired,
}

/// A policy, as the insurer numbers it.
#[derive(ToSchema)]
pub(crate) struct Policy {
    /// The number.
    number: String,
    /// The parcel that it is for, by its place in the shipment, from 0, where there is one for each.
    #[schema(nullable = false)]
    parcel: Option<usize>,
}

/// An insurer's own code and words.
#[derive(ToSchema)]
pub(crate) struct Refusal {
    /// Its code.
    code: String,
    /// Its words.
    message: String,
}

/// What comes back of a price.
#[derive(ToSchema)]
pub(crate) struct Refund {
    /// Of the premium.
    premium: core::Money,
    /// Of the premium tax.
    tax: core::Money,
    /// Both.
    total: core::Money,
}

/// How a shipment is followed.
#[derive(ToSchema)]
pub(crate) struct Tracking {
    /// By whom it is carried.
    #[schema(min_length = 1, max_length = 100, pattern = r"\S")]
    carrier: String,
    /// The carrier's number for it.
    #[schema(min_length = 1, max_length = 100, pattern = r"\S")]
    number: String,
}

/// What became of a shipment, as far as the merchant has said.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(crate) struct Facts {
    #[schema(nullable = false)]
    tracking: Option<Tracking>,
    /// The day on which the carrier got it.
    #[schema(nullable = false, format = Date)]
    shipped_on: Option<String>,
    /// The day on which it arrived.
    #[schema(nullable = false, format = Date)]
    delivered_on: Option<String>,
    /// Whether somebody signed for it.
    #[schema(nullable = false)]
    signed: Option<bool>,
}

/// What is to be paid on top of a price.
#[derive(ToSchema)]
pub(crate) struct Due {
    /// Of the premium.
    premium: core::Money,
    /// Of the premium tax.
    tax: core::Money,
    /// Both.
    total: core::Money,
}

/// The shop's order, as the shop states it.
#[derive(ToSchema)]
pub(crate) struct Order {
    /// The shop's own id: any text of 1 to 200 bytes.
    #[schema(min_length = 1, max_length = 200)]
    id: String,
    /// The goods without insurance.
    value: core::Money,
}

/// Who is insured.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(crate) struct Policyholder {
    /// Given name.
    #[schema(min_length = 1, max_length = 200, pattern = r"\S")]
    first_name: String,
    /// Family name.
    #[schema(min_length = 1, max_length = 200, pattern = r"\S")]
    last_name: String,
    /// Where the policy goes. Relay addresses are as good as any.
    #[schema(max_length = 254, pattern = r"^\s*[^@\s]+@[^@\s]*\.[^@\s]*\s*$", example = "ada@example.com")]
    email: String,
    /// Whose premium tax it is: a country code of ISO 3166-1 alpha-2, in capitals.
    #[schema(pattern = "^[A-Z]{2}$", example = "US")]
    country: String,
}

/// Who agreed.
#[derive(ToSchema)]
#[schema(rename_all = "lowercase")]
pub(crate) enum Basis {
    Shopper,
    Merchant,
}

/// To what, to which price, and in which words somebody agreed.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(crate) struct Consent {
    /// Who agreed, and pays: the shopper, or the merchant, who can say so by secret key alone.
    basis: Basis,
    /// To which quote.
    quote_id: String,
    /// To which price.
    total: core::Money,
    /// The fingerprint of the regulated wording that was shown, from `/v1/config`.
    text_hash: String,
    /// In which language.
    locale: String,
    /// What was shown, word for word.
    #[schema(max_length = 16384)]
    shown: String,
}

/// A consent with the server's time on it.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub(crate) struct ConsentReceipt {
    /// Who agreed.
    basis: Basis,
    /// To which quote.
    quote_id: String,
    /// To which price.
    total: core::Money,
    /// The fingerprint of the regulated wording that was shown.
    text_hash: String,
    /// In which language.
    locale: String,
    /// What was shown, word for word.
    shown: String,
    /// When the server got it.
    #[schema(format = DateTime)]
    at: String,
}
