//! All the data that quotes are made from.

use crate::carrier::Carriers;
use crate::category::Categories;
use crate::date::Date;
use crate::programme::Programme;
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
    /// Whether there is any revision of a programme.
    #[must_use]
    pub fn knows(&self, programme: &str) -> bool {
        self.programmes.iter().any(|known| known.id == programme)
    }

    /// The revision of a programme on a day: the latest of those on sale.
    #[must_use]
    pub fn on_sale(&self, programme: &str, day: Date) -> Option<&Programme> {
        let mut latest: Option<&Programme> = None;
        for known in &self.programmes {
            if known.id == programme
                && known.on_sale(day)
                && latest.is_none_or(|other| other.revision <= known.revision)
            {
                latest = Some(known);
            }
        }
        latest
    }

    /// One revision of a programme, whether on sale or not.
    #[must_use]
    pub fn revision(&self, programme: &str, revision: Date) -> Option<&Programme> {
        self.programmes.iter().find(|known| known.id == programme && known.revision == revision)
    }

    /// The ids of the programmes on sale on a day, in the order of the data.
    pub(crate) fn ids_on_sale(&self, day: Date) -> Vec<&str> {
        let mut ids: Vec<&str> = Vec::new();
        for programme in self.programmes.iter().filter(|programme| programme.on_sale(day)) {
            if !ids.contains(&programme.id.as_str()) {
                ids.push(&programme.id);
            }
        }
        ids
    }
}
