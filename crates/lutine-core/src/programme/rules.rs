//! What a programme covers and what it does not: limits, deductibles, carriers and exclusions.

use super::check;
use super::pricing::is_within;
use crate::category::{Categories, CategoryId};
use crate::country::Country;
use crate::currency::Currency;
use crate::error::{ErrorCode, message};
use crate::money::Money;
use crate::node::Node;
use crate::rate::Rate;
use crate::read::{Fault, Faults, Fields, FromNode, Path, Slug, table, text};

/// The most a parcel may be worth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Limits {
    default: Money,
    pub(super) origin: Vec<(Country, Money)>,
    /// On the sum of that category in a parcel.
    pub(crate) category: Vec<(CategoryId, Money)>,
}

impl Limits {
    /// The limit for parcels from a country.
    pub(crate) fn for_origin(&self, origin: Country) -> Money {
        self.origin.iter().find(|(country, _)| *country == origin).map_or(self.default, |(_, limit)| *limit)
    }

    /// The most that any parcel may be worth.
    pub(super) fn highest(&self) -> Money {
        let mut highest = self.default;
        for (_, limit) in &self.origin {
            highest = highest.greater(*limit).unwrap_or(highest);
        }
        highest
    }

    pub(super) fn read(
        node: &Node,
        path: Path<'_>,
        currency: Currency,
        categories: &Categories,
        faults: &mut Faults,
    ) -> Option<Self> {
        let mut fields = Fields::open(node, path, faults)?;
        let default = fields.required_money("default", currency, faults);
        check::limit(default, Path::Field(&path, "default"), faults);
        let mut origin = Vec::new();
        if let Some(node) = fields.node("origin") {
            table(node, Path::Field(&path, "origin"), faults, &mut |code, node, path, faults| {
                let country = faults.keep(path, Country::from_node(&Node::text(code)));
                let limit = faults.keep(path, Money::from_node_in(node, currency));
                check::limit(limit, path, faults);
                if let (Some(country), Some(limit)) = (country, limit) {
                    origin.push((country, limit));
                }
            });
        }
        let mut category = Vec::new();
        if let Some(node) = fields.node("category") {
            table(node, Path::Field(&path, "category"), faults, &mut |name, node, path, faults| {
                let id = faults.keep(path, categories.read_id(&Node::text(name)));
                let limit = faults.keep(path, Money::from_node_in(node, currency));
                check::limit(limit, path, faults);
                if let (Some(id), Some(limit)) = (id, limit) {
                    category.push((id, limit));
                }
            });
        }
        fields.close(faults);
        Some(Self { default: default?, origin, category })
    }
}

/// What the policyholder bears of a loss, from some origins, of some categories.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DeductibleRule {
    pub(super) origin: Vec<Country>,
    pub(super) category: Vec<CategoryId>,
    pub(crate) rate: Rate,
}

impl DeductibleRule {
    /// Whether this rule is the one for goods of a category from a country; an absent list means any.
    pub(crate) fn matches(&self, origin: Country, category: CategoryId) -> bool {
        (self.origin.is_empty() || self.origin.contains(&origin))
            && (self.category.is_empty() || self.category.contains(&category))
    }

    /// Whether this rule matches all goods that another one does.
    pub(super) fn covers(&self, other: &Self) -> bool {
        is_within(&self.origin, &other.origin) && is_within(&self.category, &other.category)
    }

    pub(super) fn read(
        node: &Node,
        path: Path<'_>,
        categories: &Categories,
        faults: &mut Faults,
    ) -> Option<Self> {
        let mut fields = Fields::open(node, path, faults)?;
        let origin = fields.list::<Country>("origin", faults);
        let category = categories.list_in(&mut fields, "category", faults);
        let rate = fields.required::<Rate>("rate", faults);
        fields.close(faults);
        Some(Self { origin, category, rate: rate? })
    }
}

/// The carriers whose parcels are covered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Carriers {
    Any,
    Only(Vec<String>),
}

impl Carriers {
    /// Whether parcels of a carrier are covered.
    pub(crate) fn serve(&self, carrier: &str) -> bool {
        match self {
            Self::Any => true,
            Self::Only(served) => served.iter().any(|known| known == carrier),
        }
    }

    /// Those that are named; none where any is served.
    pub(crate) fn named(&self) -> &[String] {
        match self {
            Self::Any => &[],
            Self::Only(served) => served,
        }
    }

    pub(super) fn read(fields: &mut Fields<'_, '_>, faults: &mut Faults) -> Self {
        let listed = fields.list::<Listed>("carriers", faults);
        let count = listed.len();
        let mut served = Vec::new();
        for Listed(carrier) in listed {
            if let Some(carrier) = carrier {
                served.push(carrier);
            }
        }
        let any = served.len() < count;
        check::any_alone(count, any, *fields.path(), faults);
        if any || served.is_empty() { Self::Any } else { Self::Only(served) }
    }
}

/// A carrier's id, or `*` for any.
struct Listed(Option<String>);

impl FromNode for Listed {
    const WANTED: &'static str = "the id of a carrier, or `*` for any";

    fn from_node(node: &Node) -> Result<Self, Fault> {
        if text(node)? == "*" { Ok(Self(None)) } else { Slug::from_node(node).map(|Slug(id)| Self(Some(id))) }
    }
}

/// What is never covered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Exclusions {
    pub(crate) category: Vec<CategoryId>,
    pub(crate) destination: Vec<Country>,
}

impl Exclusions {
    pub(super) fn read(
        node: &Node,
        path: Path<'_>,
        categories: &Categories,
        faults: &mut Faults,
    ) -> Option<Self> {
        let mut fields = Fields::open(node, path, faults)?;
        let category = categories.list_in(&mut fields, "category", faults);
        let destination = fields.list::<Country>("destination", faults);
        fields.close(faults);
        Some(Self { category, destination })
    }
}

/// What a signature at delivery changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SignatureRule {
    /// What is paid at most where nobody signed.
    UnsignedLimit(Money),
    /// From this value on a parcel is only covered where somebody signs.
    RequiredFrom(Money),
}

impl SignatureRule {
    /// Reads `{ unsignedLimit }` or `{ requiredFrom }`.
    pub(super) fn read(node: &Node, path: Path<'_>, currency: Currency, faults: &mut Faults) -> Option<Self> {
        let mut fields = Fields::open(node, path, faults)?;
        let given = [fields.node("unsignedLimit"), fields.node("requiredFrom")];
        let limit = fields.money("unsignedLimit", currency, faults);
        let from = fields.money("requiredFrom", currency, faults);
        fields.close(faults);
        match given {
            [Some(_), None] => limit.map(Self::UnsignedLimit),
            [None, Some(_)] => from.map(Self::RequiredFrom),
            [one, _] => {
                let code = if one.is_some() { ErrorCode::DuplicateField } else { ErrorCode::MissingField };
                let message =
                    message!("has either an `unsignedLimit` or a `requiredFrom`: write one of them");
                faults.add(path, code, message);
                None
            }
        }
    }
}

/// `rounding = "half-up"`: the one that there is.
pub(super) fn read_rounding(fields: &mut Fields<'_, '_>, faults: &mut Faults) {
    let Some(node) = fields.required_node("rounding", faults) else { return };
    let path = Path::Field(fields.path(), "rounding");
    if check::ON && faults.keep(path, text(node)).is_some_and(|rounding| rounding != "half-up") {
        faults.add(path, ErrorCode::UnknownValue, message!("only `half-up` is known: write that"));
    }
}
