//! Money: a decimal at its currency's scale. With `rate.rs`, the only place that does decimal arithmetic.
//!
//! Every operation is checked, every rounding is named. Nothing is ever built from a float.
#![allow(clippy::disallowed_types, reason = "this is where decimals are wrapped")]

use core::cmp::Ordering;
use core::fmt;

use rust_decimal::Decimal;

use crate::currency::Currency;
pub(crate) use crate::decimal::Rounding;
use crate::decimal::{at_scale, compare, decimal_of, product, quotient, split_digits, written};
use crate::error::{ErrorCode, message};
use crate::node::Node;
use crate::object::{Object, Written, serialized};
use crate::rate::{Factor, Rate};
use crate::read::{Fault, Faults, Fields, Path, quoted, text};

/// The most digits an amount may have before its point.
const MAX_WHOLE_DIGITS: usize = 15;

/// The least sum that no amount can be: one with a digit more.
const BEYOND_ANY_AMOUNT: u64 = 1_000_000_000_000_000;

/// An amount of a currency, never negative, always at the currency's scale; as JSON
/// `{"amount":"12.50","currency":"USD"}`.
#[derive(Clone, Copy, Debug)]
pub struct Money {
    amount: Decimal,
    currency: Currency,
}

/// Why a text is no amount of a currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AmountError {
    /// Not of the form `(0|[1-9][0-9]*)(\.[0-9]+)?`.
    Malformed,
    /// Of that form, with a minus sign before it.
    Negative,
    /// More than 15 digits before the point.
    TooLarge,
    /// More digits after the point than the currency has.
    TooManyDecimals,
}

impl PartialEq for Money {
    /// Amounts of one currency have one scale, so that equal ones have equal digits.
    fn eq(&self, other: &Self) -> bool {
        self.currency == other.currency && self.amount.mantissa() == other.amount.mantissa()
    }
}

impl Eq for Money {}

impl Money {
    /// Reads an amount such as `12.5` of a currency.
    ///
    /// # Errors
    /// Whatever is not exactly an amount of that currency is refused, never rounded or repaired.
    pub fn parse(text: &str, currency: Currency) -> Result<Self, AmountError> {
        if let Some(rest) = text.strip_prefix('-') {
            return Err(Self::parse(rest, currency)
                .err()
                .map_or(AmountError::Negative, |_| AmountError::Malformed));
        }
        let (whole, decimals) = split_digits(text).ok_or(AmountError::Malformed)?;
        let scale = u32::from(currency.scale());
        if whole.len() > MAX_WHOLE_DIGITS {
            return Err(AmountError::TooLarge);
        }
        if decimals.len() > usize::from(currency.scale()) {
            return Err(AmountError::TooManyDecimals);
        }
        let amount = decimal_of(whole, decimals).ok_or(AmountError::Malformed)?;
        // Nothing is lost: it has no more decimals than the scale.
        let amount = at_scale(amount, scale, Rounding::Down).ok_or(AmountError::TooLarge)?;
        Ok(Self { amount, currency })
    }

    /// Nothing, in a currency.
    #[must_use]
    pub fn zero(currency: Currency) -> Self {
        let amount = Decimal::try_from_i128_with_scale(0, u32::from(currency.scale())).unwrap_or_default();
        Self { amount, currency }
    }

    /// The highest amount that there is: 15 digits before the point, and all decimals.
    pub(crate) fn greatest(currency: Currency) -> Self {
        let scale = u32::from(currency.scale());
        let units = 10_i128.pow(scale).saturating_mul(i128::from(BEYOND_ANY_AMOUNT)).saturating_sub(1);
        Self { amount: Decimal::try_from_i128_with_scale(units, scale).unwrap_or_default(), currency }
    }

    /// So many of the currency's smallest units (cents, yen, fils); `None` below zero.
    #[must_use]
    pub fn from_minor(minor: i64, currency: Currency) -> Option<Self> {
        let amount =
            Decimal::try_from_i128_with_scale(i128::from(minor), u32::from(currency.scale())).ok()?;
        (minor >= 0).then_some(Self { amount, currency })
    }

    /// The amount in the currency's smallest units; `None` where 64 bits do not hold it.
    #[must_use]
    pub fn minor(&self) -> Option<i64> {
        i64::try_from(self.amount.mantissa()).ok()
    }

