//! What `money.rs` and `rate.rs` do with decimals: checked, exact up to one named rounding.
#![allow(clippy::disallowed_types, reason = "this is where decimals are wrapped")]

use core::cmp::Ordering;

use rust_decimal::Decimal;

/// How an amount that falls between two of the currency's steps is brought to one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rounding {
    /// Away from zero at .5.
    HalfUp,
    /// Towards zero: for limits that are shown.
    Down,
    /// Away from zero: for thresholds that are shown.
    Up,
}

/// The digits before and after the point, where the text is `(0|[1-9][0-9]*)(\.[0-9]+)?` and nothing else.
pub(crate) fn split_digits(text: &str) -> Option<(&str, &str)> {
    let (whole, decimals) = match text.bytes().position(|byte| byte == b'.') {
        Some(point) => {
            (text.get(..point)?, text.get(point.checked_add(1)?..).filter(|rest| !rest.is_empty())?)
        }
        None => (text, ""),
    };
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let starts_well = whole == "0" || whole.starts_with(|first| first != '0');
    (!whole.is_empty() && starts_well && digits(whole) && digits(decimals)).then_some((whole, decimals))
}

/// The exact product; `None` where a decimal does not hold all of its digits. (`checked_mul` would round instead.)
pub(crate) fn product(one: Decimal, other: Decimal) -> Option<Decimal> {
    let mantissa = one.mantissa().checked_mul(other.mantissa())?;
    Decimal::try_from_i128_with_scale(mantissa, one.scale().checked_add(other.scale())?).ok()
}

/// How two decimals compare that are not below zero. The one with fewer decimals is written out with more; where that
/// is past all range it is the greater one, for no decimal has as many digits.
pub(crate) fn compare(one: Decimal, other: Decimal) -> Ordering {
    let scale = one.scale().max(other.scale());
    let digits = |decimal: Decimal| {
        let power = 10_i128.checked_pow(scale.saturating_sub(decimal.scale()))?;
        decimal.mantissa().checked_mul(power)
    };
    digits(one).unwrap_or(i128::MAX).cmp(&digits(other).unwrap_or(i128::MAX))
}

/// A decimal at a scale; `None` past the range.
pub(crate) fn at_scale(exact: Decimal, scale: u32, rounding: Rounding) -> Option<Decimal> {
    quotient(exact, Decimal::ONE, scale, rounding)
}

/// A quotient at a scale, by whole numbers and so with nothing lost before the one rounding; `None` past the range.
pub(crate) fn quotient(
    dividend: Decimal,
    divisor: Decimal,
    scale: u32,
    rounding: Rounding,
) -> Option<Decimal> {
    let ten_to = |power: u32| 10_i128.checked_pow(power);
    let (raised, lowered) = (divisor.scale().checked_add(scale)?, dividend.scale());
    let dividend = dividend.mantissa().checked_mul(ten_to(raised.saturating_sub(lowered))?)?;
    let divisor = divisor.mantissa().checked_mul(ten_to(lowered.saturating_sub(raised))?)?;
    let whole = dividend.checked_div(divisor)?;
    let rest = dividend.checked_sub(whole.checked_mul(divisor)?)?;
    let up = match rounding {
        Rounding::HalfUp => rest.checked_mul(2)? >= divisor,
        Rounding::Down => false,
        Rounding::Up => rest > 0,
    };
    Decimal::try_from_i128_with_scale(whole.checked_add(i128::from(up))?, scale).ok()
}

/// The digits of a decimal, all of its scale: `12.50`.
pub(crate) fn written(decimal: Decimal) -> String {
    let scale = usize::try_from(decimal.scale()).unwrap_or_default();
    let mut digits = String::new();
    push_digits(&mut digits, u64::try_from(decimal.mantissa()).unwrap_or(u64::MAX), scale.saturating_add(1));
    if scale > 0 {
        digits.insert(digits.len().saturating_sub(scale), '.');
    }
    digits
}

/// Adds a whole number's digits, with zeros before it up to so many. Everything that the widget writes goes through here: the
/// standard library's formatter would be a kilobyte that a shopper downloads.
pub(crate) fn push_digits(text: &mut String, number: u64, least: usize) {
    if number > 9 || least > 1 {
        push_digits(text, number / 10, least.saturating_sub(1));
    }
    text.extend(u32::try_from(number % 10).ok().and_then(|digit| char::from_digit(digit, 10)));
}

/// The decimal of some digits; `None` past 28 of them.
pub(crate) fn decimal_of(whole: &str, decimals: &str) -> Option<Decimal> {
    let mut mantissa: i128 = 0;
    for digit in whole.bytes().chain(decimals.bytes()) {
        let digit = i128::from(digit.checked_sub(b'0')?);
        mantissa = mantissa.checked_mul(10)?.checked_add(digit)?;
    }
    Decimal::try_from_i128_with_scale(mantissa, u32::try_from(decimals.len()).ok()?).ok()
}
