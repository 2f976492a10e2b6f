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
//! named is exact: amounts have at most 15 digits before the point, exchange rates at most 10 in all, and a product that a
//! decimal does not hold whole is no answer ("amount-out-of-range") rather than a rounded one. "Half up" is away from zero
//! at .5; it is the only rounding that a programme's file may ask for.
//!
//! | rule | rounded | source |
//! | --- | --- | --- |
//! | percent premium, on a parcel's whole value | once a parcel, half up | 250.00 at 1.25% costs 3.13: support.goshippo.com, 360003888292 |
//! | minimum: the least that a percent or step premium is | where it is converted, once, half up | each programme's file |
//! | band: the first whose upper bound the value does not pass | a share: half up; a sum: where it is converted | 715.00 costs 2.00 and 715.01 costs 7.15: secursus.com/en-gb/faq |
//! | step: every begun step of the whole value; free up to a value | where it is converted, once, half up | carriers' declared value, in their programmes' files |
//! | premium tax, by the policyholder's country | once an offer, on the sum of premiums, half up | `premium-taxes.toml`: HMRC IPT04630, TMF, nShift |
//! | deductible, a share of each item's loss | once an item, half up | 25% of jewelry from the US: Shippo's guide to shipping insurance |
//! | payout: each item's loss, at most the item, less its deductible; the sum; at most the unsigned limit where nobody signed | as its parts | 200 without a signature: dev.to article on the Secursus API V2 |
//! | limits, bands and thresholds in another currency | compared unrounded | ours: a rounded bound would move |
//! | a limit that is shown or paid in another currency; what a carrier owes | down | ours: never promise more than is paid |
//! | a threshold ("from") that is shown in another currency | up | ours: that amount is itself above the threshold |
//! | sums in another currency (minimum, flat, step) | one exact division, half up | ours: nothing is rounded twice |
//! | required signature: from a value on, that value included | not at all | each programme's file |
//! | a parcel's own insurance replaces the shipment's, but for what it leaves unsaid of its goods | not at all | Shippo's guide: 100.00 and 25.00 cover 100.00 and 25.00 |
//! | order of offers: least shortfall of the cover, then the total, then the id | not at all | ours: full cover first |
//!
//! The figures themselves are data, each with its source in its programme's file; `assumed` marks those that nobody
//! publishes.
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

mod amend;
mod bulk;
mod call;
mod cancel;
mod carrier;
mod category;
mod content;
mod contradictions;
mod country;
mod currency;
mod date;
mod decimal;
mod eligibility;
mod error;
mod exchange;
mod insurance;
mod liability;
mod many;
mod money;
mod nearest;
mod node;
mod object;
mod offer;
mod parcel;
mod payout;
mod pricing;
mod programme;
mod quote;
mod rate;
pub mod read;
mod reason;
mod row;
mod shipment;
mod tariff;
mod tax;

pub use amend::{Difference, Due};
pub use bulk::{BulkAnswer, BulkOffer, Lane, Stretch, units};
pub use call::QuoteCall;
pub use cancel::{NotCancellable, Refund, Returnable};
pub use carrier::{Carrier, CarrierLiability, Carriers};
pub use category::{Categories, Category, CategoryId, Classified};
pub use country::Country;
pub use currency::Currency;
pub use date::Date;
pub use error::{ErrorCode, FieldError, Message};
pub use exchange::ExchangeRates;
pub use liability::{Liability, ParcelLiability};
pub use many::{Coded, Form, Many, ManyAnswer, Table, Worth, quote_many};
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
pub use row::{Column, RowTerms};
pub use shipment::Place;
pub use tariff::Tariff;
pub use tax::{PremiumTax, PremiumTaxes};
