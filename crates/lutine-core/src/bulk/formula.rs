//! What is left of a programme's price between two edges: arithmetic in whole smallest units.

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
    Steps { step: u64, amount: u64, minimum: u64 },
}

/// A share, rounded half up: `(value * numerator + denominator / 2) / denominator`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Share {
    numerator: u64,
    denominator: u64,
    half: u64,
}

impl Share {
    pub(super) fn of(rate: Rate) -> Self {
        let (numerator, denominator) = rate.as_fraction();
        Self { numerator, denominator, half: denominator.div_euclid(2) }
    }

    #[inline]
    pub(super) fn take(self, value: u64) -> Option<u64> {
        value.checked_mul(self.numerator)?.checked_add(self.half)?.checked_div(self.denominator)
    }
}

impl Formula {
    /// The formula of a call that is eligible, for its one parcel and all values of the same stretch; `None` where a figure
    /// does not fit 64 bits.
    pub(super) fn of(eligible: &Eligible<'_>, parcel: &Parcel) -> Option<Self> {
        let (programme, origin) = (eligible.programme, eligible.call.origin.country);
        let pricing = eligible.parcels.first().map(|(_, pricing)| *pricing)?;
        let good = parcel.goods().first()?;
        let unsigned_limit = match programme.signature {
            Some(SignatureRule::UnsignedLimit(limit)) if parcel.signature == Signature::None => {
                Some(minor(limit)?)
            }
            _ => None,
        };
        Some(Self {
            premium: Premium::of(pricing, parcel.cover, eligible)?,
            deductible: programme.deductible(origin, good.category).map(Share::of),
            unsigned_limit,
        })
    }

    #[inline]
    pub(super) fn premium(&self, value: u64) -> Option<u64> {
        match self.premium {
            Premium::Fixed(amount) => Some(amount),
            Premium::Share(share, minimum) => Some(share.take(value)?.max(minimum)),
            Premium::Steps { step, amount, minimum } => {
                Some(value.div_ceil(step).checked_mul(amount)?.max(minimum))
            }
        }
    }

    /// What a total loss would not pay of the value.
    #[inline]
    pub(super) fn shortfall(&self, value: u64) -> Option<u64> {
        let borne = match self.deductible {
            Some(share) => share.take(value)?,
            None => 0,
        };
        Some(match self.unsigned_limit {
            Some(limit) => borne.max(value.saturating_sub(limit)),
            None => borne,
        })
    }
}

impl Premium {
    fn of(pricing: &Pricing, value: Money, eligible: &Eligible<'_>) -> Option<Self> {
        let share = |rate, minimum: Option<Money>| {
            Some(Self::Share(Share::of(rate), minimum.map_or(Some(0), minor)?))
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
                step: minor(*step).filter(|step| *step > 0)?,
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
