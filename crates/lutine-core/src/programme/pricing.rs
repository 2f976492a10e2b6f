//! The cases of a programme's prices, of which the first that matches a parcel is its tariff.

use super::tariff::Pricing;
use crate::call::QuoteCall;
use crate::category::{Categories, CategoryId};
use crate::country::Country;
use crate::currency::Currency;
use crate::node::Node;
use crate::parcel::Parcel;
use crate::read::{Fault, Faults, Fields, FromNode, Path, Slug, word};

/// A tariff and the parcels that it is for; an absent criterion matches any.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PricingCase {
    corridor: Option<Corridor>,
    pub(super) category: Vec<CategoryId>,
    pub(super) carrier: Vec<Slug>,
    pub(super) origin: Vec<Country>,
    pub(super) destination: Vec<Country>,
    pub(crate) pricing: Pricing,
}

/// Whether a border is crossed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Corridor {
    Domestic,
    International,
}

impl PricingCase {
    /// Whether this case is for a parcel. One that names categories matches when any item is in them; one that names
    /// carriers matches none where the carrier is not known.
    pub(crate) fn matches(&self, call: &QuoteCall, parcel: &Parcel) -> bool {
        let (origin, destination) = (call.origin.country, call.destination.country);
        let corridor = if origin == destination { Corridor::Domestic } else { Corridor::International };
        self.is_for(corridor)
            && any_or_in(&self.origin, &origin)
            && any_or_in(&self.destination, &destination)
            && (self.category.is_empty()
                || parcel.goods().iter().any(|good| self.category.contains(&good.category)))
            && (self.carrier.is_empty()
                || call
                    .carrier
                    .as_ref()
                    .is_some_and(|carrier| self.carrier.iter().any(|Slug(known)| known == carrier)))
    }

    /// Whether this case is for every parcel of a corridor that another one is for.
    pub(super) fn covers(&self, other: &Self, corridor: Corridor) -> bool {
        self.is_for(corridor)
            && is_within(&self.category, &other.category)
            && is_within(&self.carrier, &other.carrier)
            && is_within(&self.origin, &other.origin)
            && is_within(&self.destination, &other.destination)
    }

    /// Whether this case is for parcels of a corridor.
    pub(super) fn is_for(&self, corridor: Corridor) -> bool {
        self.corridor.is_none_or(|wanted| wanted == corridor)
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
        let carrier = fields.list::<Slug>("carrier", faults);
        let origin = fields.list::<Country>("origin", faults);
        let destination = fields.list::<Country>("destination", faults);
        let pricing = Pricing::read(&mut fields, currency, faults);
        fields.close(faults);
        Some(Self { corridor, category, carrier, origin, destination, pricing: pricing? })
    }
}

/// Whether all that one list matches is matched by a wider one; an empty list matches all.
pub(super) fn is_within<T: PartialEq>(wide: &[T], narrow: &[T]) -> bool {
    wide.is_empty() || !narrow.is_empty() && narrow.iter().all(|value| wide.contains(value))
}

fn any_or_in<T: PartialEq>(list: &[T], value: &T) -> bool {
    list.is_empty() || list.contains(value)
}

impl FromNode for Corridor {
    const WANTED: &'static str = "`domestic` or `international`";

    fn from_node(node: &Node) -> Result<Self, Fault> {
        word(node, &[("domestic", Self::Domestic), ("international", Self::International)])
    }
}
