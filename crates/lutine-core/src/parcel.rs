//! Parcels as they are to be insured: amounts, items, categories and signature, with what they inherit resolved.

use crate::category::CategoryId;
use crate::money::Money;
use crate::node::Node;
use crate::object::named;
use crate::read::{Fault, FromNode, word};

/// What the shipment buys at delivery.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Signature {
    /// Nobody signs.
    #[default]
    None,
    /// Somebody signs.
    Standard,
    /// An adult signs.
    Adult,
}

impl FromNode for Signature {
    const WANTED: &'static str = "`none`, `standard` or `adult`";

    fn from_node(node: &Node) -> Result<Self, Fault> {
        word(node, Self::NAMES)
    }
}

/// Where a category comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CategoryFrom {
    /// The caller named it.
    Given,
    /// From the words of the content.
    Content,
    /// Nothing was said, or no word was known.
    Default,
}

/// A parcel that is to be insured.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parcel {
    /// Its place among the shipment's parcels, from 0.
    pub index: usize,
    /// The merchant's own name for it.
    pub reference: Option<String>,
    /// What happens at delivery.
    pub signature: Signature,
    /// What it is worth, and so what is to be covered: above zero.
    pub cover: Money,
    /// A carrier whose own cover was asked for.
    pub provider: Option<String>,
    /// What is in it.
    pub contents: Contents,
}

/// What is in a parcel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Contents {
    /// One good, worth the whole amount.
    Good(Good),
    /// Several items, worth the amount together; at least one.
    Items(Vec<Good>),
}

/// One good or one line of a cart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Good {
    /// The merchant's own name for it.
    pub reference: Option<String>,
    /// What it is worth; zero for a free gift.
    pub amount: Money,
    /// What it is.
    pub category: CategoryId,
    /// From where that is known.
    pub from: CategoryFrom,
}

impl Contents {
    pub(crate) fn goods(&self) -> &[Good] {
        match self {
            Self::Good(good) => core::slice::from_ref(good),
            Self::Items(items) => items,
        }
    }
}

impl Parcel {
    /// All goods in it.
    #[must_use]
    pub fn goods(&self) -> &[Good] {
        self.contents.goods()
    }

    /// The number of a good among the parcel's items; `None` where it has no items.
    pub(crate) fn item_index(&self, position: usize) -> Option<usize> {
        matches!(self.contents, Contents::Items(_)).then_some(position)
    }

    /// The good that stands for the whole parcel: the one of the highest-ranked category.
    pub(crate) fn leading(&self) -> Option<&Good> {
        self.goods().iter().min_by_key(|good| good.category)
    }
}

named! { Signature { None = "none", Standard = "standard", Adult = "adult" } }
named! { CategoryFrom { Given = "given", Content = "content", Default = "default" } }