    /// The currency.
    #[must_use]
    pub const fn currency(&self) -> Currency {
        self.currency
    }

    /// Whether this is nothing.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.amount.is_zero()
    }

    /// The amount without its currency, such as `12.50`.
    #[must_use]
    pub fn amount(&self) -> String {
        written(self.amount)
    }

    /// The sum; `None` for two currencies or past the range.
    #[must_use]
    pub fn plus(self, other: Self) -> Option<Self> {
        self.combine(other, i128::checked_add)
    }

    /// The difference; `None` for two currencies or below zero.
    #[must_use]
    pub fn minus(self, other: Self) -> Option<Self> {
        self.combine(other, i128::checked_sub).filter(|difference| !difference.amount.is_sign_negative())
    }

    /// In whole smallest units, which all amounts of a currency have in common.
    fn combine(self, other: Self, operation: fn(i128, i128) -> Option<i128>) -> Option<Self> {
        let units = operation(self.amount.mantissa(), other.amount.mantissa())?;
        let amount = Decimal::try_from_i128_with_scale(units, u32::from(self.currency.scale())).ok()?;
        let sum = Self { amount, currency: self.currency };
        let fits = compare(amount, Decimal::from(BEYOND_ANY_AMOUNT)).is_lt();
        (self.currency == other.currency && fits).then_some(sum)
    }

    /// The sum of many, of one currency; `None` for two currencies or past the range.
    pub fn sum(amounts: impl IntoIterator<Item = Self>, currency: Currency) -> Option<Self> {
        let mut sum = Self::zero(currency);
        for amount in amounts {
            sum = sum.plus(amount)?;
        }
        Some(sum)
    }

    /// The lesser of two; `None` for two currencies.
    #[must_use]
    pub fn lesser(self, other: Self) -> Option<Self> {
        Some(if self.compare(&other)? == Ordering::Greater { other } else { self })
    }

    /// The greater of two; `None` for two currencies.
    pub(crate) fn greater(self, other: Self) -> Option<Self> {
        Some(if self.compare(&other)? == Ordering::Less { other } else { self })
    }

    /// How two amounts of one currency compare; `None` for two currencies.
    #[must_use]
    pub fn compare(&self, other: &Self) -> Option<Ordering> {
        (self.currency == other.currency).then(|| compare(self.amount, other.amount))
    }

    /// A share of this amount, rounded once.
    pub(crate) fn share(self, rate: Rate, rounding: Rounding) -> Option<Self> {
        let exact = product(self.amount, rate.fraction())?;
        let amount = at_scale(exact, u32::from(self.currency.scale()), rounding)?;
        Some(Self { amount, currency: self.currency })
    }

    /// So many times this amount; `None` past the range.
    pub(crate) fn times(self, count: i128) -> Option<Self> {
        let units = self.amount.mantissa().checked_mul(count)?;
        let amount = Decimal::try_from_i128_with_scale(units, self.amount.scale()).ok()?;
        Self { amount, currency: self.currency }.plus(Self::zero(self.currency))
    }

    /// How many steps this amount has begun, where the factor leads to the step's currency; `None` for steps of nothing.
    pub(crate) fn started_steps(&self, step: &Self, factor: Option<&Factor>) -> Option<i128> {
        let (numerator, denominator) = factor.map_or((Decimal::ONE, Decimal::ONE), Factor::parts);
        let here = product(self.amount, numerator)?;
        let steps = quotient(here, product(step.amount, denominator)?, 0, Rounding::Up)?;
        Some(steps.mantissa())
    }

    /// How this amount, unrounded, compares with one of the currency that the factor leads to.
    pub(crate) fn compare_across(&self, other: &Self, factor: &Factor) -> Option<Ordering> {
        let here = product(self.amount, factor.numerator)?;
        let there = product(other.amount, factor.denominator)?;
        Some(compare(here, there))
    }

    /// This amount in the currency that the factor leads to, by one exact division, rounded once.
    pub(crate) fn convert(self, factor: &Factor, currency: Currency, rounding: Rounding) -> Option<Self> {
        if currency == self.currency {
            return Some(self);
        }
        let numerator = product(self.amount, factor.numerator)?;
        let amount = quotient(numerator, factor.denominator, u32::from(currency.scale()), rounding)?;
        Some(Self { amount, currency })
    }

    /// Reads the amount of a field whose currency is known.
    pub(crate) fn from_node_in(node: &Node, currency: Currency) -> Result<Self, Fault> {
        if matches!(node, Node::Integer(_) | Node::Number) {
            return Err(Fault::of(
                ErrorCode::WrongType,
                message!("write the amount as a string, such as \"{}\"", currency.example()),
            ));
        }
        let given = text(node)?;
        Self::parse(given, currency).map_err(|error| match error {
            AmountError::Malformed => Fault::of(
                ErrorCode::MalformedAmount,
                message!("{} is not an amount such as `{}`", quoted(given), currency.example()),
            ),
            AmountError::Negative => Fault::of(
                ErrorCode::NegativeAmount,
                message!("{} is below zero: write an amount without a minus", quoted(given)),
            ),
            AmountError::TooLarge => Fault::of(
                ErrorCode::AmountTooLarge,
                message!(
                    "{} has more than {MAX_WHOLE_DIGITS} digits before the point: write a lesser amount",
                    quoted(given)
                ),
            ),
            AmountError::TooManyDecimals => Fault::of(
                ErrorCode::TooManyDecimals,
                message!(
                    "{} has more decimals than the {} of {currency}: write an amount such as `{}`",
                    quoted(given),
                    currency.scale(),
                    currency.example()
                ),
            ),
        })
    }

    /// Reads `{ amount, currency }`.
    pub fn read(node: &Node, path: Path<'_>, faults: &mut Faults) -> Option<Self> {
        let mut fields = Fields::open(node, path, faults)?;
        let currency = fields.required::<Currency>("currency", faults);
        let amount = fields.required_node("amount", faults);
        fields.close(faults);
        faults.keep(Path::Field(&path, "amount"), Self::from_node_in(amount?, currency?))
    }
}

