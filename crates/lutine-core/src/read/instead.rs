//! What to write instead: the second half of a fault's message.
//!
//! All of it stands inside of `message!` or behind the feature `authoring`, so that none of it is downloaded by a
//! shopper.

use core::fmt::{Display, from_fn};

#[cfg(feature = "authoring")]
use super::ErrorCode;
use super::{Fault, Node, quoted};

impl Fault {
    /// Adds to the fault of a type what is wanted.
    #[cfg(feature = "authoring")]
    pub(super) fn wanting(mut self, wanted: &str) -> Self {
        if self.0.0 == ErrorCode::WrongType {
            self.0.1 += &write_instead(wanted).to_string();
        }
        self
    }

    /// Nobody reads what is wanted.
    #[cfg(not(feature = "authoring"))]
    pub(super) const fn wanting(self, _: &str) -> Self {
        self
    }
}

/// The end of a message, where it is known what is wanted.
pub(super) fn write_instead(wanted: &str) -> impl Display {
    from_fn(move |formatter| {
        formatter.write_str(if wanted.is_empty() { "" } else { ": write " })?;
        formatter.write_str(wanted)
    })
}

/// The end of a message on a missing field that holds more than one value, by its name.
pub(super) fn field_instead(name: &str) -> &'static str {
    match name {
        "amount" | "default" | "step" => "an amount in quotes, such as `\"12.50\"`",
        "bands" => "a list such as `[{ upTo = \"700.00\", amount = \"2.00\" }, { rate = \"1%\" }]`",
        "limit" => "the most that a parcel may be worth, such as `{ default = \"5000.00\" }`",
        "pricing" => "at least one case, each with a `kind`",
        "rounding" => "`half-up`",
        "valid" => "the days on sale, such as `{ from = \"2026-01-31\" }`",
        "origin" | "destination" => "a place: an object with `country`, such as `DE`",
        "shipment" => "an object with `origin`, `destination` and `parcels`",
        "parcels" => "a list with at least one parcel",
        "loss" => "an object with `peril`, `amount` or `items`, `signed`, `shippedOn` and `reportedOn`",
        "rates" => "an object of rates by currency",
        _ => "",
    }
}

/// What a value is, as a message names it.
pub(super) fn kind_of(node: &Node) -> impl Display {
    from_fn(move |formatter| match node {
        Node::Null => formatter.write_str("`null`"),
        Node::Bool(value) => write!(formatter, "`{value}`"),
        Node::Integer(value) => write!(formatter, "the number `{value}`"),
        Node::Number => formatter.write_str("a number"),
        Node::Text(_) => formatter.write_str("a string"),
        Node::List(_) => formatter.write_str("a list"),
        Node::Table(_) => formatter.write_str("an object"),
    })
}

/// A list of the one value that stands where a list belongs.
pub(super) fn as_list(node: &Node) -> impl Display {
    from_fn(move |formatter| match node.as_text().filter(|text| text.chars().count() <= 40) {
        Some(text) => write!(formatter, "`[\"{text}\"]`"),
        None => formatter.write_str("`[…]`"),
    })
}

/// The end of a message on a text that is no id: the id that it would make.
pub(super) fn as_slug(given: &str) -> impl Display {
    from_fn(move |formatter| {
        let letters = given.trim_ascii().chars().map(|letter| match letter.to_ascii_lowercase() {
            letter if letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_' => letter,
            _ => '-',
        });
        let slug: String = letters.collect();
        let slug = slug.trim_matches('-');
        if slug.is_empty() {
            formatter.write_str(", such as `dhl-express`")
        } else {
            write!(formatter, ": write {}", quoted(slug))
        }
    })
}

#[cfg(all(test, feature = "authoring"))]
mod tests {
    use super::super::{Faults, Fields, Path, Slug};
    use crate::date::Date;
    use crate::node::Node;

    #[test]
    fn every_fault_of_a_reading_says_what_to_write() {
        let node = Node::table([
            ("day", Node::Integer(2026)),
            ("days", Node::text("2026-01-31")),
            ("id", Node::text("My Cover")),
            ("cuont", Node::Integer(3)),
        ]);
        let mut faults = Faults::default();
        let mut fields = Fields::open(&node, Path::Root, &mut faults).unwrap();
        fields.required::<Date>("day", &mut faults);
        fields.list::<Date>("days", &mut faults);
        fields.required::<Slug>("id", &mut faults);
        fields.optional::<u32>("count", &mut faults);
        fields.required::<Date>("until", &mut faults);
        fields.required_node("valid", &mut faults);
        fields.close(&mut faults);
        let found: Vec<String> =
            faults.0.iter().map(|fault| format!("{} {}", fault.path, fault.message)).collect();
        assert_eq!(
            found,
            [
                "day must be a string, not the number `2026`: write a day such as `2026-01-31`",
                "days must be a list, not a string: write `[\"2026-01-31\"]`",
                "id `My Cover` is not an id in lower case: write `my-cover`",
                "until `until` is missing: write a day such as `2026-01-31`",
                "valid `valid` is missing: write the days on sale, such as `{ from = \"2026-01-31\" }`",
                "cuont `cuont` is not a field here: write `count`",
            ]
        );
        assert!(Fields::open(&Node::Bool(true), Path::Root, &mut faults).is_none());
        assert_eq!(faults.0.last().unwrap().message, "must be an object, not `true`: write `{ … }`");
    }
}
