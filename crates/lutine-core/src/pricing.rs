//! From what is eligible to its price.

use core::cmp::Ordering;

use crate::eligibility::Eligible;
use crate::exchange::Exchange;
use crate::money::{Money, Rounding};
use crate::offer::{
    Condition, Deductible, Line, LineKind, LineRule, Offer, OfferedItem, OfferedParcel, TaxStatus,
};
use crate::parcel::{Contents, Good, Parcel, Signature};
use crate::programme::{Band, BandPrice, ConditionCode, Pricing, SignatureRule, Steps};
use crate::rate::Rate;
use crate::tariff::Tariff;
use crate::tax::TaxDue;

impl Eligible<'_> {
    /// Prices every parcel. `None` only where a sum does not fit an amount.
    pub(crate) fn price(&self, tariff: &Tariff) -> Option<Offer> {
        let Self { programme, call, .. } = self;
        let mut lines = Vec::new();
        let mut parcels = Vec::new();
        let mut conditions = Vec::new();
        for code in &programme.conditions {
            conditions.push(stated(code));
        }
        for (parcel, pricing) in &self.parcels {
            let line = premium(parcel, pricing, &self.exchange)?;
            let offered = self.offered_parcel(parcel, line.amount, tariff)?;
            match (offered.payable_without_signature, programme.signature) {
                (Some(_), Some(SignatureRule::RequiredFrom(from))) => {
                    let from = self.exchange.convert(from, Rounding::Up)?;
                    conditions.push(Condition::SignatureRequired { parcel: parcel.index, from });
                }
                (Some(payable_without_signature), _) if parcel.signature == Signature::None => {
                    conditions.push(Condition::SignatureAdvised {
                        parcel: parcel.index,
                        payable_without_signature,
                    });
                }
                _ => {}
            }
            lines.push(line);
            parcels.push(offered);
        }
        let premium = Money::sum(lines.iter().map(|line| line.amount), call.currency)?;
        let ends = [call.origin.country, call.destination.country];
        let (tax, tax_status) = match tariff.taxes.due(call.policyholder, ends, call.as_of) {
            TaxDue::Due(rate) => {
                let tax = premium.share(rate, Rounding::HalfUp)?;
                lines.push(tax_line(premium, rate, tax));
                (tax, TaxStatus::Determined)
            }
            TaxDue::NoneDue => (Money::zero(call.currency), TaxStatus::NoneDue),
            TaxDue::NotDetermined => (Money::zero(call.currency), TaxStatus::NotDetermined),
        };
        let cover = Money::sum(parcels.iter().map(|parcel| parcel.cover), call.currency)?;
        let total = premium.plus(tax)?;
        Some(Offer {
            programme: programme.id.clone(),
            revision: programme.revision,
            insurer: programme.insurer.clone(),
            title: programme.title.clone(),
            kind: programme.kind,
            cover,
            premium,
            tax,
            total,
            tax_status,
            lines,
            parcels,
            perils: programme.perils.clone(),
            conditions,
            claims: programme.claims.clone(),
            cancellation: programme.cancellation,
            documents: programme.documents.clone(),
        })
    }

    fn offered_parcel(&self, parcel: &Parcel, premium: Money, tariff: &Tariff) -> Option<OfferedParcel> {
        let signed = self.payable_when_signed(parcel)?;
        let unsigned = match self.programme.signature {
            Some(SignatureRule::UnsignedLimit(limit)) if self.exchange.passes(signed, limit)? => {
                self.exchange.convert(limit, Rounding::Down)?
            }
            Some(SignatureRule::RequiredFrom(from))
                if self.exchange.compare(parcel.cover, from)? != Ordering::Less =>
            {
                Money::zero(signed.currency())
            }
            _ => signed,
        };
        let maximum_payable = if parcel.signature == Signature::None { unsigned } else { signed };
        let leading = parcel.leading()?;
        let (items, deductible) = match &parcel.contents {
            Contents::Good(good) => (None, self.deductible(good)?),
            Contents::Items(goods) => {
                let mut items = Vec::new();
                for good in goods {
                    items.push(self.offered_item(good, tariff)?);
                }
                (Some(items), None)
            }
        };
        Some(OfferedParcel {
            parcel: parcel.index,
            reference: parcel.reference.clone(),
            cover: parcel.cover,
            premium,
            category: tariff.categories.name(leading.category),
            category_from: leading.from,
            items,
            deductible,
            payable_without_signature: (unsigned != signed).then_some(unsigned),
            maximum_payable,
        })
    }

    fn offered_item(&self, good: &Good, tariff: &Tariff) -> Option<OfferedItem> {
        Some(OfferedItem {
            reference: good.reference.clone(),
            category: tariff.categories.name(good.category),
            deductible: self.deductible(good)?,
        })
    }

    /// What the policyholder bears when a good is wholly lost. The outer `None`: the sum does not fit.
    #[expect(clippy::option_option, reason = "no deductible and no such sum are two things")]
    fn deductible(&self, good: &Good) -> Option<Option<Deductible>> {
        let rate = self.programme.deductible(self.call.origin.country, good.category);
        let Some(rate) = rate else { return Some(None) };
        let amount = good.amount.share(rate, Rounding::HalfUp)?;
        Some(Some(Deductible { rate, amount }))
    }

    /// What a total loss pays where somebody signed: each good less its deductible.
    fn payable_when_signed(&self, parcel: &Parcel) -> Option<Money> {
        let mut payable = Money::zero(parcel.cover.currency());
        for good in parcel.goods() {
            let borne =
                self.deductible(good)?.map_or(Money::zero(good.amount.currency()), |part| part.amount);
            payable = payable.plus(good.amount.minus(borne)?)?;
        }
        payable.lesser(parcel.cover)
    }
}

