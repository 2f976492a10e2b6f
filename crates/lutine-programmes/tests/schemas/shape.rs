//! A walk through a schema beside JSON that has all of what it describes.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

/// Which fields the objects of the JSON have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fields {
    /// All that there are.
    All,
    /// Those that are never left out.
    Required,
}

/// What a schema lists, by the place of the list: the words of a field, or the kinds of an object; and those that were met.
#[derive(Debug, Default)]
pub(crate) struct Lists<'s>(BTreeMap<String, (BTreeSet<&'s str>, BTreeSet<String>)>);

impl Lists<'_> {
    /// What is listed and was never met.
    pub(crate) fn unmet(&self) -> Vec<String> {
        let unmet = |(place, (listed, met)): (&String, &(BTreeSet<&str>, BTreeSet<String>))| {
            let words: Vec<String> = listed
                .iter()
                .filter(|word| !met.contains(**word))
                .map(|word| format!("{place} {word}"))
                .collect();
            words
        };
        self.0.iter().flat_map(unmet).collect()
    }
}

/// A schema, and where in it the walk is.
#[derive(Clone, Debug)]
pub(crate) struct Walk<'s> {
    root: &'s Value,
    at: &'s Value,
    place: String,
    fields: Fields,
}

impl<'s> Walk<'s> {
    pub(crate) fn new(root: &'s Value, fields: Fields) -> Self {
        Self { root, at: root, place: String::from(root["title"].as_str().unwrap()), fields }
    }

    fn to(&self, at: &'s Value, step: &str) -> Self {
        Self { at, place: format!("{}.{step}", self.place), ..self.clone() }
    }

    /// Holds the JSON against the schema: the fields of each object, and the words.
    pub(crate) fn along(&self, json: &Value, lists: &mut Lists<'s>) {
        if let Some(reference) = self.at["$ref"].as_str() {
            let name = reference.strip_prefix("#/$defs/").unwrap();
            let at = &self.root["$defs"][name];
            return Self { at, place: String::from(name), ..self.clone() }.along(json, lists);
        }
        if let Some(kinds) = self.at["oneOf"].as_array() {
            return self.along_kind(kinds, json, lists);
        }
        if let Some(words) = self.at["enum"].as_array() {
            let words = words.iter().map(|word| word.as_str().unwrap()).collect();
            return self.meet(words, json.as_str().unwrap(), lists);
        }
        match json {
            Value::Object(fields) => {
                let described = self.at["properties"].as_object().unwrap();
                let given: BTreeSet<&str> = fields.keys().map(String::as_str).collect();
                let expected: BTreeSet<&str> = match self.fields {
                    Fields::All => described.keys().map(String::as_str).collect(),
                    Fields::Required => self.at["required"]
                        .as_array()
                        .into_iter()
                        .flatten()
                        .filter_map(Value::as_str)
                        .collect(),
                };
                assert_eq!(given, expected, "{}: what Rust writes, and the schema's fields", self.place);
                for (name, value) in fields {
                    self.to(&described[name], name).along(value, lists);
                }
            }
            Value::Array(elements) => {
                assert!(self.fields == Fields::Required || !elements.is_empty(), "{}: show one", self.place);
                for element in elements {
                    self.to(&self.at["items"], "*").along(element, lists);
                }
            }
            _ => {}
        }
    }

    /// The kinds of an object are told apart by a field that is one word in each.
    fn along_kind(&self, kinds: &'s [Value], json: &Value, lists: &mut Lists<'s>) {
        let kinds: Vec<(&'s str, &'s Value)> = kinds
            .iter()
            .map(|kind| {
                let name = kind["$ref"].as_str().and_then(|reference| reference.strip_prefix("#/$defs/"));
                let kind = name.map_or(kind, |name| &self.root["$defs"][name]);
                let tag =
                    ["code", "outcome"].into_iter().find_map(|tag| kind["properties"][tag]["const"].as_str());
                (tag.unwrap(), kind)
            })
            .collect();
        let tag = json["code"].as_str().or(json["outcome"].as_str()).unwrap();
        self.meet(kinds.iter().map(|(tag, _)| *tag).collect(), tag, lists);
        let (_, kind) = kinds.iter().find(|(known, _)| *known == tag).unwrap();
        self.to(kind, tag).along(json, lists);
    }

    fn meet(&self, listed: BTreeSet<&'s str>, word: &str, lists: &mut Lists<'s>) {
        assert!(listed.contains(word), "{}: the schema does not list {word}", self.place);
        lists.0.entry(self.place.clone()).or_insert((listed, BTreeSet::new())).1.insert(word.to_owned());
    }
}
