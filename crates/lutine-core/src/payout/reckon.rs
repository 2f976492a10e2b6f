//! The reckoning itself: whether anything is payable, and each step to what is.

use core::cmp::Ordering;

use super::call::LossAmount;
use super::{NothingReason, PayoutAnswer, PayoutCall, Step};
use crate::date::Date;
use crate::money::{Money, Rounding};
use crate::parcel::Good;
use crate::programme::SignatureRule;

impl PayoutCall<'_> {
    /// Answers this claim.
    #[must_use]
    pub fn answer(&self) -> PayoutAnswer {
        let reasons = self.reasons();
        if !reasons.is_empty() {
            return PayoutAnswer::Nothing { reasons };
        }
        let mut steps = Vec::new();
        match self.payable(&mut steps) {
            Some(payable) if payable.is_zero() => {
                PayoutAnswer::Nothing { reasons: vec![NothingReason::NothingLost] }
            }
            Some(payable) => PayoutAnswer::Payable { payable, steps },
            None => PayoutAnswer::Nothing { reasons: vec![NothingReason::AmountOutOfRange] },
        }
    }

    fn reasons(&self) -> Vec<NothingReason> {
        let mut reasons = Vec::new();
        let peril = self.loss.peril;
        if !self.programme.perils.contains(&peril) {
            reasons.push(NothingReason::PerilNotCovered { peril });
        }
        let since = self.loss.delivered_on.unwrap_or(self.loss.shipped_on);
        let day = |days: Option<u32>| days.and_then(|days| since.plus_days(days));
        for window in self.programme.claims.windows.iter().filter(|window| window.peril == peril) {
            let (earliest, latest) = (day(window.from_days), day(window.to_days));
            let reported: Date = self.loss.reported_on;
            if let Some(earliest) = earliest
                && reported < earliest
            {
                reasons.push(NothingReason::ReportedTooEarly { earliest });
            }
            if let Some(latest) = latest
                && reported > latest
            {
                reasons.push(NothingReason::ReportedTooLate { latest });
            }
        }
        if let Some(SignatureRule::RequiredFrom(from)) = self.programme.signature
            && !self.loss.signed
            && self.exchange.compare(self.parcel.cover, from).is_some_and(Ordering::is_ge)
        {
            let from = self.exchange.convert(from, Rounding::Up);
            reasons.push(
                from.map_or(NothingReason::AmountOutOfRange, |from| NothingReason::SignatureRequired {
                    from,
                }),
            );
        }
        let nothing_lost = match &self.loss.amount {
            LossAmount::Whole(amount) => amount.is_zero(),
            LossAmount::Items(items) => items.iter().all(|(_, amount)| amount.is_zero()),
        };
        if nothing_lost {
            reasons.push(NothingReason::NothingLost);
        }
        reasons
    }

    /// What is payable; `None` where a sum does not fit an amount.
    fn payable(&self, steps: &mut Vec<Step>) -> Option<Money> {
        let goods = self.parcel.goods();
        let amount = match &self.loss.amount {
            LossAmount::Whole(amount) => self.good(goods.first()?, None, *amount, steps)?,
            LossAmount::Items(items) => {
                let mut amount = Money::zero(self.parcel.cover.currency());
                for (item, lost) in items {
                    amount = amount.plus(self.good(goods.get(*item)?, Some(*item), *lost, steps)?)?;
                }
                steps.push(Step::Sum { amount });
                amount
            }
        };
        // Here the terms cap at the cover. It cannot bite: the cover is what the goods are insured for together, each
        // stands here once at most, and each has been capped at its part.
        self.signed_for(amount, steps)
    }

    /// What is payable if all of the parcel is lost, signed for as in this claim: all claims on it come to no more. `None` where
    /// a sum does not fit an amount.
    #[must_use]
    pub fn most(&self) -> Option<Money> {
        let mut steps = Vec::new();
        let mut amount = Money::zero(self.parcel.cover.currency());
        for good in self.parcel.goods() {
            amount = amount.plus(self.good(good, None, good.amount, &mut steps)?)?;
        }
        self.signed_for(amount, &mut steps)
    }

    /// Never more than the limit where nobody signed.
    fn signed_for(&self, mut amount: Money, steps: &mut Vec<Step>) -> Option<Money> {
        if let Some(SignatureRule::UnsignedLimit(limit)) = self.programme.signature
            && !self.loss.signed
            && self.exchange.passes(amount, limit)?
        {
            let limit = self.exchange.convert(limit, Rounding::Down)?;
            amount = limit;
            steps.push(Step::CappedWithoutSignature { limit, amount });
        }
        Some(amount)
    }

    /// What one good comes to: its loss, at most what it was insured for, less what the policyholder bears.
    fn good(&self, good: &Good, item: Option<usize>, lost: Money, steps: &mut Vec<Step>) -> Option<Money> {
        let mut amount = lost;
        steps.push(Step::Loss { item, amount });
        let limit = good.amount;
        if amount.compare(&limit)?.is_gt() {
            amount = limit;
            steps.push(Step::CappedAtItem { item, limit, amount });
        }
        if let Some(rate) = self.programme.deductible(self.origin, good.category) {
            let deductible = amount.share(rate, Rounding::HalfUp)?;
            amount = amount.minus(deductible)?;
            steps.push(Step::Deductible { item, rate, deductible, amount });
        }
        Some(amount)
    }
}
