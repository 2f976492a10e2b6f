//! What a programme's rules see of a value: in which of their lists it stands. Values that stand in the same ones are alike.

use super::Programme;
use crate::category::CategoryId;
use crate::country::Country;
use crate::read::Slug;

impl Programme {
    pub(crate) fn sees_origin(&self, country: Country, seen: &mut Vec<bool>) {
        seen.push(self.origins.as_ref().is_some_and(|served| served.contains(&country)));
        seen.extend(self.limits.origin.iter().map(|(origin, _)| *origin == country));
        seen.extend(self.deductibles.iter().map(|rule| rule.origin.contains(&country)));
        seen.extend(self.pricing.iter().map(|case| case.origin.contains(&country)));
    }

    pub(crate) fn sees_destination(&self, country: Country, seen: &mut Vec<bool>) {
        seen.push(self.exclusions.destination.contains(&country));
        seen.extend(self.pricing.iter().map(|case| case.destination.contains(&country)));
    }

    pub(crate) fn sees_category(&self, category: CategoryId, seen: &mut Vec<bool>) {
        seen.push(self.exclusions.category.contains(&category));
        seen.extend(self.limits.category.iter().map(|(limited, _)| *limited == category));
        seen.extend(self.deductibles.iter().map(|rule| rule.category.contains(&category)));
        seen.extend(self.pricing.iter().map(|case| case.category.contains(&category)));
    }

    pub(crate) fn sees_carrier(&self, carrier: &str, seen: &mut Vec<bool>) {
        seen.push(self.serves(carrier));
        seen.extend(self.pricing.iter().map(|case| case.carrier.iter().any(|Slug(known)| known == carrier)));
    }
}
