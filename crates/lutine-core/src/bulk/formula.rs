//! What is left of a programme's price between two edges: arithmetic in whole smallest units.

use core::num::NonZeroU64;

use super::is_above;
use crate::eligibility::Eligible;
use crate::money::Money;
use crate::parcel::{Parcel, Signature};
use crate::pricing::band;
use crate::programme::{BandPrice, Pricing, SignatureRule, Steps};
use crate::rate::Rate;

/// One programme's price and shortfall for the values of a stretch.
#[derive(Clone, Debug)]
pub(super) struct Formula {
    premium: Premium,
    deductible: Option<Share>,
    /// What is paid at most, where nobody signs.
    unsigned_limit: Option<u64>,
}

/// How the premium follows from the value.
#[derive(Clone, Copy, Debug)]
enum Premium {
    Share(Share, u64),
    Fixed(u64),
    Steps { step: NonZeroU64, amount: u64, minimum: u64 },
}

/// What the figures of a stretch must not pass.
pub(super) struct Bounds {
    /// The highest value of the stretch.
    pub(super) last: u64,
    /// The premium tax.
    pub(super) tax: Option<Share>,
    /// The greatest amount that there is.
    pub(super) greatest: u64,
}

/// A share, rounded half up: `(value * numerator + denominator / 2) / denominator`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Share {
    numerator: u64,
    denominator: NonZeroU64,
    half: u64,
}

impl Share {
    pub(super) fn of(rate: Rate) -> Option<Self> {
        let (numerator, denominator) = rate.as_fraction();
        Some(Self { numerator, denominator: NonZeroU64::new(denominator)?, half: denominator.div_euclid(2) })
    }

    /// The share of a value that [fits](Share::fits).
    #[inline(always)]
    pub(super) fn take(self, value: u64) -> u64 {
        let share = value.wrapping_mul(self.numerator).wrapping_add(self.half);
        share / self.denominator
    }

    /// Whether 64 bits hold all figures for a value, and so for every lower one.
    fn fits(self, value: u64) -> bool {
        value.checked_mul(self.numerator).and_then(|share| share.checked_add(self.half)).is_some()
    }
}

impl Formula {
    /// The formula of a call that is eligible, for its one parcel and all values of the same stretch; `None` where a figure
    /// does not fit 64 bits, or the total is no amount.
    pub(super) fn of(eligible: &Eligible<'_>, parcel: &Parcel, bounds: &Bounds) -> Option<Self> {
        let (programme, origin) = (eligible.programme, eligible.call.origin.country);
        let pricing = eligible.parcels.first().map(|(_, pricing)| *pricing)?;
        let good = parcel.goods().first()?;
        let unsigned_limit = match programme.signature {
            Some(SignatureRule::UnsignedLimit(limit)) if parcel.signature == Signature::None => {
                Some(minor(limit)?)
            }
            _ => None,
        };
        let deductible = match programme.deductible(origin, good.category) {
            Some(rate) => Some(Share::of(rate)?),
            None => None,
        };
        let formula =
            Self { premium: Premium::of(pricing, parcel.cover, eligible)?, deductible, unsigned_limit };
        formula.fits(bounds).then_some(formula)
    }

    /// Whether the figures of a value, and so those of every lower one, fit: none of them falls when the value rises.
    fn fits(&self, &Bounds { last: value, tax, greatest }: &Bounds) -> bool {
        let premium_fits = match self.premium {
            Premium::Fixed(_) => true,
            Premium::Share(share, _) => share.fits(value),
            Premium::Steps { step, amount, .. } => value.div_ceil(step.get()).checked_mul(amount).is_some(),
        };
        let fits = |share: Option<Share>, value| share.is_none_or(|share| share.fits(value));
        premium_fits && fits(self.deductible, value) && fits(tax, self.premium(value)) && {
            let premium = self.premium(value);
            let tax = tax.map_or(0, |tax| tax.take(premium));
            premium.checked_add(tax).is_some_and(|total| total <= greatest)
        }
    }

    #[inline(always)]
    pub(super) fn premium(&self, value: u64) -> u64 {
        match self.premium {
            Premium::Fixed(amount) => amount,
            Premium::Share(share, minimum) => share.take(value).max(minimum),
            Premium::Steps { step, amount, minimum } => {
                value.div_ceil(step.get()).wrapping_mul(amount).max(minimum)
            }
        }
    }

    /// What a total loss would not pay of the value.
    #[inline(always)]
    pub(super) fn shortfall(&self, value: u64) -> u64 {
        let borne = match self.deductible {
            Some(share) => share.take(value),
            None => 0,
        };
        match self.unsigned_limit {
            Some(limit) => borne.max(value.saturating_sub(limit)),
            None => borne,
        }
    }
}

impl Premium {
    fn of(pricing: &Pricing, value: Money, eligible: &Eligible<'_>) -> Option<Self> {
        let share = |rate, minimum: Option<Money>| {
            Some(Self::Share(Share::of(rate)?, minimum.map_or(Some(0), minor)?))
        };
        match pricing {
            Pricing::Percent { rate, minimum } => share(*rate, *minimum),
            Pricing::Flat(amount) => minor(*amount).map(Self::Fixed),
            Pricing::Bands(bands) => match band(bands, value, &eligible.exchange)?.price {
                BandPrice::Flat(amount) => minor(amount).map(Self::Fixed),
                BandPrice::Percent(rate) => share(rate, None),
            },
            Pricing::Steps(Steps { free: Some(free), .. }) if !is_above(value, *free) => Some(Self::Fixed(0)),
            Pricing::Steps(Steps { step, amount, minimum, .. }) => Some(Self::Steps {
                step: NonZeroU64::new(minor(*step)?)?,
                amount: minor(*amount)?,
                minimum: minimum.map_or(Some(0), minor)?,
            }),
            Pricing::Insurer => None,
        }
    }
}

fn minor(amount: Money) -> Option<u64> {
    u64::try_from(amount.minor()?).ok()
}