const fn stated(code: &ConditionCode) -> Condition {
    match code {
        ConditionCode::NeutralPackaging => Condition::NeutralPackaging,
        ConditionCode::ProofOfValue => Condition::ProofOfValue,
        ConditionCode::CarrierLiability => Condition::CarrierLiability,
    }
}

/// A parcel's premium, on its whole amount. A share is rounded here, once; so is a sum that is converted.
fn premium(parcel: &Parcel, pricing: &Pricing, exchange: &Exchange) -> Option<Line> {
    let base = parcel.cover;
    let (rule, rate, amount) = match pricing {
        Pricing::Percent { rate, minimum } => {
            let share = base.share(*rate, Rounding::HalfUp)?;
            let least = match minimum {
                Some(minimum) => exchange.convert(*minimum, Rounding::HalfUp)?,
                None => share,
            };
            if least.compare(&share)? == Ordering::Greater {
                (LineRule::Minimum, None, least)
            } else {
                (LineRule::Percent, Some(*rate), share)
            }
        }
        Pricing::Bands(bands) => match band(bands, base, exchange)?.price {
            BandPrice::Flat(amount) => (LineRule::Band, None, exchange.convert(amount, Rounding::HalfUp)?),
            BandPrice::Percent(rate) => (LineRule::Band, Some(rate), base.share(rate, Rounding::HalfUp)?),
        },
        Pricing::Flat(amount) => (LineRule::Flat, None, exchange.convert(*amount, Rounding::HalfUp)?),
        Pricing::Steps(steps) => {
            let (rule, amount) = by_steps(steps, base, exchange)?;
            (rule, None, exchange.convert(amount, Rounding::HalfUp)?)
        }
        // Eligibility lets none of these through: there is nothing to reckon with.
        Pricing::Insurer => return None,
    };
    Some(Line { kind: LineKind::Premium, parcel: Some(parcel.index), base, rate, rule, name: None, amount })
}

/// The first band whose upper bound the value does not pass.
pub(crate) fn band<'b>(bands: &'b [Band], base: Money, exchange: &Exchange) -> Option<&'b Band> {
    for band in bands {
        let above = match band.up_to {
            Some(bound) => exchange.passes(base, bound)?,
            None => false,
        };
        if !above {
            return Some(band);
        }
    }
    None
}

/// What steps cost, in the programme's currency, and whether it is the minimum.
fn by_steps(steps: &Steps, base: Money, exchange: &Exchange) -> Option<(LineRule, Money)> {
    if let Some(free) = steps.free
        && !exchange.passes(base, free)?
    {
        return Some((LineRule::Step, Money::zero(steps.amount.currency())));
    }
    let amount = steps.amount.times(exchange.started_steps(base, steps.step)?)?;
    match steps.minimum {
        Some(minimum) if minimum.compare(&amount)? == Ordering::Greater => Some((LineRule::Minimum, minimum)),
        _ => Some((LineRule::Step, amount)),
    }
}

const fn tax_line(premium: Money, rate: Rate, amount: Money) -> Line {
    Line {
        kind: LineKind::Tax,
        parcel: None,
        base: premium,
        rate: Some(rate),
        rule: LineRule::Percent,
        name: None,
        amount,
    }
}
