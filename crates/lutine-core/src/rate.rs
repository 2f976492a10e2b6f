//! Rates: a share in percent, and the rate between two currencies.
#![allow(clippy::disallowed_types, reason = "this is where decimals are wrapped")]

use core::fmt;

use rust_decimal::Decimal;
use serde::{Serialize, Serializer};

use crate::decimal::{compare, decimal_of, split_digits, written};
use crate::error::{ErrorCode, message};
use crate::node::Node;
use crate::read::{Fault, FromNode, quoted, text};

/// Digits that an exchange rate may have. With an amount's 18 that makes 28: every product stays exact.
const MAX_RATE_DIGITS: usize = 10;

/// A share, written `1.25%`: at most 3 digits before the point and 6 after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    percent: Decimal,
}

impl Rate {
    /// Reads `1.25%`; `None` for anything else, and above 100%.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (whole, decimals) = split_digits(text.strip_suffix('%')?)?;
        let percent = decimal_of(whole, decimals)?;
        (whole.len() <= 3 && decimals.len() <= 6 && compare(percent, Decimal::ONE_HUNDRED).is_le())
            .then_some(Self { percent })
    }

    /// The share as a fraction of one: 0.0125 for 1.25%.
    pub(crate) fn fraction(self) -> Decimal {
        let scale = self.percent.scale().saturating_add(2);
        Decimal::try_from_i128_with_scale(self.percent.mantissa(), scale).unwrap_or_default()
    }

    /// The share as two whole numbers: 125 and 10,000 for 1.25%.
    pub(crate) fn as_fraction(self) -> (u64, u64) {
        let fraction = self.fraction();
        (
            u64::try_from(fraction.mantissa()).unwrap_or_default(),
            10_u64.checked_pow(fraction.scale()).unwrap_or(u64::MAX),
        )
    }

    /// As it stands in JSON.
    pub(crate) fn written(self) -> String {
        let mut text = written(self.percent);
        text.push('%');
        text
    }

    pub(crate) fn is_zero(self) -> bool {
        self.percent.is_zero()
    }
}

impl fmt::Display for Rate {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.written())
    }
}

impl Serialize for Rate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl FromNode for Rate {
    const WANTED: &'static str = "a rate such as `1.25%`";

    fn from_node(node: &Node) -> Result<Self, Fault> {
        let given = text(node)?;
        Self::parse(given).ok_or_else(|| malformed(given, "a rate such as `1.25%`"))
    }
}

/// How many units of a currency one unit of the base is worth, such as `0.92`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct UnitsPerBase(Decimal);

impl UnitsPerBase {
    pub(crate) const ONE: Self = Self(Decimal::ONE);

    fn parse(text: &str) -> Option<Self> {
        let (whole, decimals) = split_digits(text)?;
        let rate = decimal_of(whole, decimals)?;
        let digits = whole.len().saturating_add(decimals.len());
        (digits <= MAX_RATE_DIGITS && !rate.is_zero()).then_some(Self(rate))
    }

    /// The factor from this currency to another with the same base.
    pub(crate) const fn to(self, other: Self) -> Factor {
        Factor { numerator: other.0, denominator: self.0 }
    }
}

impl FromNode for UnitsPerBase {
    const WANTED: &'static str = "a rate such as `0.92`";

    fn from_node(node: &Node) -> Result<Self, Fault> {
        let given = text(node)?;
        Self::parse(given)
            .ok_or_else(|| malformed(given, "a rate above zero of at most 10 digits, such as `0.92`"))
    }
}

/// What an amount is multiplied and divided by to be in another currency; kept apart so that nothing is lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Factor {
    pub(crate) numerator: Decimal,
    pub(crate) denominator: Decimal,
}

impl Factor {
    /// What is multiplied with, and what divided by.
    pub(crate) const fn parts(&self) -> (Decimal, Decimal) {
        (self.numerator, self.denominator)
    }

    /// The way back.
    pub(crate) const fn inverse(self) -> Self {
        Self { numerator: self.denominator, denominator: self.numerator }
    }
}

fn malformed(given: &str, wanted: &str) -> Fault {
    Fault::of(ErrorCode::MalformedRate, message!("{} is not {wanted}", quoted(given)))
}

#[cfg(test)]
mod tests {
    use super::{Rate, UnitsPerBase};

    #[test]
    fn reads_rates() {
        for text in ["0%", "1.25%", "1.00%", "100%", "21.25%", "0.000001%"] {
            assert_eq!(Rate::parse(text).map(|rate| rate.to_string()).as_deref(), Some(text));
        }
        for text in ["", "%", "1.25", "-1%", "100.01%", "1000%", "1.0000001%", "1,25%", "01%", "1.25 %"] {
            assert_eq!(Rate::parse(text), None, "{text:?}");
        }
        assert_eq!(Rate::parse("1.25%").unwrap().fraction().to_string(), "0.0125");
    }

    #[test]
    fn exchange_rates_are_above_zero_and_short() {
        assert!(UnitsPerBase::parse("0.92").is_some() && UnitsPerBase::parse("1234567890").is_some());
        for text in ["0", "0.00", "-1", "12345678901", "1e3", "1."] {
            assert_eq!(UnitsPerBase::parse(text), None, "{text:?}");
        }
    }
}
