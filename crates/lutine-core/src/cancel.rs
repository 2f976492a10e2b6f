//! Giving a policy back: whether the terms allow it, and what comes back.

use core::time::Duration;

use crate::currency::Currency;
use crate::money::Money;
use crate::node::Node;
use crate::object::{Object, Written, serialized};
use crate::programme::Cancellation;
use crate::read::{Faults, Path};

/// What comes back of a price.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refund {
    /// Of the premium.
    pub premium: Money,
    /// Of the premium tax.
    pub tax: Money,
    /// Both.
    pub total: Money,
}

/// Why a policy cannot be given back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotCancellable {
    /// The offer states no terms of cancelling.
    NoTerms,
    /// The hours in which it could be are over.
    TooLate,
}

/// What of an offer decides on giving it back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Returnable {
    terms: Cancellation,
    price: Refund,
}

impl Refund {
    /// A premium and its tax; `None` where they are not of one currency.
    #[must_use]
    pub fn of(premium: Money, tax: Money) -> Option<Self> {
        Some(Self { premium, tax, total: premium.plus(tax)? })
    }

    /// The whole of a price, from whatever has a premium and a tax.
    pub(crate) fn read(priced: &Node, path: Path<'_>, faults: &mut Faults) -> Option<Self> {
        let mut money = |name| Money::read(priced.get(name)?, Path::Field(&path, name), faults);
        Self::of(money("premium")?, money("tax")?)
    }

    /// Nothing, because nothing was paid.
    #[must_use]
    pub fn nothing(currency: Currency) -> Self {
        let zero = Money::zero(currency);
        Self { premium: zero, tax: zero, total: zero }
    }
}

impl NotCancellable {
    /// The code as it stands in JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoTerms => "no-terms",
            Self::TooLate => "too-late",
        }
    }
}

impl Returnable {
    /// Reads an offer as it was answered; `None` where it is none.
    #[must_use]
    pub fn of_offer(offer: &Node) -> Option<Self> {
        let mut faults = Faults::default();
        let price = Refund::read(offer, Path::Root, &mut faults)?;
        let terms = Cancellation::read(offer.get("cancellation")?, Path::Root, &mut faults)?;
        faults.finish(Some(Self { terms, price })).ok()
    }

    /// What comes back so long after the booking was made. The last moment of the stated hours still counts.
    ///
    /// # Errors
    /// Why nothing does.
    pub fn refund(&self, after: Duration) -> Result<Refund, NotCancellable> {
        let hours = self.terms.within_hours.ok_or(NotCancellable::NoTerms)?;
        let within = Duration::from_secs(u64::from(hours).saturating_mul(3600));
        if after <= within { Ok(self.price) } else { Err(NotCancellable::TooLate) }
    }
}

serialized!(Refund);

impl Written for Refund {
    fn write<'a>(&'a self, to: &mut Object<'a>) {
        to.money("premium", &self.premium).money("tax", &self.tax).money("total", &self.total);
    }
}

#[cfg(test)]
mod tests {
    use core::time::Duration;

    use serde_json::json;

    use super::{NotCancellable, Returnable};
    use crate::node::Node;

    fn returnable(offer: serde_json::Value) -> Option<Returnable> {
        Returnable::of_offer(&serde_json::from_value::<Node>(offer).unwrap())
    }

    fn offer(cancellation: serde_json::Value) -> serde_json::Value {
        json!({
            "premium": { "amount": "2.49", "currency": "USD" },
            "tax": { "amount": "0.53", "currency": "USD" },
            "cancellation": cancellation,
            "title": "of no matter here",
        })
    }

    #[test]
    fn the_whole_price_comes_back_to_the_last_moment_of_the_hours() {
        let sold = returnable(offer(json!({ "withinHours": 12 }))).unwrap();
        let last = Duration::from_hours(12);
        for after in [Duration::ZERO, Duration::from_hours(1), last] {
            let refund = json!(sold.refund(after).unwrap());
            assert_eq!(refund["premium"]["amount"], "2.49");
            assert_eq!(refund["tax"]["amount"], "0.53");
            assert_eq!(refund["total"], json!({ "amount": "3.02", "currency": "USD" }));
        }
        for after in [last + Duration::from_nanos(1), Duration::MAX] {
            assert_eq!(sold.refund(after), Err(NotCancellable::TooLate));
        }
    }

    #[test]
    fn without_terms_nothing_comes_back() {
        let sold = returnable(offer(json!({}))).unwrap();
        assert_eq!(sold.refund(Duration::ZERO), Err(NotCancellable::NoTerms));
        let at_once = returnable(offer(json!({ "withinHours": 0 }))).unwrap();
        assert_eq!(at_once.refund(Duration::from_secs(1)), Err(NotCancellable::TooLate));
        let long = returnable(offer(json!({ "withinHours": u32::MAX }))).unwrap();
        assert!(long.refund(Duration::from_hours(100_000)).is_ok());
    }

    #[test]
    fn what_is_no_offer_is_none() {
        let mut mixed = offer(json!({}));
        mixed["tax"]["currency"] = json!("EUR");
        let mut unpriced = offer(json!({}));
        unpriced["premium"] = json!("2.49");
        let rubbish = [
            json!(null),
            json!({}),
            json!([1]),
            mixed,
            unpriced,
            offer(json!("soon")),
            offer(json!({ "withinHours": -1 })),
            offer(json!({ "withinDays": 14 })),
        ];
        for offer in rubbish {
            assert_eq!(returnable(offer.clone()), None, "{offer}");
        }
    }
}
