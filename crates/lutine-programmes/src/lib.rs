//! The rates as data: one TOML file per revision of a programme, and beside them carriers, categories and premium
//! taxes.
//!
//! Every file names its sources and marks what is assumed. They are compiled in, so that a server needs nothing
//! beside itself. A revision, once shipped, is never edited: a new rate is a new revision with a later `from`.

mod lines;
mod load;

pub use lines::Position;
pub use load::{Fault, Judged, LoadError, judge};

use load::{Source, judge_sources};
use lutine_core::{Carriers, Categories, Node, PremiumTaxes, Tariff};

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
    "house-eur/2026-11-22",
    "house-gbp/2026-01-01",
    "house-gbp/2026-11-22",
    "house-usd/2026-01-01",
    "house-usd/2026-11-22",
    "ontrac-declared-value/2026-01-01",
    "secursus-eur/2026-01-01",
    "secursus-gbp/2026-01-01",
    "secursus-usd/2026-01-01",
    "shippo-xcover-ca/2026-01-01",
    "shippo-xcover-ca/2026-11-23",
    "shippo-xcover-de/2026-01-01",
    "shippo-xcover-de/2026-11-23",
    "shippo-xcover-es/2026-01-01",
    "shippo-xcover-es/2026-11-23",
    "shippo-xcover-fr/2026-01-01",
    "shippo-xcover-fr/2026-11-23",
    "shippo-xcover-gb/2026-01-01",
    "shippo-xcover-gb/2026-11-23",
    "shippo-xcover-it/2026-01-01",
    "shippo-xcover-it/2026-11-23",
    "shippo-xcover-nl/2026-01-01",
    "shippo-xcover-nl/2026-11-23",
    "shippo-xcover-us/2026-01-01",
    "shippo-xcover-us/2026-11-23",
    "ups-declared-value/2026-01-01",
    "xcover-parcel/2026-01-01",
];

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
/// Where the text is no TOML, with every line on which it is not.
pub fn parse(file: &str, text: &str) -> Result<Node, LoadError> {
    Source::parse(file, text).map(|source| source.node).map_err(|faults| LoadError { faults })
}

/// Whether a programme's source says that something is assumed, because nothing states it.
#[must_use]
pub fn is_assumed(source: &str) -> bool {
    source.split(|letter: char| !letter.is_alphabetic()).any(|word| word.eq_ignore_ascii_case("assumed"))
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

    /// All of it as one object, which [`Tariff::read`] takes.
    #[must_use]
    pub fn into_node(self) -> Node {
        Node::table([
            ("programmes", Node::List(self.programmes)),
            ("categories", self.categories),
            ("carriers", self.carriers),
            ("premiumTaxes", self.premium_taxes),
        ])
    }

    /// The tariff of this data.
    ///
    /// # Errors
    /// Where it says what it should not: every fault of every programme and list, without lines, for data has none.
    pub fn tariff(&self) -> Result<Tariff, LoadError> {
        let list = |file: &str, node: &Node| Ok(Source::of_data(String::from(file), node.clone()));
        let programme = |node: &Node| {
            let name = ["id", "revision"].map(|name| node.get(name).and_then(Node::as_text).unwrap_or("?"));
            Ok(Source::of_data(name.join("/"), node.clone()))
        };
        tariff(
            list("categories.toml", &self.categories),
            list("carriers.toml", &self.carriers),
            list("premium-taxes.toml", &self.premium_taxes),
            self.programmes.iter().map(programme).collect(),
            |node, _| node.clone(),
        )
    }
}

/// The tariff that ships with this crate.
///
/// # Errors
/// Where files cannot be used, every fault of every file; a test keeps that from happening.
pub fn shipped() -> Result<Tariff, LoadError> {
    tariff(
        Source::parse("categories.toml", CATEGORIES),
        Source::parse("carriers.toml", CARRIERS),
        Source::parse("premium-taxes.toml", PREMIUM_TAXES),
        PROGRAMMES.iter().map(|(file, text)| Source::parse(file, text)).collect(),
        |node, name| node.get(name).cloned().unwrap_or(Node::Null),
    )
}

/// Puts a tariff together; each list lies in its file as `pick` says.
fn tariff(
    categories: Result<Source<'_>, Vec<Fault>>,
    carriers: Result<Source<'_>, Vec<Fault>>,
    taxes: Result<Source<'_>, Vec<Fault>>,
    programmes: Vec<Result<Source<'_>, Vec<Fault>>>,
    pick: fn(&Node, &str) -> Node,
) -> Result<Tariff, LoadError> {
    let mut faults = Vec::new();
    let categories = categories.and_then(|file| file.read(|node| Categories::read(&pick(node, "category"))));
    let carriers = carriers.and_then(|file| file.read(|node| Carriers::read(&pick(node, "carrier"))));
    let taxes = taxes.and_then(|file| file.read(|node| PremiumTaxes::read(&pick(node, "tax"))));
    let categories = categories.map_err(|found| faults.extend(found)).ok();
    let carriers = carriers.map_err(|found| faults.extend(found)).ok();
    let taxes = taxes.map_err(|found| faults.extend(found)).ok();
    // Without the lists that programmes speak of, nothing can be said of them.
    let (Some(categories), Some(carriers)) = (categories, carriers) else { return Err(LoadError { faults }) };
    let mut sound = Vec::new();
    for judged in judge_sources(programmes, &categories, &carriers) {
        faults.extend(judged.faults);
        sound.extend(judged.programme);
    }
    match taxes {
        Some(taxes) if faults.is_empty() => Ok(Tariff { programmes: sound, categories, carriers, taxes }),
        _ => Err(LoadError { faults }),
    }
}
