//! A second reckoning of quotes and payouts, to compare the core's answers with.
//!
//! It shares nothing with the core: no code, no data files, no decimal type. The terms are written out as constants,
//! every amount is an exact fraction until the one rounding that is due, and nothing is validated: it answers calls
//! that are valid, such as [`generate`] makes from a seed.

#![expect(clippy::inconsistent_digit_grouping, reason = "sums are in cents: `5_000_00` is 5,000.00")]

mod category;
#[cfg(test)]
mod figures;
pub(crate) mod generate;
mod goods;
mod money;
mod payout;
mod quote;
mod rational;
mod tax;
mod terms;

pub(crate) use payout::payout;
pub(crate) use quote::quote;

/// What a quote must answer.
#[derive(Debug, PartialEq)]
pub(crate) struct Answer {
    /// By shortfall, then total, then programme id.
    pub(crate) offers: Vec<Offer>,
    /// By programme id, each with its reason codes, sorted and without repeats.
    pub(crate) declined: Vec<(String, Vec<String>)>,
}

/// One programme's offer; amounts are decimal strings at the scale of the shipment's currency.
#[derive(Debug, PartialEq)]
pub(crate) struct Offer {
    pub(crate) programme: String,
    pub(crate) premium: String,
    pub(crate) tax: String,
    pub(crate) total: String,
    pub(crate) cover: String,
    pub(crate) tax_status: String,
    /// The insured parcels, in the shipment's order.
    pub(crate) parcels: Vec<Parcel>,
    /// Condition codes, sorted and without repeats.
    pub(crate) conditions: Vec<String>,
}

/// One insured parcel of an offer.
#[derive(Debug, PartialEq)]
pub(crate) struct Parcel {
    pub(crate) premium: String,
    pub(crate) maximum_payable: String,
    /// Only where a signature makes a difference.
    pub(crate) payable_without_signature: Option<String>,
    pub(crate) category: String,
}
