//! Exact decimals: whole digits and the place of the point. What sums and rates are reckoned with, in `money.rs` and
//! `rate.rs` alone.
//!
//! There is no division but [`Decimal::over`], and it rounds by name. Whatever has more than 28 digits is no answer.
#![allow(clippy::disallowed_types, reason = "this is what is wrapped")]

use core::cmp::Ordering;

/// A number that is not below zero: `digits` over ten to the power of `scale`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Decimal {
    digits: i128,
    scale: u32,
}

/// How a number that falls between two steps is brought to one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rounding {
    /// Away from zero at .5.
    HalfUp,
    /// Towards zero: for limits that are shown.
    Down,
    /// Away from zero: for thresholds that are shown.
    Up,
}

/// The digits of a decimal and the decimals among them, as they are kept: in 96 bits, and 28 of them.
const MOST_DIGITS: i128 = 1 << 96;
const MOST_DECIMALS: u32 = 28;

impl Decimal {
    pub(crate) const ONE: Self = Self { digits: 1, scale: 0 };

    /// So many digits, so many of them after the point.
    pub(crate) fn new(digits: u64, scale: u8) -> Self {
        Self { digits: i128::from(digits), scale: u32::from(scale) }
    }

    fn checked(digits: i128, scale: u32) -> Option<Self> {
        (digits < MOST_DIGITS && scale <= MOST_DECIMALS).then_some(Self { digits, scale })
    }

    /// The exact product; `None` where a decimal does not hold all of its digits.
    pub(crate) fn times(self, other: Self) -> Option<Self> {
        Self::checked(self.digits.checked_mul(other.digits)?, self.scale.checked_add(other.scale)?)
    }

    /// The digits of the quotient at a scale, by whole numbers and so with nothing lost before the one rounding; `None` past
    /// the range. What 64 bits do not hold is past every amount, and given as the most that they hold.
    pub(crate) fn over(self, divisor: Self, scale: u8, rounding: Rounding) -> Option<u64> {
        let raised = divisor.scale.checked_add(u32::from(scale))?;
        let dividend = self.digits.checked_mul(ten_to(raised.saturating_sub(self.scale))?)?;
        let divisor = divisor.digits.checked_mul(ten_to(self.scale.saturating_sub(raised))?)?;
        let whole = dividend.checked_div(divisor)?;
        let rest = dividend.checked_sub(whole.checked_mul(divisor)?)?;
        let up = match rounding {
            Rounding::HalfUp => rest.checked_mul(2)? >= divisor,
            Rounding::Down => false,
            Rounding::Up => rest > 0,
        };
        let digits = Self::checked(whole.checked_add(i128::from(up))?, 0)?.digits;
        Some(u64::try_from(digits).unwrap_or(u64::MAX))
    }

    /// How two decimals compare. The one with fewer decimals is written out with more; where that is past all range it is
    /// the greater one, for no decimal has as many digits.
    pub(crate) fn compare(self, other: Self) -> Ordering {
        let scale = self.scale.max(other.scale);
        let digits = |decimal: Self| {
            let power = ten_to(scale.saturating_sub(decimal.scale))?;
            decimal.digits.checked_mul(power)
        };
        digits(self).unwrap_or(i128::MAX).cmp(&digits(other).unwrap_or(i128::MAX))
    }
}

fn ten_to(power: u32) -> Option<i128> {
    (0..power).try_fold(1_i128, |power, _| power.checked_mul(10))
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

/// The digits of a text that [`split_digits`] takes, without the point; `None` past 64 bits.
pub(crate) fn digits_of(whole: &str, decimals: &str) -> Option<u64> {
    let mut digits: u64 = 0;
    for digit in whole.bytes().chain(decimals.bytes()) {
        let digit = u64::from(digit.checked_sub(b'0')?);
        digits = digits.checked_mul(10)?.checked_add(digit)?;
    }
    Some(digits)
}

/// A decimal with all of its scale: `12.50`.
pub(crate) fn written(digits: u64, scale: u8) -> String {
    let mut text = i64::try_from(digits).unwrap_or(i64::MAX).to_string();
    let scale = usize::from(scale);
    while text.len() <= scale {
        text.insert(0, '0');
    }
    if scale > 0 {
        text.insert(text.len().saturating_sub(scale), '.');
    }
    text
}
