//! How a premium is reckoned from what a parcel is worth.

use super::check;
use crate::currency::Currency;
use crate::error::{ErrorCode, message};
use crate::money::Money;
use crate::node::Node;
use crate::rate::Rate;
use crate::read::{Fault, Faults, Fields, FromNode, Path, each, word};

/// One kind of tariff. All sums are in the programme's currency; a share is rounded once, half up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Pricing {
    /// A share, but at least the minimum.
    Percent { rate: Rate, minimum: Option<Money> },
    /// The first band whose upper bound the value does not pass.
    Bands(Vec<Band>),
    /// One sum, whatever the value.
    Flat(Money),
    /// A sum for every step that the value has begun.
    Steps(Steps),
    /// Only the insurer knows the price.
    Insurer,
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

/// A price by steps of the whole value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Steps {
    /// How much value a step is.
    pub(crate) step: Money,
    /// What each step costs that has begun.
    pub(crate) amount: Money,
    /// The least that is charged above what is free.
    pub(crate) minimum: Option<Money>,
    /// Up to this value, it included, nothing is charged.
    pub(crate) free: Option<Money>,
}

impl Pricing {
    /// Reads the fields of a pricing case that say how it prices.
    pub(super) fn read(fields: &mut Fields<'_, '_>, currency: Currency, faults: &mut Faults) -> Option<Self> {
        let kind = fields.required::<Kind>("kind", faults);
        if check::ON && kind.is_none() {
            // Of what kind the other fields are is not known, and so not that they are wrong.
            for name in ["rate", "minimum", "bands", "amount", "step", "free"] {
                fields.node(name);
            }
        }
        match kind? {
            Kind::Percent => {
                let rate = fields.required::<Rate>("rate", faults);
                let minimum = fields.money("minimum", currency, faults);
                Some(Self::Percent { rate: rate?, minimum })
            }
            Kind::Bands => {
                let node = fields.required_node("bands", faults)?;
                let before = faults.0.len();
                let mut bands = Vec::new();
                each(node, Path::Field(fields.path(), "bands"), faults, &mut |node, path, faults| {
                    if let Some(band) = Band::read(node, path, currency, faults) {
                        bands.push(band);
                    }
                });
                // Of bands that are not all there nothing can be said as a whole.
                (faults.0.len() == before).then_some(Self::Bands(bands))
            }
            Kind::Flat => fields.required_money("amount", currency, faults).map(Self::Flat),
            Kind::Step => {
                let step = fields.required_money("step", currency, faults);
                let amount = fields.required_money("amount", currency, faults);
                let minimum = fields.money("minimum", currency, faults);
                let free = fields.money("free", currency, faults);
                Some(Self::Steps(Steps { step: step?, amount: amount?, minimum, free }))
            }
            Kind::Insurer => Some(Self::Insurer),
        }
    }
}

impl Band {
    fn read(node: &Node, path: Path<'_>, currency: Currency, faults: &mut Faults) -> Option<Self> {
        let mut fields = Fields::open(node, path, faults)?;
        let given = [fields.node("amount"), fields.node("rate")];
        let up_to = fields.money("upTo", currency, faults);
        let flat = fields.money("amount", currency, faults);
        let rate = fields.optional::<Rate>("rate", faults);
        fields.close(faults);
        let price = match given {
            [Some(_), None] => BandPrice::Flat(flat?),
            [None, Some(_)] => BandPrice::Percent(rate?),
            _ => {
                faults.add(
                    path,
                    ErrorCode::BadBands,
                    message!("a band has either an `amount` or a `rate`: write one of them"),
                );
                return None;
            }
        };
        Some(Self { up_to, price })
    }
}

#[derive(Clone, Copy)]
enum Kind {
    Percent,
    Bands,
    Flat,
    Step,
    Insurer,
}

impl FromNode for Kind {
    const WANTED: &'static str = "`percent`, `bands`, `flat`, `step` or `insurer`";

    fn from_node(node: &Node) -> Result<Self, Fault> {
        let kinds = [
            ("percent", Self::Percent),
            ("bands", Self::Bands),
            ("flat", Self::Flat),
            ("step", Self::Step),
            ("insurer", Self::Insurer),
        ];
        word(node, &kinds)
    }
}
