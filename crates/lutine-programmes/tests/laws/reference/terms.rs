//! Every programme's terms, as published (or assumed) and written out here a second time. A shipped revision that changes a
//! figure, or adds a programme, has a line at the end of this file.
//!
//! Sums are in hundredths of the programme's currency, rates in hundredths of a percent.

use super::category::UNINSURABLE;

/// How a parcel's premium comes about.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Price {
    /// A share of the value, by whether the parcel stays in one country, and never less than `minimum`.
    Percent { domestic: i128, abroad: i128, minimum: i128 },
    /// `sum` for a value up to `edge`, inclusive; a share of the whole value above it.
    SumThenPercent { edge: i128, sum: i128, rate: i128 },
    /// Nothing up to `free`, inclusive; above it `amount` for each started `step` of the whole value.
    Steps { free: i128, step: i128, amount: i128, minimum: i128 },
    /// Nobody but the insurer knows.
    Insurer,
}

/// Which carriers' parcels are taken.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Carriers {
    Any,
    /// All that the tests use, save one that nobody lists.
    Listed,
    Only(&'static str),
}

/// One programme as it is sold from a day on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Programme {
    pub(crate) id: &'static str,
    /// The first day, which is also the revision's name.
    pub(crate) from: &'static str,
    pub(crate) currency: &'static str,
    /// Amounts in other currencies are declined, exchange rate or not.
    pub(crate) own_currency_only: bool,
    pub(crate) origin: Option<&'static str>,
    pub(crate) provider: Option<&'static str>,
    pub(crate) carriers: Carriers,
    pub(crate) limit: i128,
    pub(crate) price: Price,
    pub(crate) excluded: &'static [&'static str],
    /// A rate, and the categories whose loss it is taken from.
    pub(crate) deductible: Option<(i128, &'static [&'static str])>,
    pub(crate) unsigned_limit: Option<i128>,
    pub(crate) perils: &'static [&'static str],
    pub(crate) conditions: &'static [&'static str],
}

/// The carrier that a list of carriers does not know.
pub(crate) const UNLISTED_CARRIER: &str = "unlisted-carrier";

const fn house(id: &'static str, currency: &'static str) -> Programme {
    Programme {
        id,
        from: "2026-01-01",
        currency,
        own_currency_only: false,
        origin: None,
        provider: None,
        carriers: Carriers::Any,
        limit: 5_000_00,
        price: Price::Percent { domestic: 100, abroad: 100, minimum: 98 },
        excluded: UNINSURABLE,
        deductible: None,
        unsigned_limit: None,
        perils: &["loss", "theft", "damage"],
        conditions: &[],
    }
}

const fn secursus(id: &'static str, currency: &'static str) -> Programme {
    Programme {
        carriers: Carriers::Listed,
        limit: 120_000_00,
        price: Price::SumThenPercent { edge: 715_00, sum: 2_00, rate: 100 },
        excluded: &["animals-plants", "cash", "bullion"],
        unsigned_limit: Some(200_00),
        conditions: &["neutral-packaging", "proof-of-value"],
        ..house(id, currency)
    }
}

const fn shippo(id: &'static str, origin: &'static str) -> Programme {
    Programme {
        origin: Some(origin),
        limit: 10_000_00,
        price: Price::Percent { domestic: 125, abroad: 150, minimum: 0 },
        ..house(id, "USD")
    }
}

const fn declared_value(id: &'static str, carrier: &'static str, amount: i128, minimum: i128) -> Programme {
    Programme {
        own_currency_only: true,
        provider: Some(carrier),
        carriers: Carriers::Only(carrier),
        limit: 50_000_00,
        price: Price::Steps { free: 100_00, step: 100_00, amount, minimum },
        // No page names any: assumed, as everybody else refuses them.
        excluded: UNINSURABLE,
        perils: &["loss", "damage"],
        conditions: &["carrier-liability"],
        ..house(id, "USD")
    }
}

/// The same from another day on.
const fn since(from: &'static str, programme: Programme) -> Programme {
    Programme { from, ..programme }
}

const SHIPPO_US: Programme = Programme {
    deductible: Some((25_00, &["jewelry-watches", "antiques-artwork", "glassware-ceramics"])),
    ..shippo("shippo-xcover-us", "US")
};

/// All revisions of all programmes, by id, and then the earliest first.
pub(crate) const REVISIONS: &[Programme] = &[
    declared_value("fedex-declared-value", "fedex", 1_00, 3_00),
    house("house-eur", "EUR"),
    since("2026-11-22", house("house-eur", "EUR")),
    house("house-gbp", "GBP"),
    since("2026-11-22", house("house-gbp", "GBP")),
    house("house-usd", "USD"),
    since("2026-11-22", house("house-usd", "USD")),
    declared_value("ontrac-declared-value", "ontrac", 1_00, 3_00),
    secursus("secursus-eur", "EUR"),
    secursus("secursus-gbp", "GBP"),
    secursus("secursus-usd", "USD"),
    shippo("shippo-xcover-ca", "CA"),
    since("2026-11-23", shippo("shippo-xcover-ca", "CA")),
    shippo("shippo-xcover-de", "DE"),
    since("2026-11-23", shippo("shippo-xcover-de", "DE")),
    shippo("shippo-xcover-es", "ES"),
    since("2026-11-23", shippo("shippo-xcover-es", "ES")),
    shippo("shippo-xcover-fr", "FR"),
    since("2026-11-23", shippo("shippo-xcover-fr", "FR")),
    shippo("shippo-xcover-gb", "GB"),
    since("2026-11-23", shippo("shippo-xcover-gb", "GB")),
    shippo("shippo-xcover-it", "IT"),
    since("2026-11-23", shippo("shippo-xcover-it", "IT")),
    shippo("shippo-xcover-nl", "NL"),
    since("2026-11-23", shippo("shippo-xcover-nl", "NL")),
    SHIPPO_US,
    since("2026-11-23", SHIPPO_US),
    declared_value("ups-declared-value", "ups", 1_15, 3_45),
    Programme { limit: 10_000_00, price: Price::Insurer, ..house("xcover-parcel", "USD") },
];

/// Every programme's id, in order.
pub(crate) fn ids() -> Vec<&'static str> {
    let mut ids: Vec<_> = REVISIONS.iter().map(|revision| revision.id).collect();
    ids.dedup();
    ids
}

/// The revision of a programme that is sold on a day, if any is.
pub(crate) fn on_sale(id: &str, day: &str) -> Option<&'static Programme> {
    REVISIONS.iter().rfind(|revision| revision.id == id && revision.from <= day)
}
