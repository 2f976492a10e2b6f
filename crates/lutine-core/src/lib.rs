//! What insuring a parcel costs, what it pays, and whether it can be insured at all.
//!
//! There are two entrances, [`quote`] and [`payout`]: a [`Tariff`] (rates, carriers, categories and taxes, all of them
//! data) and a [`Node`] (the caller's JSON, JS value or TOML) go in, a [`QuoteAnswer`] or a [`PayoutAnswer`] comes out. The
//! same input gives the same answer for ever: this crate reads no clock, does no I/O, has no float and no randomness.
//! The date is an input.
//!
//! # Rules, units and roundings
//!
//! Every amount is at its currency's ISO 4217 scale and is rounded at the places named here and nowhere else. What is not
//! named is exact: amounts have at most 15 digits before the point, rates at most 10 in all, and products are reckoned in
//! 128 bits.
//!
//! | rule | rounded | why so |
//! | --- | --- | --- |
//! | percent premium, on a parcel's whole value | once a parcel, half up | 250.00 at 1.25% costs 3.13: support.goshippo.com, 360003888292 |
//! | minimum: the least a percent or step premium is | once, where it is converted, half up | as the programme's file says |
//! | band: the first whose upper bound the value does not pass | a share: half up; a sum: where it is converted | 715.00 costs 2.00 and 715.01 costs 7.15: secursus.com/en-gb/faq |
//! | step: every begun step of the whole value; free up to a value | where it is converted, half up | FedEx' and UPS' declared value |
//! | premium tax, by the policyholder's country | once an offer, on the sum of premiums, half up | HMRC IPT04630, TMF, nShift (`premium-taxes.toml`) |
//! | deductible, a share of each item's loss | once an item, half up | Shippo's guide to shipping insurance: 25% of jewelry from the US |
//! | limits and thresholds in another currency | compared unrounded; limits shown down, thresholds up | a shown limit must itself be insurable |
//! | sum in another currency (minimum, flat, step) | one exact division, half up | nothing is rounded twice |
//! | unsigned limit, in another currency | down | never promise more than is paid |
//!
//! "Half up" is away from zero at .5. The figures themselves are data, each with its source in its programme's file; `assumed`
//! marks those that nobody publishes.
//!
//! # Errors
//!
//! Nothing here panics and nothing throws. Bad input is an answer ("invalid") with every fault and its path;
//! "no" is an answer with every reason. There is no price without eligibility: an [`Offer`] is only made from the
//! value that the eligibility check returns.
#![cfg_attr(
    not(test),
    deny(
        clippy::arithmetic_side_effects,
        clippy::as_conversions,
        clippy::expect_used,
        clippy::float_arithmetic,
        clippy::indexing_slicing,
        clippy::panic,
        clippy::string_slice,
        clippy::unreachable,
        clippy::unwrap_used
    )
)]

mod bulk;
mod call;
mod carrier;
mod category;
mod content;
mod contradictions;
mod country;
mod currency;
mod date;
mod eligibility;
mod error;
mod exchange;
mod insurance;
mod liability;
mod money;
mod nearest;
mod node;
mod offer;
mod parcel;
mod payout;
mod pricing;
mod programme;
mod quote;
mod rate;
pub mod read;
mod reason;
mod shipment;
mod tariff;
mod tax;

pub use bulk::{BulkAnswer, BulkOffer, Lane, Stretch};
pub use call::QuoteCall;
pub use carrier::{Carrier, CarrierLiability, Carriers};
pub use category::{Categories, Category, CategoryId, Classified};
pub use country::Country;
pub use currency::Currency;
pub use date::Date;
pub use error::{ErrorCode, FieldError, Message};
pub use exchange::ExchangeRates;
pub use liability::{Liability, ParcelLiability};
pub use money::{AmountError, Money};
pub use nearest::nearest;
pub use node::Node;
pub use offer::{
    Condition, Deductible, Line, LineKind, LineRule, Offer, OfferedItem, OfferedParcel, TaxStatus,
};
pub use parcel::{CategoryFrom, Good, Parcel, Signature};
pub use payout::{NothingReason, PayoutAnswer, PayoutCall, Step, payout};
pub use programme::{
    Cancellation, ClaimWindow, Claims, ConditionCode, CoverKind, Documents, Peril, Programme, Texts,
};
pub use quote::{Declined, DeclinedCodes, QuoteAnswer, quote};
pub use rate::Rate;
pub use reason::Reason;
pub use shipment::Place;
pub use tariff::Tariff;
pub use tax::{PremiumTax, PremiumTaxes};
