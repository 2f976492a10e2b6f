//! Exact fractions over `i128`. Overflow panics: a wrong answer would be worse than none.

use std::cmp::Ordering;
use std::ops::{Add, Div, Mul, Sub};

/// A fraction in lowest terms; the denominator is positive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Rational {
    numerator: i128,
    denominator: i128,
}

fn gcd(a: i128, b: i128) -> i128 {
    let (mut a, mut b) = (a.abs(), b.abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a.max(1)
}

fn times(a: i128, b: i128) -> i128 {
    a.checked_mul(b).expect("a product within 128 bits")
}

impl Rational {
    pub(crate) fn new(numerator: i128, denominator: i128) -> Self {
        assert!(denominator != 0, "a fraction over zero");
        let common = gcd(numerator, denominator) * denominator.signum();
        Self { numerator: numerator / common, denominator: denominator / common }
    }

    pub(crate) fn whole(value: i128) -> Self {
        Self { numerator: value, denominator: 1 }
    }

    /// A plain decimal such as `0.9137`.
    pub(crate) fn decimal(text: &str) -> Self {
        let (whole, part) = text.split_once('.').unwrap_or((text, ""));
        let digits: i128 = format!("{whole}{part}").parse().expect("a decimal");
        Self::new(digits, 10_i128.pow(part.len() as u32))
    }

    pub(crate) fn floor(self) -> i128 {
        self.numerator.div_euclid(self.denominator)
    }

    pub(crate) fn ceiling(self) -> i128 {
        -(-self.numerator).div_euclid(self.denominator)
    }

    /// To the nearest whole number, a half away from zero.
    pub(crate) fn half_up(self) -> i128 {
        let size = Self { numerator: self.numerator.abs(), ..self };
        (size + Self::new(1, 2)).floor() * self.numerator.signum()
    }
}

impl Add for Rational {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        let common = gcd(self.denominator, other.denominator);
        let (mine, theirs) = (other.denominator / common, self.denominator / common);
        let sum = times(self.numerator, mine).checked_add(times(other.numerator, theirs));
        Self::new(sum.expect("a sum within 128 bits"), times(self.denominator, mine))
    }
}

impl Sub for Rational {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        self + Self { numerator: -other.numerator, ..other }
    }
}

impl Mul for Rational {
    type Output = Self;
    fn mul(self, other: Self) -> Self {
        let (left, right) = (gcd(self.numerator, other.denominator), gcd(other.numerator, self.denominator));
        Self {
            numerator: times(self.numerator / left, other.numerator / right),
            denominator: times(self.denominator / right, other.denominator / left),
        }
    }
}

impl Div for Rational {
    type Output = Self;
    #[expect(clippy::suspicious_arithmetic_impl, reason = "dividing is multiplying by the inverse")]
    fn div(self, other: Self) -> Self {
        self * Self::new(other.denominator, other.numerator)
    }
}

/// Whole parts first and then the inverses of what remains, so that nothing is ever multiplied out.
impl Ord for Rational {
    fn cmp(&self, other: &Self) -> Ordering {
        let (mine, theirs) = (self.floor(), other.floor());
        let rest = |of: &Self, whole: i128| of.numerator - whole * of.denominator;
        mine.cmp(&theirs).then_with(|| match (rest(self, mine), rest(other, theirs)) {
            (0, 0) => Ordering::Equal,
            (0, _) => Ordering::Less,
            (_, 0) => Ordering::Greater,
            (left, right) => Self::new(other.denominator, right).cmp(&Self::new(self.denominator, left)),
        })
    }
}

impl PartialOrd for Rational {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[test]
fn halves_round_away_from_zero_and_fractions_compare_exactly() {
    let r = Rational::new;
    assert_eq!([r(5, 2), r(-5, 2), r(249, 100), r(7, 1)].map(Rational::half_up), [3, -3, 2, 7]);
    assert_eq!([r(5, 2), r(-5, 2), r(4, 1)].map(Rational::ceiling), [3, -2, 4]);
    assert_eq!(r(1, 3) + r(1, 6) - r(1, 4), r(1, 4));
    assert_eq!(r(4, 6) / r(2, 9), r(3, 1));
    assert_eq!(Rational::decimal("0.9137"), r(9137, 10_000));
    assert!(r(1, 3) < r(334, 1000) && r(1, 3) > r(333, 1000) && r(-1, 3) < r(0, 1));
    let huge = 10_i128.pow(36);
    assert!(r(huge + 1, huge) > r(huge + 2, huge + 1));
}
