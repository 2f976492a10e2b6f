//! Many parcels alike but for what they are worth, priced in whole smallest units.
//!
//! A [`Lane`] is made from one call by asking the readable path ([`QuoteCall::quote`]'s own eligibility) once for every
//! stretch of values between two edges (limits, bands, thresholds). Inside a stretch nothing changes but the arithmetic, and
//! that is all there is here: no rule is written a second time. What 64 bits do not hold is left to the readable path.

mod edges;
mod formula;
mod units;

use core::cmp::Ordering;

use crate::call::QuoteCall;
use crate::currency::Currency;
use crate::eligibility::assess;
use crate::money::Money;
use crate::parcel::{Contents, Good, Parcel};
use crate::quote::{Declined, DeclinedCodes};
use crate::reason::Reason;
use crate::shipment::Place;
use crate::tariff::Tariff;
use edges::edges;
use formula::{Bounds, Formula, Share};

pub use units::units;

/// All that is known of a parcel but its value: what it costs at each.
#[derive(Clone, Debug)]
pub struct Lane {
    currency: Currency,
    /// For each stretch its last value, which belongs to it, and who offers; `None` where 64 bits do not hold the figures.
    stretches: Vec<(u64, Option<Vec<Formula>>)>,
    tax: Option<Share>,
}

/// Values between two edges, for which the same programmes offer and decline. Apart from the lane: whoever has made texts of
/// it can let it go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The highest value, in smallest units; it belongs to the stretch.
    pub last: u64,
    /// The programmes that offer, by id.
    pub offering: Vec<String>,
    /// Where nothing is offered: who declines, in the order in which they were asked.
    pub declined: Vec<DeclinedCodes>,
}

/// The first offer for one value, in smallest units of the lane's currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BulkOffer {
    /// Which of the stretch's [`Stretch::offering`], from 0.
    pub place: usize,
    /// Before tax.
    pub premium: u64,
    /// The premium tax.
    pub tax: u64,
    /// Both.
    pub total: u64,
}

/// What a lane says of one value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BulkAnswer {
    /// The place of its stretch among those that came with the lane, from 0.
    pub stretch: usize,
    /// The first offer; `None` where every programme declines.
    pub offer: Option<BulkOffer>,
}

impl Lane {
    /// The lane of a call with one parcel of one good, without exchange rates, whatever its amount, and its stretches from
    /// the lowest up; `None` for any other call.
    #[must_use]
    pub fn of(call: &QuoteCall, tariff: &Tariff) -> Option<(Self, Vec<Stretch>)> {
        let [parcel] = call.parcels.as_slice() else { return None };
        let Contents::Good(good) = &parcel.contents else { return None };
        if call.exchange_rates.is_some() {
            return None;
        }
        let asked = call.asked(tariff);
        let ends = [call.origin.country, call.destination.country];
        let tax = match tariff.taxes.due(call.policyholder, ends, call.as_of).rate() {
            Some(rate) => Some(Share::of(rate)?),
            None => None,
        };
        let edges = edges(call, parcel, &asked, tariff);
        let greatest = *edges.last()?;
        let (mut formulas, mut stretches) = (Vec::new(), Vec::new());
        let mut first = 1_u64;
        // What declines a value declines every higher one: limits and thresholds are passed upwards only.
        let mut left = asked.clone();
        let mut worth = call.of_one(parcel, good);
        for last in edges {
            worth.set_amount(Money::from_minor(i64::try_from(first).ok()?, call.currency)?);
            let (ids, of_stretch) = worth.formulas(&left, tariff, &Bounds { last, tax, greatest })?;
            let declined = if ids.is_empty() { worth.declined(&asked, tariff) } else { Vec::new() };
            let offering = ids.iter().map(|id| String::from(*id)).collect();
            formulas.push((last, of_stretch));
            stretches.push(Stretch { last, offering, declined });
            left = ids;
            first = last.checked_add(1)?;
        }
        Some((Self { currency: call.currency, stretches: formulas, tax }, stretches))
    }

