//! A programme: the terms and rates under which one insurer covers parcels, as data.

mod alike;
pub(crate) mod check;
mod pricing;
mod read;
mod rules;
mod tariff;
mod wording;

pub(crate) use pricing::{Corridor, PricingCase};
pub(crate) use rules::{Carriers, DeductibleRule, Exclusions, Limits, SignatureRule};
pub(crate) use tariff::{Band, BandPrice, Pricing, Steps};
pub use wording::{Cancellation, ClaimWindow, Claims, ConditionCode, Documents, Texts};

use crate::category::CategoryId;
use crate::country::Country;
use crate::currency::Currency;
use crate::date::Date;
use crate::node::Node;
use crate::object::named;
use crate::rate::Rate;
use crate::read::{Fault, FromNode, word};

/// One revision of a programme. A revision, once shipped, is never edited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Programme {
    /// Such as `secursus-usd`.
    pub id: String,
    /// The day that names this revision.
    pub revision: Date,
    /// First and last day on sale, both inclusive; without a last day it is on sale until another takes its place.
    pub valid: (Date, Option<Date>),
    /// Who carries the risk, by id.
    pub insurer: String,
    /// What shoppers see it called.
    pub title: String,
    /// The currency of its figures.
    pub currency: Currency,
    /// Insurance, or a carrier's own promise.
    pub kind: CoverKind,
    /// Against what.
    pub perils: Vec<Peril>,
    /// Where each figure comes from; `assumed` where nothing states it.
    pub source: Vec<String>,
    /// What must be linked before the choice.
    pub documents: Documents,
    /// The wording that may not be changed, by locale.
    pub texts: Texts,
    /// The carrier whose own cover this is; it must then be asked for by name.
    pub provider: Option<String>,
    pub(crate) origins: Option<Vec<Country>>,
    /// The only currencies of shipments that are served; empty for all that a rate is known of.
    pub(crate) currencies: Vec<Currency>,
    pub(crate) limits: Limits,
    pub(crate) pricing: Vec<PricingCase>,
    pub(crate) deductibles: Vec<DeductibleRule>,
    pub(crate) signature: Option<SignatureRule>,
    pub(crate) carriers: Carriers,
    pub(crate) exclusions: Exclusions,
    pub(crate) conditions: Vec<ConditionCode>,
    pub(crate) claims: Claims,
    pub(crate) cancellation: Cancellation,
}

impl Programme {
    /// Whether this revision is on sale on a day.
    #[must_use]
    pub fn on_sale(&self, day: Date) -> bool {
        let (first, last) = self.valid;
        first <= day && last.is_none_or(|last| day <= last)
    }

    /// Whether parcels of a carrier are covered: one that is another's own cover takes no other's.
    pub(crate) fn serves(&self, carrier: &str) -> bool {
        self.carriers.serve(carrier) && self.provider.as_ref().is_none_or(|provider| provider == carrier)
    }

    /// The share of a loss that the policyholder bears, for goods of a category from a country; the first rule that
    /// matches decides.
    pub(crate) fn deductible(&self, origin: Country, category: CategoryId) -> Option<Rate> {
        self.deductibles.iter().find(|rule| rule.matches(origin, category)).map(|rule| rule.rate)
    }
}

/// Insurance, or what a carrier promises itself: the second is never called insurance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CoverKind {
    /// A policy of an insurer.
    Insurance,
    /// A carrier's declared value.
    DeclaredValue,
}

impl FromNode for CoverKind {
    const WANTED: &'static str = "`insurance` or `declared-value`";

    fn from_node(node: &Node) -> Result<Self, Fault> {
        word(node, Self::NAMES)
    }
}

/// What may happen to a parcel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Peril {
    /// It never arrives.
    Loss,
    /// It is stolen.
    Theft,
    /// It arrives broken.
    Damage,
}

impl FromNode for Peril {
    const WANTED: &'static str = "`loss`, `theft` or `damage`";

    fn from_node(node: &Node) -> Result<Self, Fault> {
        word(node, Self::NAMES)
    }
}

named! { CoverKind { Insurance = "insurance", DeclaredValue = "declared-value" } }
/// The names of perils.
pub(crate) fn names(perils: &[Peril]) -> Vec<&'static str> {
    perils.iter().map(|peril| peril.name()).collect()
}

named! { Peril { Loss = "loss", Theft = "theft", Damage = "damage" } }
