//! The rates as data: one TOML file per revision of a programme, and beside them carriers, categories and premium
//! taxes.
//!
//! Every file names its sources and marks what is assumed. They are compiled in, so that a server needs nothing
//! beside itself. A revision, once shipped, is never edited: a new rate is a new revision with a later `from`.

use lutine_core::{Carriers, Categories, FieldError, Node, PremiumTaxes, Programme, Tariff};

const CATEGORIES: &str = include_str!("../data/categories.toml");
const CARRIERS: &str = include_str!("../data/carriers.toml");
const PREMIUM_TAXES: &str = include_str!("../data/premium-taxes.toml");

/// Each file's name, below `data/programmes` and without its ending, becomes that name and the file's text.
macro_rules! files {
    ($($file:literal),* $(,)?) => {
        &[$((concat!($file, ".toml"), include_str!(concat!("../data/programmes/", $file, ".toml")))),*]
    };
}

/// Every revision of every programme, sorted.
const PROGRAMMES: &[(&str, &str)] = files![
    "fedex-declared-value/2026-01-01",
    "house-eur/2026-01-01",
    "house-gbp/2026-01-01",
    "house-usd/2026-01-01",
    "ontrac-declared-value/2026-01-01",
    "secursus-eur/2026-01-01",
    "secursus-gbp/2026-01-01",
    "secursus-usd/2026-01-01",
    "shippo-xcover-ca/2026-01-01",
    "shippo-xcover-de/2026-01-01",
    "shippo-xcover-es/2026-01-01",
    "shippo-xcover-fr/2026-01-01",
    "shippo-xcover-gb/2026-01-01",
    "shippo-xcover-it/2026-01-01",
    "shippo-xcover-nl/2026-01-01",
    "shippo-xcover-us/2026-01-01",
    "ups-declared-value/2026-01-01",
    "xcover-parcel/2026-01-01",
];

/// Why a file of rates cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// The file is no TOML.
    #[error("{file}: {message}")]
    Syntax {
        /// Which file.
        file: String,
        /// What the parser says, with the line.
        message: String,
    },
    /// The file is TOML, but not what it should be. All faults at once.
    #[error("{file}: {}", listed(.faults))]
    Content {
        /// Which file.
        file: String,
        /// Each fault, with its path.
        faults: Vec<FieldError>,
    },
}

fn listed(faults: &[FieldError]) -> String {
    let lines: Vec<String> = faults
        .iter()
        .map(|fault| format!("{}: {} ({})", fault.path, fault.message, fault.code.as_str()))
        .collect();
    lines.join("; ")
}

/// The data as it stands in the files, for those who hand it on whole.
#[derive(Clone, Debug)]
pub struct Data {
    /// Every revision of every programme.
    pub programmes: Vec<Node>,
    /// The list of categories, ranked.
    pub categories: Node,
    /// The list of carriers.
    pub carriers: Node,
    /// The list of premium taxes.
    pub premium_taxes: Node,
}

/// Reads a TOML text into the neutral tree.
///
/// # Errors
/// Where the text is no TOML.
pub fn parse(file: &str, text: &str) -> Result<Node, LoadError> {
    toml::from_str(text)
        .map_err(|error| LoadError::Syntax { file: String::from(file), message: error.to_string() })
}

impl Data {
    /// The data that ships with this crate.
    ///
    /// # Errors
    /// Where a file is no TOML.
    pub fn shipped() -> Result<Self, LoadError> {
        let list = |file: &str, text: &str, name: &str| {
            parse(file, text).map(|node| node.get(name).cloned().unwrap_or(Node::Null))
        };
        Ok(Self {
            programmes: PROGRAMMES.iter().map(|(file, text)| parse(file, text)).collect::<Result<_, _>>()?,
            categories: list("categories.toml", CATEGORIES, "category")?,
            carriers: list("carriers.toml", CARRIERS, "carrier")?,
            premium_taxes: list("premium-taxes.toml", PREMIUM_TAXES, "tax")?,
        })
    }

    /// The tariff of this data.
    ///
    /// # Errors
    /// Where a file says what it should not; all of that file's faults at once.
    pub fn tariff(&self) -> Result<Tariff, LoadError> {
        let of = |file: &str| {
            let file = String::from(file);
            move |faults| LoadError::Content { file, faults }
        };
        let categories = Categories::read(&self.categories).map_err(of("categories.toml"))?;
        let mut programmes = Vec::new();
        for node in &self.programmes {
            let name = node.get("id").and_then(Node::as_text).unwrap_or("a programme");
            programmes.push(Programme::read(node, &categories).map_err(of(name))?);
        }
        Ok(Tariff {
            programmes,
            categories,
            carriers: Carriers::read(&self.carriers).map_err(of("carriers.toml"))?,
            taxes: PremiumTaxes::read(&self.premium_taxes).map_err(of("premium-taxes.toml"))?,
        })
    }
}

/// The tariff that ships with this crate.
///
/// # Errors
/// Where a file cannot be used; a test keeps that from happening.
pub fn shipped() -> Result<Tariff, LoadError> {
    Data::shipped()?.tariff()
}
