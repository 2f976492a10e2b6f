//! Premium tax: by the policyholder's country, never guessed from where the parcel goes.

use crate::country::Country;
use crate::date::Date;
use crate::error::{ErrorCode, FieldError, message};
use crate::node::Node;
use crate::rate::Rate;
use crate::read::{Fault, Faults, Fields, FromNode, Path, each, word};

/// The premium tax of one country from one day on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PremiumTax {
    /// The policyholder's country.
    pub country: Country,
    /// The share of the premium.
    pub rate: Rate,
    transit: Transit,
    from: Option<Date>,
}

/// Which transits are taxed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Transit {
    /// Both ends in the policyholder's country.
    Domestic,
    Any,
}

/// What is known of the tax on one call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TaxDue {
    Due(Rate),
    NoneDue,
    NotDetermined,
}

impl TaxDue {
    /// The share, where there is one.
    pub(crate) const fn rate(self) -> Option<Rate> {
        match self {
            Self::Due(rate) => Some(rate),
            Self::NoneDue | Self::NotDetermined => None,
        }
    }
}

/// All premium taxes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PremiumTaxes(Vec<PremiumTax>);

impl PremiumTaxes {
    /// Reads a list of `{ country, rate, transit: "domestic" | "any", from?, source }`.
    ///
    /// # Errors
    /// All faults at once.
    pub fn read(node: &Node) -> Result<Self, Vec<FieldError>> {
        let mut faults = Faults::default();
        let mut list = Vec::new();
        each(node, Path::Field(&Path::Root, "tax"), &mut faults, &mut |node, path, faults| {
            let Some(mut fields) = Fields::open(node, path, faults) else { return };
            let country = fields.required::<Country>("country", faults);
            let rate = fields.required::<Rate>("rate", faults);
            let transit = fields.required::<Transit>("transit", faults);
            let from = fields.optional::<Date>("from", faults);
            let _: Option<String> = fields.required("source", faults);
            fields.close(faults);
            let (Some(country), Some(rate), Some(transit)) = (country, rate, transit) else { return };
            if list.iter().any(|known: &PremiumTax| known.country == country && known.from == from) {
                let message = message!("another rate of `{country}` begins on the same day");
                faults.add(path, ErrorCode::OverlappingPeriods, message);
            }
            list.push(PremiumTax { country, rate, transit, from });
        });
        faults.finish(Some(Self(list)))
    }

    /// Whether there is any on premiums of a policyholder from that country.
    pub(crate) fn knows(&self, policyholder: Country) -> bool {
        self.0.iter().any(|tax| tax.country == policyholder)
    }

    /// Whether there is one that depends on where the parcel goes.
    pub(crate) fn compares(&self, policyholder: Country) -> bool {
        self.0.iter().any(|tax| tax.country == policyholder && tax.transit == Transit::Domestic)
    }

    /// The tax on a premium of that day, for that policyholder and those two ends.
    pub(crate) fn due(&self, policyholder: Option<Country>, ends: [Country; 2], day: Date) -> TaxDue {
        let Some(policyholder) = policyholder else { return TaxDue::NotDetermined };
        let mut in_force: Option<&PremiumTax> = None;
        for tax in self.0.iter().filter(|tax| tax.country == policyholder) {
            if tax.from.is_none_or(|from| from <= day) && in_force.is_none_or(|other| other.from <= tax.from)
            {
                in_force = Some(tax);
            }
        }
        let Some(tax) = in_force else { return TaxDue::NotDetermined };
        let taxed = tax.transit == Transit::Any || ends == [policyholder; 2];
        if taxed && !tax.rate.is_zero() { TaxDue::Due(tax.rate) } else { TaxDue::NoneDue }
    }
}

impl FromNode for Transit {
    const WANTED: &'static str = "`domestic` or `any`";

    fn from_node(node: &Node) -> Result<Self, Fault> {
        word(node, &[("domestic", Self::Domestic), ("any", Self::Any)])
    }
}
