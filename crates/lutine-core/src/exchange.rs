//! Exchange rates: one base, and what it is worth in other currencies.

use core::cmp::Ordering;

use crate::currency::Currency;
use crate::error::{ErrorCode, message};
use crate::money::{Money, Rounding};
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
        table(rate_table?, path, faults, &mut |code, rate, path, faults| {
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

/// From a programme's currency to a shipment's.
#[derive(Clone, Copy)]
pub(crate) struct Exchange {
    factor: Option<Factor>,
    shipment: Currency,
}

impl Exchange {
    /// `None` where the two differ and no rate between them is known.
    pub(crate) fn between(
        programme: Currency,
        shipment: Currency,
        rates: Option<&ExchangeRates>,
    ) -> Option<Self> {
        if programme == shipment {
            return Some(Self { factor: None, shipment });
        }
        let factor = rates?.factor(programme, shipment)?;
        Some(Self { factor: Some(factor), shipment })
    }

    /// A figure of the programme in the shipment's currency.
    pub(crate) fn convert(&self, figure: Money, rounding: Rounding) -> Option<Money> {
        match &self.factor {
            None => Some(figure),
            Some(factor) => figure.convert(factor, self.shipment, rounding),
        }
    }

    /// How an amount of the shipment compares with a figure of the programme; both unrounded.
    pub(crate) fn compare(&self, amount: Money, figure: Money) -> Option<Ordering> {
        match &self.factor {
            None => amount.compare(&figure),
            Some(factor) => amount.compare_across(&figure, &factor.inverse()),
        }
    }

    /// Whether an amount of the shipment is above a figure of the programme.
    pub(crate) fn passes(&self, amount: Money, figure: Money) -> Option<bool> {
        Some(self.compare(amount, figure)? == Ordering::Greater)
    }

    /// How many steps of the programme an amount of the shipment has begun.
    pub(crate) fn started_steps(&self, amount: Money, step: Money) -> Option<u64> {
        amount.started_steps(&step, self.factor.map(Factor::inverse).as_ref())
    }
}
