//! Amounts in a currency's smallest units, read and written without a detour.

/// The smallest units of a plain amount, `(0|[1-9][0-9]{0,14})(\.[0-9]{1,scale})?` and above zero; `None` for anything else,
/// which the readable path then judges.
#[inline]
pub(super) fn units(text: &[u8], scale: usize) -> Option<u64> {
    let point = text.iter().position(|byte| *byte == b'.');
    let (whole, decimals) = match point {
        Some(point) => (&text[..point], &text[point + 1..]),
        None => (text, &text[text.len()..]),
    };
    let is_whole = (1..=15).contains(&whole.len()) && (whole.len() == 1 || whole[0] != b'0');
    let are_decimals = decimals.len() <= scale && (point.is_none() || !decimals.is_empty());
    if !is_whole || !are_decimals {
        return None;
    }
    let mut units = 0_u64;
    // At most 18 digits: they fit.
    for byte in whole.iter().chain(decimals) {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        units = units * 10 + u64::from(digit);
    }
    for _ in decimals.len()..scale {
        units *= 10;
    }
    (units > 0).then_some(units)
}

/// Writes smallest units as an amount at its scale: 1250 and 2 are `12.50`.
#[inline]
pub(super) fn write(out: &mut Vec<u8>, units: u64, scale: usize) {
    const ZEROS: &[u8] = b"0.000000";
    let mut buffer = itoa::Buffer::new();
    let digits = buffer.format(units).as_bytes();
    match digits.len().checked_sub(scale) {
        _ if scale == 0 => out.extend_from_slice(digits),
        Some(whole) if whole > 0 => {
            out.extend_from_slice(&digits[..whole]);
            out.push(b'.');
            out.extend_from_slice(&digits[whole..]);
        }
        _ => {
            // Less than one: `0.` and the zeros that are missing.
            out.extend_from_slice(&ZEROS[..2 + scale - digits.len()]);
            out.extend_from_slice(digits);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{units, write};

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
            let mut out = Vec::new();
            write(&mut out, units, scale);
            assert_eq!(String::from_utf8(out).unwrap(), wanted);
        }
    }
}
