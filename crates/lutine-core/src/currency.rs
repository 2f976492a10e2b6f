//! Currencies by their three-letter code, each with its number of decimals.

use core::fmt;

use serde::{Serialize, Serializer};

use crate::error::{ErrorCode, message};
use crate::node::Node;
use crate::read::{Fault, FromNode, quoted, text};

/// ISO 4217 as of 2026-01-01, circulating currencies only: no funds, no metals. Three letters each, by decimals.
const WITHOUT_DECIMALS: &str = "BIFCLPDJFGNFISKJPYKMFKRWPYGRWFUGXVNDVUVXAFXOFXPF";
const WITH_TWO: &str = "AEDAFNALLAMDAOAARSAUDAWGAZNBAMBBDBDTBMDBNDBOBBRLBSDBTNBWPBYNBZDCADCDFCHFCNYCOPCRCCUPCVE\
    CZKDKKDOPDZDEGPERNETBEURFJDFKPGBPGELGHSGIPGMDGTQGYDHKDHNLHTGHUFIDRILSINRIRRJMDKESKGSKHRKPWKYDKZTLAKLBPLKRLRDLSL\
    MADMDLMGAMKDMMKMNTMOPMRUMURMVRMWKMXNMYRMZNNADNGNNIONOKNPRNZDPABPENPGKPHPPKRPLNQARRONRSDRUBSARSBDSCRSDGSEKSGDSHP\
    SLESOSSRDSSPSTNSVCSYPSZLTHBTJSTMTTOPTRYTTDTWDTZSUAHUSDUYUUZSVEDVESWSTXCDXCGYERZARZMWZWG";
const WITH_THREE: &str = "BHDIQDJODKWDLYDOMRTND";

/// A currency of ISO 4217, such as `USD`.
#[derive(Clone, Copy, Debug)]
pub struct Currency {
    code: [u8; 3],
    scale: u8,
}

impl PartialEq for Currency {
    /// As one number: this is asked all over, and letter by letter it would be some hundred bytes each time.
    fn eq(&self, other: &Self) -> bool {
        let number =
            |Self { code: [one, two, three], scale }: &Self| u32::from_le_bytes([*one, *two, *three, *scale]);
        number(self) == number(other)
    }
}

impl Eq for Currency {}

impl Currency {
    /// What ISO 4217 writes where there is no currency, with more decimals than any has. No text reads as it.
    pub(crate) const NONE: Self = Self { code: *b"XXX", scale: 9 };

    /// Reads a code in capitals; `None` where the standard lists no such currency in circulation.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        let code: [u8; 3] = code.as_bytes().try_into().ok()?;
        [(WITH_TWO, 2), (WITHOUT_DECIMALS, 0), (WITH_THREE, 3)]
            .into_iter()
            .find(|(codes, _)| codes.as_bytes().chunks_exact(3).any(|known| known == code))
            .map(|(_, scale)| Self { code, scale })
    }

    /// The code, such as `USD`.
    #[must_use]
    pub fn code(&self) -> &str {
        core::str::from_utf8(&self.code).unwrap_or_default()
    }

    /// What an amount of it looks like, for messages.
    pub(crate) fn example(&self) -> &'static str {
        match self.scale {
            0 => "12",
            1 => "12.5",
            2 => "12.50",
            // The most that there are, and for what is no currency as many as most have.
            _ if *self == Self::NONE => "12.50",
            _ => "12.500",
        }
    }

    /// How many decimals its amounts have: USD 2, JPY 0, KWD 3.
    #[must_use]
    pub const fn scale(&self) -> u8 {
        self.scale
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code())
    }
}

impl Serialize for Currency {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl FromNode for Currency {
    const WANTED: &'static str = "a currency code such as `USD`";

    fn from_node(node: &Node) -> Result<Self, Fault> {
        let given = text(node)?;
        Self::parse(given).ok_or_else(|| {
            let message = message!(
                "{} is not a three-letter currency code in capitals{}",
                quoted(given),
                instead(given)
            );
            Fault::of(ErrorCode::UnknownCurrency, message)
        })
    }
}

/// The end of a message on a text that is no code.
fn instead(given: &str) -> impl fmt::Display {
    fmt::from_fn(move |formatter| match Currency::parse(&given.trim_ascii().to_ascii_uppercase()) {
        Some(meant) => write!(formatter, ": write `{meant}`"),
        None => formatter.write_str(", such as `USD`"),
    })
}

#[cfg(test)]
mod tests {
    use super::{Currency, WITH_THREE, WITH_TWO, WITHOUT_DECIMALS};

    #[test]
    fn lists_are_whole_and_sorted() {
        for codes in [WITHOUT_DECIMALS, WITH_TWO, WITH_THREE] {
            assert!(codes.len().is_multiple_of(3));
            assert!(codes.as_bytes().chunks_exact(3).is_sorted());
        }
    }

    #[test]
    fn knows_decimals() {
        for (code, scale) in [("USD", 2), ("JPY", 0), ("KWD", 3), ("EUR", 2)] {
            assert_eq!(Currency::parse(code).map(|currency| currency.scale()), Some(scale), "{code}");
        }
        for code in ["usd", "US", "XXX", "SDU", "USDD", ""] {
            assert_eq!(Currency::parse(code), None, "{code}");
        }
    }
}
