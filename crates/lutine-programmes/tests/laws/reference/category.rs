//! Categories, the highest rank first, and the few descriptions whose category is evident.

/// First those that programmes do not insure, then those with deductibles; the last is everything else.
pub(crate) const RANKED: [&str; 25] = [
    "animals-plants",
    "arms",
    "motor-vehicles",
    "bulk-cargo",
    "bullion",
    "cannabis",
    "cash",
    "tobacco",
    "payment-cards",
    "documents-securities",
    "furs",
    "jewelry-watches",
    "antiques-artwork",
    "glassware-ceramics",
    "luxury-apparel",
    "electronics",
    "musical-instruments",
    "trading-cards",
    "collectibles",
    "furniture",
    "food",
    "cosmetics",
    "books-media",
    "apparel",
    GENERAL,
];

/// What everything else is.
pub(crate) const GENERAL: &str = "general";

/// What most programmes do not insure.
pub(crate) const UNINSURABLE: &[&str] = RANKED.as_slice().split_at(11).0;

/// A description in words that mean nothing here.
pub(crate) const NOTHING: &str = "something else";

/// Every description that a generated call may use.
pub(crate) const CONTENTS: [(&str, &str); 28] = [
    ("t-shirts", "apparel"),
    ("faux fur", "apparel"),
    ("card holder", "apparel"),
    ("dog bed", "furniture"),
    ("gold ring", "jewelry-watches"),
    ("vintage Rolex watch", "jewelry-watches"),
    ("oil painting", "antiques-artwork"),
    ("ceramic vase", "glassware-ceramics"),
    ("Designer Handbag", "luxury-apparel"),
    ("cash register", "electronics"),
    ("laptops", "electronics"),
    ("guitar", "musical-instruments"),
    ("pokemon cards", "trading-cards"),
    ("water gun", "collectibles"),
    ("olive oil", "food"),
    ("perfume", "cosmetics"),
    ("books", "books-media"),
    (NOTHING, GENERAL),
    ("gold bar", "bullion"),
    ("banknotes", "cash"),
    ("kittens", "animals-plants"),
    ("pistol", "arms"),
    ("cigars", "tobacco"),
    ("credit cards", "payment-cards"),
    ("mink coat", "furs"),
    ("motorcycle", "motor-vehicles"),
    ("share certificate", "documents-securities"),
    ("cannabis", "cannabis"),
];

/// The category of a description.
pub(crate) fn of_content(content: &str) -> &'static str {
    let known = CONTENTS.iter().find(|(text, _)| *text == content);
    known.unwrap_or_else(|| panic!("no category is known for {content}")).1
}

/// 0 is the highest.
pub(crate) fn rank(category: &str) -> usize {
    RANKED.iter().position(|known| *known == category).unwrap_or_else(|| panic!("no category {category}"))
}

/// The highest-ranked of several.
pub(crate) fn highest<'a>(categories: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    categories.min_by_key(|category| rank(category))
}
