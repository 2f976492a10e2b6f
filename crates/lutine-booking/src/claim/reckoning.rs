//! What is payable on a claim: the core's answer, and what earlier claims leave of the most that is paid at all.

use lutine_core::{Money, PayoutAnswer};
use serde::Serialize;
use serde_json::{Value, json};

/// What is payable, by the programme's own terms.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "outcome", rename_all = "lowercase")]
pub enum Reckoning {
    /// Something is.
    Payable {
        /// How much.
        payable: Money,
        /// How it comes about: those of the core, and what earlier payments take away.
        steps: Vec<Value>,
    },
    /// Nothing is.
    Nothing {
        /// Every reason.
        reasons: Vec<Value>,
    },
}

impl Reckoning {
    /// What the core's answer comes to where so much was paid before, and all claims come to `most`: what a total loss pays,
    /// which deductibles and a missing signature keep below the cover. `None` where the call was not understood, or the
    /// currencies are not one.
    #[must_use]
    pub(crate) fn of(answer: PayoutAnswer, most: Money, paid_before: Money) -> Option<Self> {
        let (payable, steps) = match answer {
            PayoutAnswer::Payable { payable, steps } => (payable, steps),
            PayoutAnswer::Nothing { reasons } => {
                return Some(Self::Nothing { reasons: reasons.iter().map(|reason| json!(reason)).collect() });
            }
            PayoutAnswer::Invalid { .. } => return None,
        };
        let mut steps: Vec<Value> = steps.iter().map(|step| json!(step)).collect();
        // More may have been paid than this claim could come to: an earlier one was signed for.
        let left = if paid_before.compare(&most)?.is_lt() {
            most.minus(paid_before)?
        } else {
            Money::zero(most.currency())
        };
        if left.is_zero() {
            let used_up =
                json!({ "code": "cover-used-up", "maximumPayable": most, "paidBefore": paid_before });
            return Some(Self::Nothing { reasons: vec![used_up] });
        }
        if payable.compare(&left)?.is_le() {
            return Some(Self::Payable { payable, steps });
        }
        steps.push(json!({
            "code": "capped-at-cover-left",
            "paidBefore": paid_before,
            "limit": left,
            "amount": left,
        }));
        Some(Self::Payable { payable: left, steps })
    }
}

#[cfg(test)]
mod tests {
    use lutine_core::{Currency, Money, NothingReason, PayoutAnswer, Step};
    use serde_json::json;

    use super::Reckoning;

    fn usd(minor: i64) -> Money {
        Money::from_minor(minor, Currency::parse("USD").unwrap()).unwrap()
    }

    fn reckoned(payable: i64, paid_before: i64) -> Reckoning {
        let steps = vec![Step::Loss { item: None, amount: usd(payable) }];
        let answer = PayoutAnswer::Payable { payable: usd(payable), steps };
        Reckoning::of(answer, usd(10_000), usd(paid_before)).unwrap()
    }

    #[test]
    fn what_was_paid_before_is_not_paid_again() {
        let whole = json!({ "code": "loss", "amount": usd(6_000) });
        for paid_before in [0, 4_000] {
            let Reckoning::Payable { payable, steps } = reckoned(6_000, paid_before) else { panic!() };
            assert_eq!((payable, steps), (usd(6_000), vec![whole.clone()]));
        }
        let Reckoning::Payable { payable, steps } = reckoned(6_000, 4_001) else { panic!() };
        assert_eq!((payable, &steps[1]["code"]), (usd(5_999), &json!("capped-at-cover-left")));
        assert_eq!(steps[1]["amount"], json!(usd(5_999)));
        for paid_before in [10_000, 10_001] {
            let Reckoning::Nothing { reasons } = reckoned(1, paid_before) else { panic!() };
            assert_eq!(reasons[0]["code"], "cover-used-up");
        }
    }

    #[test]
    fn the_cores_reasons_come_first() {
        let answer = PayoutAnswer::Nothing { reasons: vec![NothingReason::NothingLost] };
        let Some(Reckoning::Nothing { reasons }) = Reckoning::of(answer, usd(1), usd(1)) else { panic!() };
        assert_eq!(reasons, [json!({ "code": "nothing-lost" })]);
    }
}
