//! What insuring a parcel costs, what it pays, and whether it can be insured at all.
//!
//! There are two entrances, [`quote`] and [`payout`]: a [`Tariff`] (rates, carriers, categories and taxes, all of them
//! data) and a [`Node`] (the caller's JSON, JS value or TOML) go in, a [`QuoteAnswer`] or a [`PayoutAnswer`] comes out. The
//! same input gives the same answer for ever: this crate reads no clock, does no I/O, has no float and no randomness.
//! The date is an input.
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
pub use payout::{Loss, LossAmount, NothingReason, PayoutAnswer, PayoutCall, Step, payout};
pub use programme::{
    Cancellation, ClaimWindow, Claims, ConditionCode, CoverKind, Documents, Peril, Programme, Texts,
};
pub use quote::{Declined, QuoteAnswer, quote};
pub use rate::Rate;
pub use reason::Reason;
pub use shipment::Place;
pub use tariff::Tariff;
pub use tax::{PremiumTax, PremiumTaxes};