    /// The currency of all amounts.
    #[must_use]
    pub const fn currency(&self) -> Currency {
        self.currency
    }

    /// What there is for a value, in smallest units above zero; `None` where 64 bits do not hold the figures, or the value is
    /// past all amounts: then ask [`crate::quote`].
    #[must_use]
    #[inline]
    pub fn price(&self, value: u64) -> Option<BulkAnswer> {
        let stretch = self.stretches.iter().position(|(last, _)| value <= *last)?;
        let formulas = self.stretches.get(stretch)?.1.as_deref()?;
        let mut best: Option<(u64, BulkOffer)> = None;
        for (place, formula) in formulas.iter().enumerate() {
            let premium = formula.premium(value);
            let tax = match self.tax {
                Some(tax) => tax.take(premium),
                None => 0,
            };
            let total = premium.wrapping_add(tax);
            // It decides between offers, and is not told.
            let shortfall = if formulas.len() > 1 { formula.shortfall(value) } else { 0 };
            // In the order of the ids: of equals the first stays.
            if best.is_none_or(|(least, offer)| (shortfall, total) < (least, offer.total)) {
                best = Some((shortfall, BulkOffer { place, premium, tax, total }));
            }
        }
        Some(BulkAnswer { stretch, offer: best.map(|(_, offer)| offer) })
    }
}

impl QuoteCall {
    /// Those that offer, by id, and the formula of each; no formulas where a figure does not fit 64 bits.
    fn formulas<'a>(
        &self,
        asked: &[&'a str],
        tariff: &Tariff,
        bounds: &Bounds,
    ) -> Option<(Vec<&'a str>, Option<Vec<Formula>>)> {
        let parcel = self.parcels.first()?;
        let (mut ids, mut formulas) = (Vec::new(), Some(Vec::new()));
        for id in asked {
            let Some(programme) = tariff.on_sale(id, self.as_of) else { continue };
            if let Ok(eligible) = assess(programme, self, tariff) {
                let place = ids.iter().position(|other| other > id).unwrap_or(ids.len());
                ids.insert(place, *id);
                match (&mut formulas, Formula::of(&eligible, parcel, bounds)) {
                    (Some(formulas), Some(formula)) => formulas.insert(place, formula),
                    (formulas, _) => *formulas = None,
                }
            }
        }
        Some((ids, formulas))
    }

    /// Why those decline that do.
    fn declined(&self, asked: &[&str], tariff: &Tariff) -> Vec<DeclinedCodes> {
        let why = |id: &str| match tariff.on_sale(id, self.as_of) {
            Some(programme) => assess(programme, self, tariff).err(),
            None => Some(vec![Reason::NotOnSale]),
        };
        let mut declined = Vec::new();
        for id in asked {
            if let Some(reasons) = why(id) {
                declined.push(Declined { programme: String::from(*id), reasons }.codes());
            }
        }
        declined
    }

    /// The same call, without the names that it calls things by.
    fn of_one(&self, parcel: &Parcel, good: &Good) -> Self {
        let place = |country| Place { country, region: None, postal_code: None };
        let contents = Contents::Good(Good { reference: None, ..*good });
        let provider = parcel.provider.clone();
        Self {
            as_of: self.as_of,
            origin: place(self.origin.country),
            destination: place(self.destination.country),
            carrier: self.carrier.clone(),
            reference: String::new(),
            parcels: vec![Parcel { reference: None, provider, contents, ..*parcel }],
            currency: self.currency,
            policyholder: self.policyholder,
            programmes: None,
            exchange_rates: None,
        }
    }

    /// Asks for another amount, in a call for one good.
    fn set_amount(&mut self, amount: Money) {
        if let [Parcel { cover, contents: Contents::Good(good), .. }] = self.parcels.as_mut_slice() {
            *cover = amount;
            good.amount = amount;
        }
    }
}

/// Whether one amount is above another of the same currency.
fn is_above(one: Money, other: Money) -> bool {
    one.compare(&other) == Some(Ordering::Greater)
}
