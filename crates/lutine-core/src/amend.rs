//! Amending a cover: what the new price comes to beside the old.

use crate::cancel::Refund;
use crate::money::Money;
use crate::node::Node;
use crate::object::{Object, Written, serialized};
use crate::offer::Offer;
use crate::read::{Faults, Path};

/// What is to be paid on top of a price.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// Of the premium.
    pub premium: Money,
    /// Of the premium tax.
    pub tax: Money,
    /// Both.
    pub total: Money,
}

/// What a new price comes to beside the old: what is due, and what comes back. Premium and tax are each the offer's own, so
/// that one may rise while the other falls; no amount stands on both sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Difference {
    due: Due,
    refund: Refund,
}

impl Difference {
    /// Between an offer as it was answered and another; `None` where the first is none, or they are of two currencies.
    #[must_use]
    pub fn between(before: &Node, after: &Offer) -> Option<Self> {
        let mut faults = Faults::default();
        let before = Refund::read(before, Path::Root, &mut faults);
        let before = faults.finish(before).ok()?;
        Self::of(before, Refund::of(after.premium, after.tax)?)
    }

    /// Reads a difference as it was written; `None` where it is none.
    #[must_use]
    pub fn read(node: &Node) -> Option<Self> {
        let mut faults = Faults::default();
        let mut side = |name| Refund::read(node.get(name)?, Path::Root, &mut faults);
        let (due, refund) = (side("due"), side("refund"));
        let currency = due.or(refund)?.total.currency();
        faults.finish(Some(())).ok()?;
        let side = |side: Option<Refund>| side.unwrap_or_else(|| Refund::nothing(currency));
        Self::of(side(refund), side(due))
    }

    /// What is to be paid on top.
    #[must_use]
    pub const fn due(&self) -> Due {
        self.due
    }

    /// What comes back.
    #[must_use]
    pub const fn refund(&self) -> Refund {
        self.refund
    }

    fn of(before: Refund, after: Refund) -> Option<Self> {
        let Refund { premium, tax, total } = excess(after, before)?;
        Some(Self { due: Due { premium, tax, total }, refund: excess(before, after)? })
    }
}

/// By how much one price is above another, each of its parts by itself.
fn excess(one: Refund, other: Refund) -> Option<Refund> {
    let above = |one: Money, other: Money| {
        one.compare(&other)?;
        Some(one.minus(other).unwrap_or_else(|| Money::zero(one.currency())))
    };
    Refund::of(above(one.premium, other.premium)?, above(one.tax, other.tax)?)
}

serialized!(Due, Difference);

impl Written for Due {
    fn write<'a>(&'a self, to: &mut Object<'a>) {
        to.money("premium", &self.premium).money("tax", &self.tax).money("total", &self.total);
    }
}

/// A side of nothing is left out; where both are, nothing is due.
impl Written for Difference {
    fn write<'a>(&'a self, to: &mut Object<'a>) {
        if !self.due.total.is_zero() || self.refund.total.is_zero() {
            to.object("due", &self.due);
        }
        if !self.refund.total.is_zero() {
            to.object("refund", &self.refund);
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::Difference;
    use crate::cancel::Refund;
    use crate::currency::Currency;
    use crate::money::Money;
    use crate::node::Node;

    fn price(premium: i64, tax: i64, currency: &str) -> Refund {
        let currency = Currency::parse(currency).unwrap();
        let [premium, tax] = [premium, tax].map(|minor| Money::from_minor(minor, currency).unwrap());
        Refund::of(premium, tax).unwrap()
    }

    fn written(before: (i64, i64), after: (i64, i64)) -> serde_json::Value {
        let difference = Difference::of(price(before.0, before.1, "USD"), price(after.0, after.1, "USD"));
        let written = json!(difference.unwrap());
        let node: Node = serde_json::from_value(written.clone()).unwrap();
        assert_eq!(Difference::read(&node), difference, "{written} reads back");
        written
    }

    fn parts(premium: &str, tax: &str, total: &str) -> serde_json::Value {
        let usd = |amount: &str| json!({ "amount": amount, "currency": "USD" });
        json!({ "premium": usd(premium), "tax": usd(tax), "total": usd(total) })
    }

    #[test]
    fn a_dearer_cover_is_due_and_a_cheaper_one_comes_back() {
        assert_eq!(written((249, 53), (500, 106)), json!({ "due": parts("2.51", "0.53", "3.04") }));
        assert_eq!(written((500, 106), (249, 53)), json!({ "refund": parts("2.51", "0.53", "3.04") }));
        assert_eq!(written((249, 53), (249, 53)), json!({ "due": parts("0.00", "0.00", "0.00") }));
    }

    #[test]
    fn premium_and_tax_may_go_two_ways() {
        let both = json!({ "due": parts("1.00", "0.00", "1.00"), "refund": parts("0.00", "0.53", "0.53") });
        assert_eq!(written((249, 53), (349, 0)), both);
    }

    #[test]
    fn two_currencies_have_no_difference() {
        assert_eq!(Difference::of(price(1, 0, "USD"), price(1, 0, "EUR")), None);
        for rubbish in [json!({}), json!(null), json!({ "due": 1 }), json!({ "due": { "premium": "1" } })] {
            let node: Node = serde_json::from_value(rubbish).unwrap();
            assert_eq!(Difference::read(&node), None);
        }
    }
}
