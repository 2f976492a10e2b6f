//! What is insured in each parcel: its own insurance or the shipment's, and what it takes from the other.

use serde_json::Value;

use super::{category, money};

/// One thing: a cart's line, or everything in a parcel that has no lines.
#[derive(Debug)]
pub(crate) struct Good {
    /// Minor units.
    pub(crate) amount: i128,
    pub(crate) category: String,
}

/// One insured parcel.
#[derive(Debug)]
pub(crate) struct Insured {
    /// Its place among all parcels of the shipment.
    pub(crate) index: usize,
    pub(crate) goods: Vec<Good>,
    pub(crate) by_items: bool,
    pub(crate) provider: Option<String>,
    pub(crate) signed: bool,
}

impl Insured {
    /// Minor units.
    pub(crate) fn value(&self) -> i128 {
        self.goods.iter().map(|good| good.amount).sum()
    }

    pub(crate) fn category(&self) -> &str {
        category::highest(self.goods.iter().map(|good| good.category.as_str())).expect("a good")
    }
}

/// The one currency of the call.
pub(crate) fn currency(shipment: &Value) -> &str {
    let parcels = shipment["parcels"].as_array().expect("parcels");
    let mut insurances = std::iter::once(shipment).chain(parcels).map(|holder| &holder["insurance"]);
    insurances.find_map(|insurance| insurance["currency"].as_str()).expect("an insurance")
}

/// The insured parcels; those with neither insurance are left out.
pub(crate) fn insured(shipment: &Value) -> Vec<Insured> {
    let parcels = shipment["parcels"].as_array().expect("parcels").iter().enumerate();
    parcels.filter_map(|(index, parcel)| parcel_of(index, parcel, shipment)).collect()
}

fn parcel_of(index: usize, parcel: &Value, shipment: &Value) -> Option<Insured> {
    let given = |holder: &Value| holder["signature"].as_str().map(str::to_owned);
    let signature = given(parcel).or_else(|| given(shipment));
    // A parcel's own insurance replaces the shipment's whole, the provider with it.
    let (stated, inherited) = match (&parcel["insurance"], &shipment["insurance"]) {
        (Value::Null, Value::Null) => return None,
        (Value::Null, whole) => (whole, &Value::Null),
        (own, shared) => (own, shared),
    };
    Some(Insured {
        index,
        goods: goods(stated, inherited),
        by_items: stated["items"].is_array(),
        provider: stated["provider"].as_str().map(str::to_owned),
        signed: signature.is_some_and(|level| level != "none"),
    })
}

fn goods(stated: &Value, inherited: &Value) -> Vec<Good> {
    let currency = stated["currency"].as_str().expect("a currency");
    let amount = |of: &Value| money::minor(of["amount"].as_str().expect("an amount"), currency);
    match stated["items"].as_array() {
        Some(items) => items
            .iter()
            .map(|item| Good { amount: amount(item), category: of_item(item, stated, inherited) })
            .collect(),
        None => vec![Good { amount: amount(stated), category: of_one_good(stated, inherited) }],
    }
}

/// An item's own description decides; without one it is what the whole insurance says it is.
fn of_item(item: &Value, stated: &Value, inherited: &Value) -> String {
    described(item, &Value::Null)
        .or_else(|| described(stated, inherited))
        .unwrap_or_else(|| category::GENERAL.to_owned())
}

/// A parcel without items of its own is one good, of the highest category that it inherits from the shipment's.
fn of_one_good(stated: &Value, inherited: &Value) -> String {
    let own_category = stated["category"].is_string();
    if let (false, Some(items)) = (own_category, inherited["items"].as_array()) {
        let categories: Vec<String> =
            items.iter().map(|item| of_item(item, inherited, &Value::Null)).collect();
        return category::highest(categories.iter().map(String::as_str)).expect("an item").to_owned();
    }
    described(stated, inherited).unwrap_or_else(|| category::GENERAL.to_owned())
}

/// What is said closest to the goods decides; there a category that is given comes before any content, and words that mean
/// nothing say nothing. (Inherited each for itself, a shipment of "apparel" would make a parcel of "gold ring" apparel: that
/// would flatter the shopper.)
fn described(stated: &Value, inherited: &Value) -> Option<String> {
    let of = |level: &Value| {
        let content =
            || level["content"].as_str().filter(|text| *text != category::NOTHING).map(category::of_content);
        level["category"].as_str().or_else(content).map(str::to_owned)
    };
    of(stated).or_else(|| of(inherited))
}
