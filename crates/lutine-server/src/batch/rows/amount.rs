//! Amounts in a currency's smallest units, written without a detour.

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
    use super::Tail;

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
