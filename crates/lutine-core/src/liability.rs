//! What the shopper would have without insurance.

use crate::call::QuoteCall;
use crate::exchange::{Exchange, ExchangeRates};
use crate::money::{Money, Rounding};
use crate::object::{Object, Written, serialized};
use crate::programme::{Peril, names};
use crate::tariff::Tariff;

/// What the carrier owes for each insured parcel, insured or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Liability {
    /// One for each parcel that the call asks to insure, in its order.
    pub parcels: Vec<ParcelLiability>,
}

/// What the carrier owes for one parcel; without an amount nobody states one, and none may be claimed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParcelLiability {
    /// The most it pays: never more than the parcel is worth, and in the shipment's currency (rounded down) where a rate is
    /// known.
    pub amount: Option<Money>,
    /// For what; empty without an amount.
    pub perils: Vec<Peril>,
    /// Where that is stated.
    pub source: Option<String>,
}

impl Liability {
    pub(crate) fn of(call: &QuoteCall, tariff: &Tariff) -> Self {
        let known = call
            .carrier
            .as_deref()
            .and_then(|carrier| tariff.carriers.find(carrier))
            .and_then(|carrier| carrier.liability.as_ref());
        let mut parcels = Vec::new();
        for parcel in &call.parcels {
            parcels.push(match known {
                Some(liability) => ParcelLiability {
                    amount: Some(owed(liability.amount, parcel.cover, call.exchange_rates.as_ref())),
                    perils: liability.perils.clone(),
                    source: Some(liability.source.clone()),
                },
                None => ParcelLiability { amount: None, perils: Vec::new(), source: None },
            });
        }
        Self { parcels }
    }
}

/// In the shipment's currency and never more than the parcel is worth, where a rate is known; otherwise as the carrier
/// states it.
fn owed(stated: Money, worth: Money, rates: Option<&ExchangeRates>) -> Money {
    Exchange::between(stated.currency(), worth.currency(), rates)
        .and_then(|exchange| exchange.convert(stated, Rounding::Down)?.lesser(worth))
        .unwrap_or(stated)
}

serialized!(Liability, ParcelLiability);

impl Written for Liability {
    fn write<'a>(&'a self, to: &mut Object<'a>) {
        to.list("parcels", &self.parcels);
    }
}

impl Written for ParcelLiability {
    fn write<'a>(&'a self, to: &mut Object<'a>) {
        to.money_if_any("amount", self.amount.as_ref())
            .names("perils", names(&self.perils))
            .text_if_any("source", self.source.as_ref());
    }
}
