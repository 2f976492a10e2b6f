//! Countries by their two-letter code.

use core::fmt;

use serde::{Serialize, Serializer};

use crate::error::{ErrorCode, message};
use crate::node::Node;
use crate::read::{Fault, FromNode, quoted, text};

/// ISO 3166-1 alpha-2, officially assigned, as of 2026: two letters each, without separators.
const CODES: &str = "ADAEAFAGAIALAMAOAQARASATAUAWAXAZBABBBDBEBFBGBHBIBJBLBMBNBOBQBRBSBTBVBWBYBZCACCCDCFCGCHCICK\
    CLCMCNCOCRCUCVCWCXCYCZDEDJDKDMDODZECEEEGEHERESETFIFJFKFMFOFRGAGBGDGEGFGGGHGIGLGMGNGPGQGRGSGTGUGWGYHKHMHNHRHTHU\
    IDIEILIMINIOIQIRISITJEJMJOJPKEKGKHKIKMKNKPKRKWKYKZLALBLCLILKLRLSLTLULVLYMAMCMDMEMFMGMHMKMLMMMNMOMPMQMRMSMTMUMV\
    MWMXMYMZNANCNENFNGNINLNONPNRNUNZOMPAPEPFPGPHPKPLPMPNPRPSPTPWPYQARERORSRURWSASBSCSDSESGSHSISJSKSLSMSNSOSRSSSTSV\
    SXSYSZTCTDTFTGTHTJTKTLTMTNTOTRTTTVTWTZUAUGUMUSUYUZVAVCVEVGVIVNVUWFWSYEYTZAZMZW";

/// For each first letter a bit for each second: a fifth of the list's bytes, and nothing to search.
static KNOWN: [u32; 26] = known();

#[expect(
    clippy::indexing_slicing,
    clippy::as_conversions,
    reason = "the compiler reckons it, and refuses a bad list"
)]
const fn known() -> [u32; 26] {
    let mut known = [0; 26];
    let mut codes = CODES.as_bytes();
    while let [first, second, rest @ ..] = codes {
        known[first.wrapping_sub(b'A') as usize] |= 1 << second.wrapping_sub(b'A');
        codes = rest;
    }
    known
}

/// A country of ISO 3166-1, such as `US`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Country([u8; 2]);

impl Country {
    /// Reads a code in capitals; `None` where the standard assigns no such code.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        let letters: [u8; 2] = code.as_bytes().try_into().ok()?;
        let [first, second] = letters.map(|letter| letter.wrapping_sub(b'A'));
        let seconds = KNOWN.get(usize::from(first))?;
        (second < 26 && seconds >> second & 1 == 1).then_some(Self(letters))
    }

    /// The code, such as `US`.
    #[must_use]
    pub fn code(&self) -> &str {
        core::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl fmt::Display for Country {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code())
    }
}

impl Serialize for Country {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl FromNode for Country {
    const WANTED: &'static str = "a country code such as `DE`";

    fn from_node(node: &Node) -> Result<Self, Fault> {
        let given = text(node)?;
        Self::parse(given).ok_or_else(|| {
            let message =
                message!("{} is not a two-letter country code in capitals{}", quoted(given), instead(given));
            Fault::of(ErrorCode::UnknownCountry, message)
        })
    }
}

/// The end of a message on a text that is no code. Two countries are often called by a code of their own making.
fn instead(given: &str) -> impl fmt::Display {
    fmt::from_fn(move |formatter| {
        let given = given.trim_ascii().to_ascii_uppercase();
        let code = match given.as_str() {
            "UK" => "GB",
            "EL" => "GR",
            other => other,
        };
        match Country::parse(code) {
            Some(meant) => write!(formatter, ": write `{meant}`"),
            None => formatter.write_str(", such as `DE`"),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::{CODES, Country};

    #[test]
    fn has_the_249_countries_in_order() {
        let codes: Vec<&[u8]> = CODES.as_bytes().chunks_exact(2).collect();
        assert_eq!(codes.len(), 249);
        assert!(codes.is_sorted());
        assert!(
            Country::parse("us").is_none()
                && Country::parse("UK").is_none()
                && Country::parse("DA").is_none()
        );
    }
}