impl fmt::Display for Money {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.amount(), self.currency)
    }
}

serialized!(Money);

impl Written for Money {
    fn write<'a>(&'a self, to: &mut Object<'a>) {
        to.made("amount", self.amount()).text("currency", self.currency.code());
    }
}

#[cfg(test)]
mod tests {
    use super::{AmountError, Money, Rounding};
    use crate::currency::Currency;
    use crate::rate::Rate;

    fn money(text: &str, code: &str) -> Result<String, AmountError> {
        Money::parse(text, Currency::parse(code).unwrap()).map(|money| money.amount())
    }

    #[test]
    fn takes_what_is_an_amount_and_brings_it_to_scale() {
        assert_eq!(money("0", "USD").as_deref(), Ok("0.00"));
        assert_eq!(money("12.5", "USD").as_deref(), Ok("12.50"));
        assert_eq!(money("999999999999999.99", "USD").as_deref(), Ok("999999999999999.99"));
        assert_eq!(money("1200", "JPY").as_deref(), Ok("1200"));
        assert_eq!(money("1.2", "KWD").as_deref(), Ok("1.200"));
    }

    #[test]
    fn refuses_what_decimal_parsers_let_through() {
        for text in [
            "", " 1", "1 ", "1_000", "1,000", "+5", ".5", "5.", "1e5", "01", "00", "0x1", "١", "1.2.3",
            "--1", "NaN",
        ] {
            assert_eq!(money(text, "USD"), Err(AmountError::Malformed), "{text:?}");
        }
        assert_eq!(money("-0.01", "USD"), Err(AmountError::Negative));
        assert_eq!(money("1.001", "USD"), Err(AmountError::TooManyDecimals));
        assert_eq!(money("1.0", "JPY"), Err(AmountError::TooManyDecimals));
        assert_eq!(money("1000000000000000", "USD"), Err(AmountError::TooLarge));
    }

    /// Every amount of 1 to 1,000,000 cents at 1.25%, against whole-number arithmetic.
    #[test]
    fn rounds_half_up_exactly() {
        let usd = Currency::parse("USD").unwrap();
        let rate = Rate::parse("1.25%").unwrap();
        for cents in 1..=1_000_000_i64 {
            let premium = Money::from_minor(cents, usd).unwrap().share(rate, Rounding::HalfUp).unwrap();
            assert_eq!(premium.minor(), Some((cents * 125 + 5_000) / 10_000), "{cents} cents");
        }
    }
}
