//! Exchange rates: one base, and what it is worth in other currencies.

use crate::currency::Currency;
use crate::error::{ErrorCode, message};
use crate::node::Node;
use crate::rate::{Factor, UnitsPerBase};
use crate::read::{Faults, Fields, FromNode, Path, quoted, table};

/// One unit of the base is worth so many units of each currency. A cross rate goes through the base.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExchangeRates {
    base: Currency,
    rates: Vec<(Currency, UnitsPerBase)>,
}

impl ExchangeRates {
    fn of(&self, currency: Currency) -> Option<UnitsPerBase> {
        if currency == self.base {
            return Some(UnitsPerBase::ONE);
        }
        self.rates.iter().find(|(known, _)| *known == currency).map(|(_, rate)| *rate)
    }

    /// What leads from one currency to another; `None` where a rate is missing.
    pub(crate) fn factor(&self, from: Currency, to: Currency) -> Option<Factor> {
        Some(self.of(from)?.to(self.of(to)?))
    }

    pub(crate) fn read(node: &Node, path: Path<'_>, faults: &mut Faults) -> Option<Self> {
        let mut fields = Fields::open(node, path, faults)?;
        let base = fields.required::<Currency>("base", faults);
        let rate_table = fields.required_node("rates", faults);
        fields.close(faults);
        let path = Path::Field(&path, "rates");
        let mut rates: Vec<(Currency, UnitsPerBase)> = Vec::new();
        table(rate_table?, path, faults, |code, rate, path, faults| {
            let currency = faults.keep(path, Currency::from_node(&Node::text(code)));
            let rate = faults.keep(path, UnitsPerBase::from_node(rate));
            let (Some(currency), Some(rate)) = (currency, rate) else { return };
            if base == Some(currency) || rates.iter().any(|(known, _)| *known == currency) {
                faults.add(
                    path,
                    ErrorCode::DuplicateField,
                    message!("{} has its rate already", quoted(code)),
                );
            } else {
                rates.push((currency, rate));
            }
        });
        Some(Self { base: base?, rates })
    }
}
