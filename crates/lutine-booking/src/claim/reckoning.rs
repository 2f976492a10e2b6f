//! What is payable on a claim: the core's answer, and what earlier claims leave of the most that is paid at all.

use lutine_core::{Date, Money, PayoutAnswer};
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

/// What earlier claims on the same parcel leave to a claim.
pub(crate) struct Before {
    /// What was paid on them.
    pub(crate) paid: Money,
    /// What all claims come to at most: what a total loss pays, which deductibles and a missing signature keep below the cover.
    pub(crate) most: Money,
    /// The claim, answered as if there were none of them.
    pub(crate) alone: PayoutAnswer,
    /// The day from which there was cover, where the parcel had arrived by then.
    pub(crate) arrived_before: Option<Date>,
}

impl Reckoning {
    /// What the core's answer comes to behind earlier claims. `None` where the call was not understood, or the currencies are
    /// not one.
    #[must_use]
    pub(crate) fn of(answer: PayoutAnswer, before: Before) -> Option<Self> {
        let Before { paid, most, alone, arrived_before } = before;
        let mut reasons: Vec<Value> = match &alone {
            PayoutAnswer::Nothing { reasons } => reasons.iter().map(|reason| json!(reason)).collect(),
            _ => Vec::new(),
        };
        reasons.extend(
            arrived_before
                .map(|from| json!({ "code": "arrived-before-cover", "coveredFrom": from.written() })),
        );
        if !reasons.is_empty() {
            return Some(Self::Nothing { reasons });
        }
        // More may have been paid than this claim could come to: an earlier one was signed for.
        let left =
            if paid.compare(&most)?.is_lt() { most.minus(paid)? } else { Money::zero(most.currency()) };
        let nothing = |reason| Some(Self::Nothing { reasons: vec![reason] });
        if left.is_zero() {
            return nothing(json!({ "code": "cover-used-up", "maximumPayable": most, "paidBefore": paid }));
        }
        let (payable, steps) = match answer {
            PayoutAnswer::Payable { payable, steps } => (payable, steps),
            PayoutAnswer::Nothing { .. } => {
                return nothing(json!({ "code": "claimed-before", "paidBefore": paid }));
            }
            PayoutAnswer::Invalid { .. } => return None,
        };
        let mut steps: Vec<Value> = steps.iter().map(|step| json!(step)).collect();
        if payable.compare(&left)?.is_le() {
            return Some(Self::Payable { payable, steps });
        }
        steps.push(
            json!({ "code": "capped-at-cover-left", "paidBefore": paid, "limit": left, "amount": left }),
        );
        Some(Self::Payable { payable: left, steps })
    }
}

#[cfg(test)]
mod tests {
    use lutine_core::{Currency, Money, NothingReason, PayoutAnswer, Step};
    use serde_json::json;

    use super::{Before, Reckoning};

    fn usd(minor: i64) -> Money {
        Money::from_minor(minor, Currency::parse("USD").unwrap()).unwrap()
    }

    fn reckoned(payable: i64, paid_before: i64) -> Reckoning {
        let steps = vec![Step::Loss { item: None, amount: usd(payable) }];
        let answer = PayoutAnswer::Payable { payable: usd(payable), steps };
        Reckoning::of(answer.clone(), before(paid_before, answer)).unwrap()
    }

    fn before(paid: i64, alone: PayoutAnswer) -> Before {
        Before { paid: usd(paid), most: usd(10_000), alone, arrived_before: None }
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
        let reckoned = Reckoning::of(answer.clone(), before(10_000, answer));
        let Some(Reckoning::Nothing { reasons }) = reckoned else { panic!() };
        assert_eq!(reasons, [json!({ "code": "nothing-lost" })]);
    }
}
