//! Why a programme says no. "No" is an answer, not an error, and every reason is given.

use crate::country::Country;
use crate::currency::Currency;
use crate::money::Money;
use crate::object::{Object, Written, serialized};

/// One reason, with the figures that explain it. Parcels and items are counted from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The programme is not on sale on that day.
    NotOnSale,
    /// Parcels from that country are not covered.
    OriginNotServed {
        /// From where.
        origin: Country,
    },
    /// Parcels to that country are not covered.
    DestinationNotServed {
        /// To where.
        destination: Country,
    },
    /// Parcels of that carrier are not covered.
    CarrierNotServed {
        /// By whom.
        carrier: String,
    },
    /// Goods of that category are not covered.
    CategoryExcluded {
        /// Which parcel.
        parcel: usize,
        /// Which of its items, where it has items.
        item: Option<usize>,
        /// What it was taken to be.
        category: String,
    },
    /// The parcel, or what is in it of a category, is worth more than is covered.
    ValueAboveLimit {
        /// Which parcel.
        parcel: usize,
        /// The category whose limit it is; absent for the parcel's own.
        category: Option<String>,
        /// What it is worth.
        declared: Money,
        /// The most that is covered, in the shipment's currency, rounded down.
        limit: Money,
    },
    /// The programme's figures are in another currency, and no rate between the two was given.
    NoExchangeRate {
        /// The shipment's currency.
        from: Currency,
        /// The programme's.
        to: Currency,
    },
    /// The parcel asks for a carrier's own cover, which this programme is not.
    OtherProviderChosen {
        /// Which parcel.
        parcel: usize,
        /// The carrier.
        provider: String,
    },
    /// This programme is a carrier's own cover, and the parcel does not ask for it by `provider`.
    ProviderNotChosen {
        /// Which parcel.
        parcel: usize,
    },
    /// The programme does not cover amounts in this currency.
    CurrencyNotServed {
        /// The shipment's currency.
        currency: Currency,
    },
    /// A parcel of that value is only covered where somebody signs, and as the shipment stands nobody does.
    SignatureRequired {
        /// Which parcel.
        parcel: usize,
        /// From which value on, in the shipment's currency, rounded up.
        from: Money,
    },
    /// Only the insurer knows what this parcel costs: the price must be asked for. As the only reason of a programme it
    /// says that nothing else stands against it.
    PriceFromInsurer {
        /// Which parcel.
        parcel: usize,
    },
    /// No case of the tariff is for this parcel.
    NotPriced {
        /// Which parcel.
        parcel: usize,
    },
    /// The sums do not fit an amount.
    AmountOutOfRange,
}

impl Reason {
    /// The code as it stands in JSON.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotOnSale => "not-on-sale",
            Self::OriginNotServed { .. } => "origin-not-served",
            Self::DestinationNotServed { .. } => "destination-not-served",
            Self::CarrierNotServed { .. } => "carrier-not-served",
            Self::CategoryExcluded { .. } => "category-excluded",
            Self::ValueAboveLimit { .. } => "value-above-limit",
            Self::NoExchangeRate { .. } => "no-exchange-rate",
            Self::OtherProviderChosen { .. } => "other-provider-chosen",
            Self::ProviderNotChosen { .. } => "provider-not-chosen",
            Self::CurrencyNotServed { .. } => "currency-not-served",
            Self::SignatureRequired { .. } => "signature-required",
            Self::PriceFromInsurer { .. } => "price-from-insurer",
            Self::NotPriced { .. } => "not-priced",
            Self::AmountOutOfRange => "amount-out-of-range",
        }
    }
}

serialized!(Reason);

impl Written for Reason {
    fn write<'a>(&'a self, to: &mut Object<'a>) {
        to.text("code", self.code());
        match self {
            Self::NotOnSale | Self::AmountOutOfRange => to,
            Self::OriginNotServed { origin } => to.text("origin", origin.code()),
            Self::DestinationNotServed { destination } => to.text("destination", destination.code()),
            Self::CarrierNotServed { carrier } => to.text("carrier", carrier),
            Self::CategoryExcluded { parcel, item, category } => {
                to.count("parcel", *parcel).count_if_any("item", *item).text("category", category)
            }
            Self::ValueAboveLimit { parcel, category, declared, limit } => to
                .count("parcel", *parcel)
                .text_if_any("category", category.as_ref())
                .money("declared", declared)
                .money("limit", limit),
            Self::NoExchangeRate { from, to: programme } => {
                to.text("from", from.code()).text("to", programme.code())
            }
            Self::OtherProviderChosen { parcel, provider } => {
                to.count("parcel", *parcel).text("provider", provider)
            }
            Self::CurrencyNotServed { currency } => to.text("currency", currency.code()),
            Self::SignatureRequired { parcel, from } => to.count("parcel", *parcel).money("from", from),
            Self::ProviderNotChosen { parcel }
            | Self::PriceFromInsurer { parcel }
            | Self::NotPriced { parcel } => to.count("parcel", *parcel),
        };
    }
}
