//! How a programme prices: cases, of which the first that matches a parcel is its tariff.

use core::cmp::Ordering;

use crate::call::QuoteCall;
use crate::category::{Categories, CategoryId};
use crate::country::Country;
use crate::currency::Currency;
use crate::error::{ErrorCode, message};
use crate::money::Money;
use crate::node::Node;
use crate::parcel::Parcel;
use crate::rate::Rate;
use crate::read::{Fault, Faults, Fields, FromNode, Path, Slug, each, word};

/// A tariff and the parcels that it is for; an absent criterion matches any.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PricingCase {
    corridor: Option<Corridor>,
    category: Vec<CategoryId>,
    carrier: Vec<String>,
    origin: Vec<Country>,
    destination: Vec<Country>,
    pub(crate) pricing: Pricing,
}

/// Whether a border is crossed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Corridor {
    Domestic,
    International,
}

/// How a premium is reckoned from what a parcel is worth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Pricing {
    /// A share, but at least the minimum.
    Percent { rate: Rate, minimum: Option<Money> },
    /// The first band whose upper bound the value does not pass.
    Bands(Vec<Band>),
}

/// A part of the range of values. Its upper bound belongs to it; the last has none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Band {
    pub(crate) up_to: Option<Money>,
    pub(crate) price: BandPrice,
}

/// What a band costs: a sum whatever the value, or a share of the whole value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BandPrice {
    Flat(Money),
    Percent(Rate),
}

impl PricingCase {
    /// Whether this case is for a parcel. One that names categories matches when any item is in them; one that names
    /// carriers matches none where the carrier is not known.
    pub(crate) fn matches(&self, call: &QuoteCall, parcel: &Parcel) -> bool {
        let (origin, destination) = (call.origin.country, call.destination.country);
        let corridor = if origin == destination { Corridor::Domestic } else { Corridor::International };
        self.corridor.is_none_or(|wanted| wanted == corridor)
            && any_or_in(&self.origin, &origin)
            && any_or_in(&self.destination, &destination)
            && (self.category.is_empty()
                || parcel.goods().iter().any(|good| self.category.contains(&good.category)))
            && (self.carrier.is_empty()
                || call.carrier.as_ref().is_some_and(|carrier| self.carrier.contains(carrier)))
    }

    pub(super) fn read(
        node: &Node,
        path: Path<'_>,
        currency: Currency,
        categories: &Categories,
        faults: &mut Faults,
    ) -> Option<Self> {
        let mut fields = Fields::open(node, path, faults)?;
        let corridor = fields.optional::<Corridor>("corridor", faults);
        let category = categories.list_in(&mut fields, "category", faults);
        let carrier = fields.list::<Slug>("carrier", faults).into_iter().map(|Slug(id)| id).collect();
        let origin = fields.list::<Country>("origin", faults);
        let destination = fields.list::<Country>("destination", faults);
        let pricing = match fields.required::<Kind>("kind", faults) {
            Some(Kind::Percent) => {
                let rate = fields.required::<Rate>("rate", faults);
                let minimum = fields.node("minimum").and_then(|node| {
                    faults.keep(Path::Field(&path, "minimum"), Money::from_node_in(node, currency))
                });
                rate.map(|rate| Pricing::Percent { rate, minimum })
            }
            Some(Kind::Bands) => fields
                .required_node("bands", faults)
                .map(|node| Pricing::Bands(read_bands(node, Path::Field(&path, "bands"), currency, faults))),
            None => None,
        };
        fields.close(faults);
        Some(Self { corridor, category, carrier, origin, destination, pricing: pricing? })
    }
}

fn any_or_in<T: PartialEq>(list: &[T], value: &T) -> bool {
    list.is_empty() || list.contains(value)
}

fn read_bands(node: &Node, path: Path<'_>, currency: Currency, faults: &mut Faults) -> Vec<Band> {
    let mut bands: Vec<Band> = Vec::new();
    each(node, path, faults, |node, path, faults| bands.extend(read_band(node, path, currency, faults)));
    let bounds: Vec<Option<Money>> = bands.iter().map(|band| band.up_to).collect();
    let rising = bounds.windows(2).all(|pair| match pair {
        [Some(lower), Some(upper)] => lower.compare(upper) == Some(Ordering::Less),
        [Some(_), None] => true,
        _ => false,
    });
    if !rising || bounds.last() != Some(&None) {
        faults.add(
            path,
            ErrorCode::BadBands,
            message!("each `upTo` must be above the one before, and the last band has none"),
        );
    }
    bands
}

fn read_band(node: &Node, path: Path<'_>, currency: Currency, faults: &mut Faults) -> Option<Band> {
    let mut fields = Fields::open(node, path, faults)?;
    let mut money = |name: &'static str, faults: &mut Faults| {
        let node = fields.node(name)?;
        faults.keep(Path::Field(&path, name), Money::from_node_in(node, currency))
    };
    let up_to = money("upTo", faults);
    let flat = money("amount", faults);
    let rate = fields.optional::<Rate>("rate", faults);
    fields.close(faults);
    let price = match (flat, rate) {
        (Some(amount), None) => BandPrice::Flat(amount),
        (None, Some(rate)) => BandPrice::Percent(rate),
        _ => {
            faults.add(path, ErrorCode::BadBands, message!("a band has either an `amount` or a `rate`"));
            return None;
        }
    };
    Some(Band { up_to, price })
}

#[derive(Clone, Copy)]
enum Kind {
    Percent,
    Bands,
}

impl FromNode for Kind {
    fn from_node(node: &Node) -> Result<Self, Fault> {
        word(node, &[("percent", Self::Percent), ("bands", Self::Bands)])
    }
}

impl FromNode for Corridor {
    fn from_node(node: &Node) -> Result<Self, Fault> {
        word(node, &[("domestic", Self::Domestic), ("international", Self::International)])
    }
}
