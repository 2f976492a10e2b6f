//! What to write instead: the second half of a fault's message.
//!
//! All of it stands inside of `message!` or behind the feature `authoring`, so that none of it is downloaded by a
//! shopper.

#[cfg(feature = "authoring")]
use super::{ErrorCode, Fault, Faults, Fields, Message, Path, message};
use super::{FromNode, Node, quoted};

#[cfg(feature = "authoring")]
impl Fault {
    /// Adds to the fault of a type what is wanted.
    pub(super) fn wanting<T: FromNode>(self) -> Self {
        let Self(code, message) = self;
        let rest = if code == ErrorCode::WrongType { write_instead(T::WANTED) } else { String::new() };
        Self(code, message + &rest)
    }
}

#[cfg(not(feature = "authoring"))]
impl super::Fault {
    /// Nobody reads what is wanted.
    #[inline(always)]
    #[expect(clippy::extra_unused_type_parameters, reason = "the other one says what is wanted of the type")]
    pub(super) const fn wanting<T: FromNode>(self) -> Self {
        self
    }
}

#[cfg(feature = "authoring")]
impl<'n> Fields<'n, '_> {
    /// The node of a field that must be there; the fault says what a value of its type looks like.
    pub(super) fn required_node_of<T: FromNode>(
        &mut self,
        name: &'static str,
        faults: &mut Faults,
    ) -> Option<&'n Node> {
        let node = self.node(name);
        if node.is_none() {
            let message: Message = message!("`{name}` is missing{}", write_instead(T::WANTED));
            faults.add(Path::Field(&self.path, name), ErrorCode::MissingField, message);
        }
        node
    }
}

#[cfg(not(feature = "authoring"))]
impl<'n> super::Fields<'n, '_> {
    /// The node of a field that must be there.
    #[inline(always)]
    #[expect(clippy::extra_unused_type_parameters, reason = "the other one says what is wanted of the type")]
    pub(super) fn required_node_of<T: FromNode>(
        &mut self,
        name: &'static str,
        faults: &mut super::Faults,
    ) -> Option<&'n Node> {
        self.required_node(name, faults)
    }
}

/// The end of a message, where it is known what is wanted.
fn write_instead(wanted: &str) -> String {
    if wanted.is_empty() { String::new() } else { format!(": write {wanted}") }
}

/// The end of a message on a missing field that holds more than one value, by its name.
pub(super) fn field_instead(name: &str) -> String {
    write_instead(match name {
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
    })
}

/// What a value is, as a message names it.
pub(super) fn kind_of(node: &Node) -> String {
    match node {
        Node::Null => String::from("`null`"),
        Node::Bool(value) => format!("`{value}`"),
        Node::Integer(value) => format!("the number `{value}`"),
        Node::Number => String::from("a number"),
        Node::Text(_) => String::from("a string"),
        Node::List(_) => String::from("a list"),
        Node::Table(_) => String::from("an object"),
    }
}

/// A list of the one value that stands where a list belongs.
pub(super) fn as_list(node: &Node) -> String {
    node.as_text()
        .filter(|text| text.chars().count() <= 40)
        .map_or_else(|| String::from("`[…]`"), |text| format!("`[\"{text}\"]`"))
}

/// The end of a message on a text that is no id: the id that it would make.
pub(super) fn as_slug(given: &str) -> String {
    let letters = given.trim().chars().map(|letter| match letter.to_ascii_lowercase() {
        letter if letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_' => letter,
        _ => '-',
    });
    let slug: String = letters.collect();
    let slug = slug.trim_matches('-');
    if slug.is_empty() {
        String::from(", such as `dhl-express`")
    } else {
        format!(": write {}", quoted(slug))
    }
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
