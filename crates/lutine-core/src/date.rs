//! A calendar day in UTC.

use core::fmt;
use core::num::NonZeroU8;

use serde::{Serialize, Serializer};

use crate::decimal::push_digits;
use crate::error::{ErrorCode, message};
use crate::node::Node;
use crate::read::{Fault, FromNode, quoted, text};

/// A day, written `YYYY-MM-DD`. Days compare as they follow one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    year: u16,
    month: u8,
    /// Never zero, so that "no day" takes no room.
    day: NonZeroU8,
}

impl Date {
    /// Reads `YYYY-MM-DD`; `None` for anything else, and for days that never were.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text.as_bytes() else { return None };
        let year = number([y1, y2, y3, y4])?;
        let month = u8::try_from(number([m1, m2])?).ok()?;
        let day = NonZeroU8::new(u8::try_from(number([d1, d2])?).ok()?)?;
        (year > 0 && day.get() <= days_in(year, month)).then_some(Self { year, month, day })
    }

    /// So many days later; `None` past the year 9999.
    #[must_use]
    pub fn plus_days(self, days: u32) -> Option<Self> {
        let mut date = self;
        let mut left = days;
        loop {
            let to_end = u32::from(days_in(date.year, date.month).checked_sub(date.day.get())?);
            if left <= to_end {
                let day = date.day.checked_add(u8::try_from(left).ok()?)?;
                return Some(Self { day, ..date });
            }
            // On to the first of the next month.
            left = left.checked_sub(to_end)?.checked_sub(1)?;
            let (year, month) = if date.month == 12 {
                (date.year.checked_add(1)?, 1)
            } else {
                (date.year, date.month.checked_add(1)?)
            };
            if year > 9999 {
                return None;
            }
            date = Self { year, month, day: NonZeroU8::MIN };
        }
    }
}

/// The number that some digits make; `None` where one is no digit.
fn number<const N: usize>(digits: [u8; N]) -> Option<u16> {
    digits.into_iter().try_fold(0_u16, |number, digit| {
        let digit = digit.checked_sub(b'0').filter(|digit| *digit <= 9)?;
        number.checked_mul(10)?.checked_add(u16::from(digit))
    })
}

/// The days of a month; 0 for a month that is none.
const fn days_in(year: u16, month: u8) -> u8 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 0,
    }
}

impl Date {
    /// As it stands in JSON.
    #[must_use]
    pub fn written(self) -> String {
        let mut text = String::new();
        push_digits(&mut text, self.year.into(), 4);
        for part in [self.month, self.day.get()] {
            text.push('-');
            push_digits(&mut text, part.into(), 2);
        }
        text
    }
}

impl fmt::Display for Date {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.written())
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl FromNode for Date {
    const WANTED: &'static str = "a day such as `2026-01-31`";

    fn from_node(node: &Node) -> Result<Self, Fault> {
        let given = text(node)?;
        Self::parse(given).ok_or_else(|| {
            Fault::of(
                ErrorCode::MalformedDate,
                message!("{} is not a day written YYYY-MM-DD{}", quoted(given), instead(given)),
            )
        })
    }
}

/// The end of a message on a text that is no day.
fn instead(given: &str) -> &'static str {
    let digits = |byte: u8| if byte.is_ascii_digit() { b'0' } else { byte };
    if given.bytes().map(digits).eq(*b"0000-00-00") {
        ": no such day is in the calendar"
    } else {
        ", such as `2026-01-31`"
    }
}

#[cfg(test)]
mod tests {
    use super::Date;

    #[test]
    fn knows_leap_days() {
        for day in ["2024-02-29", "2000-02-29", "2026-12-31"] {
            assert_eq!(Date::parse(day).map(|date| date.to_string()).as_deref(), Some(day));
        }
        for day in ["2026-02-29", "1900-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "0000-01-01"] {
            assert_eq!(Date::parse(day), None, "{day}");
        }
    }

    #[test]
    fn counts_days_over_months_and_leap_days() {
        for (from, days, to) in [
            ("2026-11-21", 0, "2026-11-21"),
            ("2026-11-21", 9, "2026-11-30"),
            ("2026-11-21", 10, "2026-12-01"),
            ("2026-12-31", 1, "2027-01-01"),
            ("2028-02-28", 1, "2028-02-29"),
            ("2028-02-28", 2, "2028-03-01"),
            ("2026-02-28", 1, "2026-03-01"),
            ("2026-01-01", 365, "2027-01-01"),
            ("9998-12-31", 365, "9999-12-31"),
        ] {
            let found = Date::parse(from).unwrap().plus_days(days);
            assert_eq!(found, Date::parse(to), "{from} and {days} days");
        }
        assert_eq!(Date::parse("9999-12-31").unwrap().plus_days(1), None);
        assert_eq!(Date::parse("2026-01-01").unwrap().plus_days(u32::MAX), None);
    }

    #[test]
    fn takes_one_form_only() {
        for text in [
            "",
            "2026-1-01",
            "26-01-01",
            "2026-01-01 ",
            "+026-01-01",
            "2026/01/01",
            "-026-01-01",
            "20260-1-01",
        ] {
            assert_eq!(Date::parse(text), None, "{text:?}");
        }
    }
}
