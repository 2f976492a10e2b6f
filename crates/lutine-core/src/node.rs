//! The neutral tree that every entrance is turned into before it is read.
//!
//! JSON text, a JS value and a TOML file all arrive here through one `Deserialize`, so there is one reader with
//! one set of rules. Derived deserializers would stop at the first fault, and some formats hide unknown fields
//! from them.

use core::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

/// A value as the caller wrote it. Tables keep their order and their duplicates, so that both can be judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// `null`, or JavaScript's `undefined`. Where a field is optional it counts as absent.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number that fits 64 bits.
    Integer(i64),
    /// Any other number. Its value is not kept: no field takes one, because amounts are strings.
    Number,
    /// A string.
    Text(String),
    /// An array.
    List(Vec<Node>),
    /// An object or a table.
    Table(Vec<(String, Node)>),
}

impl Node {
    /// How deep a tree may be. The deepest call needs 7 levels; a cyclic JS object would otherwise never end.
    pub const MAX_DEPTH: u8 = 32;

    /// A text node.
    #[must_use]
    pub fn text(value: &str) -> Self {
        Self::Text(String::from(value))
    }

    /// A table of the given fields.
    #[must_use]
    pub fn table<const N: usize>(fields: [(&str, Node); N]) -> Self {
        Self::named(Vec::from(fields))
    }

    /// Apart from [`Node::table`], which is compiled anew for every number of fields.
    #[inline(never)]
    fn named(fields: Vec<(&str, Node)>) -> Self {
        Self::Table(fields.into_iter().map(|(name, node)| (String::from(name), node)).collect())
    }

    /// The value of a table's field; `None` where there is no such field or this is no table.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Node> {
        self.entries().iter().find(|(key, _)| key == name).map(|(_, node)| node)
    }

    /// The value of a table's field, to be changed.
    #[must_use]
    pub fn get_mut(&mut self, name: &str) -> Option<&mut Node> {
        let Self::Table(entries) = self else { return None };
        entries.iter_mut().find(|(key, _)| key == name).map(|(_, node)| node)
    }

    /// Puts a field into a table, in place of one of that name. Anything but a table is left as it is.
    pub fn set(&mut self, name: &str, value: Node) {
        if let Self::Table(entries) = self {
            entries.retain(|(key, _)| key != name);
            entries.push((String::from(name), value));
        }
    }

    /// The string, where this is one.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// The elements, where this is a list; otherwise none.
    #[must_use]
    pub fn elements(&self) -> &[Node] {
        if let Self::List(elements) = self { elements } else { &[] }
    }

    /// Whether this is a list without elements.
    pub(crate) fn is_empty_list(&self) -> bool {
        matches!(self, Self::List(elements) if elements.is_empty())
    }

    /// The fields in order, where this is a table; otherwise none.
    #[must_use]
    pub fn entries(&self) -> &[(String, Node)] {
        if let Self::Table(entries) = self { entries } else { &[] }
    }
}

impl<'de> serde::Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Level(Self::MAX_DEPTH).deserialize(deserializer)
    }
}

/// Reads one node with so many levels left below it.
struct Level(u8);

impl Level {
    fn below<E: Error>(&self) -> Result<Self, E> {
        self.0.checked_sub(1).map(Self).ok_or_else(|| E::custom("nested too deeply"))
    }
}

impl<'de> DeserializeSeed<'de> for Level {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Level {
    type Value = Node;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("plain data")
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_none<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Node, E> {
        Ok(Node::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Node, E> {
        Ok(Node::Integer(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Node, E> {
        Ok(i64::try_from(value).map_or(Node::Number, Node::Integer))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Node, E> {
        Ok(Node::Number)
    }

    fn visit_str<E>(self, value: &str) -> Result<Node, E> {
        Ok(Node::text(value))
    }

    fn visit_string<E>(self, value: String) -> Result<Node, E> {
        Ok(Node::Text(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Node, A::Error> {
        let mut elements = Vec::new();
        while let Some(element) = access.next_element_seed(self.below()?)? {
            elements.push(element);
        }
        Ok(Node::List(elements))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Node, A::Error> {
        let mut entries = Vec::new();
        while let Some(name) = access.next_key::<String>()? {
            entries.push((name, access.next_value_seed(self.below()?)?));
        }
        Ok(Node::Table(entries))
    }
}

impl Serialize for Node {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null | Self::Number => serializer.serialize_unit(),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Integer(value) => serializer.serialize_i64(*value),
            Self::Text(value) => serializer.serialize_str(value),
            Self::List(elements) => serializer.collect_seq(elements),
            Self::Table(entries) => {
                let mut map = serializer.serialize_map(Some(entries.len()))?;
                for (name, node) in entries {
                    map.serialize_entry(name, node)?;
                }
                map.end()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Node;

    #[test]
    fn keeps_order_and_duplicates() {
        let node: Node = serde_json::from_str(r#"{"b":1,"a":[null,true,"x"],"b":1.5}"#).unwrap();
        let Node::Table(entries) = node else { panic!("a table") };
        let names: Vec<&str> = entries.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["b", "a", "b"]);
        assert_eq!(entries[1].1, Node::List(vec![Node::Null, Node::Bool(true), Node::text("x")]));
        assert_eq!(entries[2].1, Node::Number);
    }

    #[test]
    fn refuses_what_is_nested_too_deeply() {
        let text = format!("{}{}", "[".repeat(40), "]".repeat(40));
        let error = serde_json::from_str::<Node>(&text).unwrap_err();
        assert!(error.to_string().contains("nested too deeply"), "{error}");
    }
}
