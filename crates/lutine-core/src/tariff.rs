//! All the data that quotes are made from.

use crate::carrier::Carriers;
use crate::category::Categories;
use crate::date::Date;
use crate::error::FieldError;
use crate::node::Node;
use crate::programme::{Programme, check};
use crate::read::{Faults, Path, each};
use crate::tax::PremiumTaxes;

/// Programmes, carriers, categories and premium taxes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tariff {
    /// Every revision of every programme.
    pub programmes: Vec<Programme>,
    /// The categories that the programmes speak of.
    pub categories: Categories,
    /// The carriers that are known by name.
    pub carriers: Carriers,
    /// The premium taxes that are known.
    pub taxes: PremiumTaxes,
}

impl Tariff {
    /// Reads a tariff from one object: `programmes`, `categories`, `carriers` and `premiumTaxes`, each a list. Other fields of
    /// the object are left alone.
    ///
    /// # Errors
    /// All faults at once; paths begin with the list, such as `programmes[0].limit`. Without categories nothing can be said of
    /// programmes.
    pub fn read(node: &Node) -> Result<Self, Vec<FieldError>> {
        let at = |name: &str| node.get(name).unwrap_or(&Node::Null);
        let mut faults = Faults::default();
        let carriers = faults.of_list("carriers", "carrier", Carriers::read(at("carriers")));
        let taxes = faults.of_list("premiumTaxes", "tax", PremiumTaxes::read(at("premiumTaxes")));
        let categories = faults.of_list("categories", "category", Categories::read(at("categories")));
        let (Some(carriers), Some(taxes), Some(categories)) = (carriers, taxes, categories) else {
            return Err(faults.0);
        };
        let mut programmes = Vec::new();
        let list = Path::Field(&Path::Root, "programmes");
        each(at("programmes"), list, &mut faults, &mut |node, path, faults| {
            match Programme::read(node, &categories) {
                Ok(programme) => programmes.push(programme),
                Err(found) => faults.below(path, found),
            }
            if check::ON {
                faults.below(path, carriers.unknown_in(node));
            }
        });
        let is_whole = programmes.len() == at("programmes").elements().len();
        let tariff = Self { programmes, categories, carriers, taxes };
        if check::ON && is_whole {
            faults.0.extend(tariff.contradictions());
        }
        faults.finish(Some(tariff))
    }

    /// Whether there is any revision of a programme.
    #[must_use]
    pub fn knows(&self, programme: &str) -> bool {
        self.programmes.iter().any(|known| known.id == programme)
    }

    /// The revision of a programme on a day: the latest that has begun. Where its days are over, so is the programme: what
    /// was on sale before it does not come back.
    #[must_use]
    pub fn on_sale(&self, programme: &str, day: Date) -> Option<&Programme> {
        let mut latest: Option<&Programme> = None;
        for known in &self.programmes {
            if known.id == programme
                && known.valid.0 <= day
                && latest.is_none_or(|other| other.valid.0 <= known.valid.0)
            {
                latest = Some(known);
            }
        }
        latest.filter(|programme| programme.on_sale(day))
    }

    /// One revision of a programme, whether on sale or not.
    #[must_use]
    pub fn revision(&self, programme: &str, revision: Date) -> Option<&Programme> {
        self.programmes.iter().find(|known| known.id == programme && known.revision == revision)
    }

    /// The ids of the programmes on sale on a day, in the order of the data.
    pub(crate) fn ids_on_sale(&self, day: Date) -> Vec<&str> {
        let mut ids: Vec<&str> = Vec::new();
        for programme in &self.programmes {
            let id = programme.id.as_str();
            if !ids.contains(&id) && self.on_sale(id, day).is_some() {
                ids.push(id);
            }
        }
        ids
    }
}
