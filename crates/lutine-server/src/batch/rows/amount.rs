//! Amounts in a currency's smallest units, read and written without a detour.

/// The smallest units of a plain amount, `(0|[1-9][0-9]{0,14})(\.[0-9]{1,scale})?` and above zero; `None` for anything else,
/// which the readable path then judges.
#[inline]
pub(super) fn units(text: &[u8], scale: usize) -> Option<u64> {
    let mut units = 0_u64;
    let mut digits = 0;
    let mut point = None;
    for byte in text {
        match byte {
            // At most 15 digits before the point and 3 after it: they fit.
            b'0'..=b'9' => {
                digits += 1;
                if digits > 18 {
                    return None;
                }
                units = units * 10 + u64::from(byte - b'0');
            }
            b'.' if point.is_none() => point = Some(digits),
            _ => return None,
        }
    }
    let whole = point.unwrap_or(digits);
    let decimals = digits - whole;
    let is_plain = (1..=15).contains(&whole)
        && (whole == 1 || text[0] != b'0')
        && decimals <= scale
        && (point.is_none() || decimals > 0);
    for _ in decimals..scale {
        units = units.checked_mul(10)?;
    }
    (is_plain && units > 0).then_some(units)
}

/// The end of a line, written from its last byte to its first: digits come in that order, and nothing is copied twice.
pub(super) struct Tail {
    bytes: [u8; Self::ROOM],
    start: usize,
}

impl Tail {
    /// Three amounts of at most 20 digits with their points, and what stands between them.
    const ROOM: usize = 128;

    pub(super) const fn new() -> Self {
        Self { bytes: [0; Self::ROOM], start: Self::ROOM }
    }

    /// Puts a text before all that is there.
    #[inline]
    pub(super) fn text<const N: usize>(&mut self, text: &[u8; N]) {
        self.start -= N;
        self.bytes[self.start..self.start + N].copy_from_slice(text);
    }

    /// Puts an amount before all that is there: 1250 and 2 are `12.50`.
    #[inline]
    pub(super) fn amount(&mut self, units: u64, scale: usize) {
        let mut rest = units;
        for _ in 0..scale {
            self.digit(rest % 10);
            rest /= 10;
        }
        if scale > 0 {
            self.start -= 1;
            self.bytes[self.start] = b'.';
        }
        loop {
            self.digit(rest % 10);
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
    }

    #[inline]
    fn digit(&mut self, digit: u64) {
        self.start -= 1;
        self.bytes[self.start] = b'0' + digit as u8;
    }

    #[inline]
    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes[self.start..]
    }
}

#[cfg(test)]
mod tests {
    use super::{Tail, units};

    #[test]
    fn reads_plain_amounts_and_leaves_the_rest() {
        for (text, scale, wanted) in [
            ("12.5", 2, Some(1_250)),
            ("12.50", 2, Some(1_250)),
            ("0.01", 2, Some(1)),
            ("1200", 0, Some(1_200)),
            ("1.2", 3, Some(1_200)),
            ("999999999999999.999", 3, Some(999_999_999_999_999_999)),
            ("0", 2, None),
            ("0.00", 2, None),
            ("", 2, None),
            (".5", 2, None),
            ("5.", 2, None),
            ("01", 2, None),
            ("1.234", 2, None),
            ("1.0", 0, None),
            ("1,000", 2, None),
            ("+5", 2, None),
            ("1e5", 2, None),
            ("1000000000000000", 2, None),
        ] {
            assert_eq!(units(text.as_bytes(), scale), wanted, "{text:?} at {scale}");
        }
    }

    #[test]
    fn writes_at_scale() {
        for (units, scale, wanted) in [
            (0, 2, "0.00"),
            (1, 2, "0.01"),
            (10, 2, "0.10"),
            (1_250, 2, "12.50"),
            (7, 0, "7"),
            (0, 0, "0"),
            (1_200, 0, "1200"),
            (5, 3, "0.005"),
            (1_000, 3, "1.000"),
            (999_999_999_999_999_999, 3, "999999999999999.999"),
        ] {
            let mut tail = Tail::new();
            tail.amount(units, scale);
            assert_eq!(tail.bytes(), wanted.as_bytes());
        }
    }
}
