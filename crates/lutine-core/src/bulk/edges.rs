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
    let on_sale = asked.iter().filter_map(|id| tariff.on_sale(id, call.as_of));
    // Without exchange rates a programme of another currency declines whatever the value.
    let same_currency = on_sale.filter(|programme| programme.currency == call.currency);
    let mut edges: Vec<u64> = same_currency
        .flat_map(|programme| of_programme(programme, call, parcel))
        .filter_map(|edge| u64::try_from(edge.minor()?).ok())
        .collect();
    edges.retain(|edge| *edge > 0);
    edges.extend(Money::greatest(call.currency).minor().and_then(|greatest| u64::try_from(greatest).ok()));
    edges.sort_unstable();
    edges.dedup();
    edges
}

fn of_programme(programme: &Programme, call: &QuoteCall, parcel: &Parcel) -> Vec<Money> {
    let mut edges = vec![programme.limits.for_origin(call.origin.country)];
    let of_category = programme
        .limits
        .category
        .iter()
        .filter(|(category, _)| parcel.goods().iter().any(|good| good.category == *category));
    edges.extend(of_category.map(|(_, limit)| *limit));
    if let Some(SignatureRule::RequiredFrom(from)) = programme.signature {
        // "From" begins a stretch: the value before it ends one.
        edges.extend(Money::from_minor(1, from.currency()).and_then(|unit| from.minus(unit)));
    }
    for case in &programme.pricing {
        match &case.pricing {
            Pricing::Bands(bands) => edges.extend(bands.iter().filter_map(|band| band.up_to)),
            Pricing::Steps(steps) => edges.extend(steps.free),
            Pricing::Percent { .. } | Pricing::Flat(_) | Pricing::Insurer => {}
        }
    }
    edges
}
