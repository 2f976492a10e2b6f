//! The corpus itself: every vector, the rates that it is asked of, and how an answer is compared with it.
//!
//! Each vector has a name, why it is there, the question, the figures that a person reckoned by hand (a path into the
//! answer, and what must stand there) and the whole answer. The question is a `call` for a quote, a `payout`, or some
//! `programmes` to be judged. With `"tariff": "test"` it is asked of the programmes in
//! `tests/programmes` instead of those that ship: for what no shipped programme has.

use std::fmt;

use lutine_programmes::{Data, parse};
use serde_json::Value;

/// Files below `tests/` by name and text. Compiled in, because in a browser there is no folder to read.
macro_rules! files {
    ($folder:literal: $($file:literal),* $(,)?) => {
        &[$(($file, include_str!(concat!("../../../../tests/", $folder, "/", $file)))),*]
    };
}

pub(crate) const VECTORS: &[(&str, &str)] = files![
    "vectors":
    "house-usd.json",
    "house-eur-gbp.json",
    "secursus-usd.json",
    "secursus-eur-gbp.json",
    "shippo-xcover-us.json",
    "shippo-origins.json",
    "carrier-cover.json",
    "xcover-parcel.json",
    "categories.json",
    "carriers.json",
    "percent-eur.json",
    "test-pricing.json",
    "signatures.json",
    "revisions.json",
    "parcels.json",
    "items.json",
    "order.json",
    "tax-and-exchange.json",
    "premium-tax.json",
    "currencies.json",
    "thresholds.json",
    "invalid.json",
    "invalid-shipment.json",
    "invalid-set-by-server.json",
    "payout.json",
    "payout-windows.json",
    "payout-invalid.json",
    "programmes.json",
];

pub(crate) const PROGRAMMES: &[(&str, &str)] = files![
    "programmes":
    "cases-usd-2020-01-01.toml",
    "flat-eur-2020-01-01.toml",
    "percent-eur-2026-01-01.toml",
    "percent-eur-2026-07-01.toml",
    "percent-kwd-2020-01-01.toml",
    "revised-eur-2020-01-01.toml",
    "revised-eur-2025-01-01.toml",
    "revised-eur-2026-01-01.toml",
    "revised-eur-2028-02-29.toml",
    "revised-eur-2030-01-01.toml",
    "signed-usd-2020-01-01.toml",
    "step-eur-2020-01-01.toml",
    "step-jpy-2020-01-01.toml",
    "tax-eur-2020-01-01.toml",
    "thresholds-jpy-2020-01-01.toml",
    "thresholds-kwd-2020-01-01.toml",
    "widest-usd-2020-01-01.toml",
];

/// Which programmes a vector is about. Categories, carriers and taxes are the shipped ones either way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Rates {
    Shipped,
    Test,
}

impl Rates {
    pub(crate) fn data(self) -> Data {
        let mut data = Data::shipped().expect("the shipped rates");
        if self == Self::Test {
            let programmes = PROGRAMMES.iter().map(|(file, text)| parse(file, text));
            data.programmes = programmes.collect::<Result<_, _>>().expect("TOML");
        }
        data
    }
}

/// One question with its answer.
#[derive(Clone, Debug)]
pub(crate) struct Vector {
    file: &'static str,
    pub(crate) json: Value,
}

/// Every vector of the corpus.
pub(crate) fn vectors() -> Vec<Vector> {
    VECTORS.iter().flat_map(|(file, text)| vectors_of(file, text)).collect()
}

/// The vectors of one file.
pub(crate) fn vectors_of(file: &'static str, text: &str) -> Vec<Vector> {
    let list: Vec<Value> = serde_json::from_str(text).unwrap_or_else(|error| panic!("{file}: {error}"));
    list.into_iter().map(|json| Vector { file, json }).collect()
}

impl Vector {
    pub(crate) fn name(&self) -> &str {
        self.json["name"].as_str().expect("a name")
    }

    pub(crate) fn rates(&self) -> Rates {
        match self.json.get("tariff").map(Value::as_str) {
            None => Rates::Shipped,
            Some(Some("test")) => Rates::Test,
            Some(_) => panic!("{self}: the only tariff with a name is `test`"),
        }
    }

    /// What is not as it should be in an answer: compared whole, then with the figures reckoned by hand.
    pub(crate) fn differences(&self, answer: &Value) -> Vec<String> {
        let mut differences = Vec::new();
        if self.json["answer"] != *answer {
            differences.push(format!("{self}:\n  {answer}"));
        }
        for (path, wanted) in self.json["figures"].as_object().expect("figures") {
            let found = answer.pointer(path).unwrap_or(&Value::Null);
            if found != wanted {
                differences.push(format!("{self}: {path} is {found}, reckoned {wanted}"));
            }
        }
        differences
    }
}

impl fmt::Display for Vector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {}", self.file, self.name())
    }
}
