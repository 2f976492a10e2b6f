//! Plain amounts in a currency's smallest units, read without a detour.

/// The smallest units of a plain amount, `(0|[1-9][0-9]{0,14})(\.[0-9]{1,scale})?` and above zero; `None` for anything else,
/// which the readable path then judges.
#[must_use]
#[inline]
pub fn units(text: &[u8], scale: usize) -> Option<u64> {
    let mut units = 0_u64;
    let mut digits = 0_usize;
    let mut point = None;
    for byte in text {
        match byte {
            // At most 15 digits before the point and 3 after it: they fit.
            b'0'..=b'9' => {
                digits = digits.wrapping_add(1);
                if digits > 18 {
                    return None;
                }
                units = units.wrapping_mul(10).wrapping_add(u64::from(byte.wrapping_sub(b'0')));
            }
            b'.' if point.is_none() => point = Some(digits),
            _ => return None,
        }
    }
    let whole = point.unwrap_or(digits);
    let decimals = digits.wrapping_sub(whole);
    let is_plain = (1..=15).contains(&whole)
        && (whole == 1 || text.first() != Some(&b'0'))
        && decimals <= scale
        && (point.is_none() || decimals > 0);
    for _ in decimals..scale {
        units = units.checked_mul(10)?;
    }
    (is_plain && units > 0).then_some(units)
}

#[cfg(test)]
mod tests {
    use super::units;

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
}
