//! The values at which anything but the arithmetic changes.

use crate::call::QuoteCall;
use crate::money::Money;
use crate::parcel::Parcel;
use crate::programme::{Pricing, Programme, SignatureRule};
use crate::tariff::Tariff;

/// The last value of each stretch, in smallest units, rising; the last of them is the highest amount there is.
///
/// An edge too many costs a stretch that is like its neighbour, so every case's edges count, whether it matches or not.
pub(super) fn edges(call: &QuoteCall, parcel: &Parcel, asked: &[&str], tariff: &Tariff) -> Vec<u64> {
    let mut edges = Edges(Vec::new());
    for id in asked {
        // Without exchange rates a programme of another currency declines whatever the value.
        if let Some(programme) = tariff.on_sale(id, call.as_of)
            && programme.currency == call.currency
        {
            edges.of_programme(programme, call, parcel);
        }
    }
    edges.add(Some(Money::greatest(call.currency)));
    edges.0
}

/// Values in smallest units, rising, each once.
struct Edges(Vec<u64>);

impl Edges {
    /// Adds a value where there is one, and it is above zero.
    fn add(&mut self, edge: Option<Money>) {
        let edge = edge.and_then(|edge| u64::try_from(edge.minor()?).ok()).unwrap_or_default();
        if edge > 0
            && let Err(place) = self.0.binary_search(&edge)
        {
            self.0.insert(place, edge);
        }
    }

    fn of_programme(&mut self, programme: &Programme, call: &QuoteCall, parcel: &Parcel) {
        self.add(Some(programme.limits.for_origin(call.origin.country)));
        for (category, limit) in &programme.limits.category {
            if parcel.goods().iter().any(|good| good.category == *category) {
                self.add(Some(*limit));
            }
        }
        if let Some(SignatureRule::RequiredFrom(from)) = programme.signature {
            // "From" begins a stretch: the value before it ends one.
            self.add(Money::from_minor(1, from.currency()).and_then(|unit| from.minus(unit)));
        }
        for case in &programme.pricing {
            match &case.pricing {
                Pricing::Bands(bands) => bands.iter().for_each(|band| self.add(band.up_to)),
                Pricing::Steps(steps) => self.add(steps.free),
                Pricing::Percent { .. } | Pricing::Flat(_) | Pricing::Insurer => {}
            }
        }
    }
}
