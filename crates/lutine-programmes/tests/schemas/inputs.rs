//! The fields that are read. An input has all fields of its schema, each of them null, which counts as absent, and in every
//! object one that is unknown: of that the reader says which there are, and it misses those that must be there.

use std::collections::{BTreeMap, BTreeSet};

use lutine_programmes::Data;
use serde_json::{Map, Value, json};

use crate::schema;
use crate::words::read;

const UNKNOWN: &str = "?";

/// The fields of each object, and the paths of what must be there and is not.
#[derive(Debug, Default)]
struct Said {
    fields: BTreeMap<String, BTreeSet<String>>,
    missing: BTreeSet<String>,
    /// Those that may be missed too: one of several must be there, or of a list no element can be read.
    maybe: BTreeSet<String>,
}

#[test]
fn every_field_that_is_read_is_listed_and_no_other() {
    let shipped = Data::shipped().unwrap();
    for name in ["quote-call", "payout-call", "programme", "lists"] {
        let schema = schema(name);
        let mut by_schema = Said::default();
        let mut by_reader = Said::default();
        // Amounts are not read where their currency is missing, nor losses where the shipment cannot be read.
        let one_good = json!({ "currency": "USD", "amount": "1.00" });
        let items = json!({ "currency": "USD", "items": [{ "amount": "1.00" }] });
        for (currency, insurance) in [
            (Value::Null, None),
            (json!("USD"), None),
            (json!("USD"), Some(one_good)),
            (json!("USD"), Some(items)),
        ] {
            let at = if name == "programme" { "programmes[0]" } else { "" };
            let mut input = Input { root: &schema, currency }.of(&schema, at, &mut by_schema);
            if let (Some(insurance), "payout-call") = (insurance, name) {
                insured(&mut input, &insurance);
            }
            let input = if name == "programme" { json!({ "programmes": [input] }) } else { input };
            for error in read(name, &input, &shipped) {
                by_reader.add(&error);
            }
        }
        if name == "lists" {
            // What else a tariff has is left alone.
            by_schema.fields.remove("");
        }
        assert_eq!(
            by_reader.fields, by_schema.fields,
            "{name}: the fields, as the reader and as the schema has them"
        );
        let missing: BTreeSet<String> = by_reader.missing.difference(&by_schema.maybe).cloned().collect();
        assert_eq!(
            missing, by_schema.missing,
            "{name}: what must be there, as the reader and as the schema has it"
        );
    }
}

impl Said {
    /// What a fault says of a field that is unknown or missing.
    fn add(&mut self, error: &Value) {
        let [path, code, message] = ["path", "code", "message"].map(|field| error[field].as_str().unwrap());
        // A list that must be there is empty where it is not.
        if ["missing-field", "empty-list"].contains(&code) {
            self.missing.insert(path.to_owned());
        }
        if let (Some(object), "unknown-field") = (path.strip_suffix(UNKNOWN), code) {
            let names =
                message.split('`').skip(1).step_by(2).filter(|name| *name != UNKNOWN).map(str::to_owned);
            self.fields.entry(object.trim_end_matches('.').to_owned()).or_default().extend(names);
        }
    }
}

/// Makes a payout call's shipment one that can be read.
fn insured(call: &mut Value, insurance: &Value) {
    let us = json!({ "country": "US" });
    call["programme"] = json!("house-usd");
    call["revision"] = json!("2026-01-01");
    call["shipment"] = json!({ "origin": us, "destination": us, "insurance": insurance, "parcels": [{}] });
}

/// Makes inputs with every field and no value.
struct Input<'s> {
    root: &'s Value,
    /// What stands in fields of that name.
    currency: Value,
}

impl<'s> Input<'s> {
    fn of(&self, schema: &'s Value, path: &str, said: &mut Said) -> Value {
        let schema = self.meant(schema);
        if let Some(word) = schema.get("const") {
            return word.clone();
        }
        if let Some(properties) = schema["properties"].as_object() {
            let required = schema["required"].as_array();
            let mut fields = Map::from_iter([(UNKNOWN.to_owned(), Value::Null)]);
            for (name, property) in properties {
                let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                let value =
                    if name == "currency" { self.currency.clone() } else { self.of(property, &path, said) };
                if value.is_null() && required.is_some_and(|required| required.contains(&json!(name))) {
                    said.missing.insert(path);
                }
                fields.insert(name.clone(), value);
            }
            for either in ["oneOf", "anyOf"].iter().filter_map(|either| schema[either].as_array()).flatten() {
                let names = either["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
                said.maybe.extend(names.map(|name| format!("{path}.{name}")).chain([path.to_owned()]));
            }
            said.fields.insert(path.to_owned(), properties.keys().cloned().collect());
            return Value::Object(fields);
        }
        match schema["type"].as_str() {
            Some("array") => self.list(&schema["items"], path, said),
            Some("object") => json!({}),
            _ => Value::Null,
        }
    }

    /// A list of one element, or of one of each kind. Of values it would have none, and is left out.
    fn list(&self, items: &'s Value, path: &str, said: &mut Said) -> Value {
        let items = self.meant(items);
        let kinds =
            items["oneOf"].as_array().filter(|kinds| kinds.iter().all(|kind| kind["properties"].is_object()));
        let kinds = kinds.map_or_else(|| vec![items], |kinds| kinds.iter().collect());
        let elements = kinds.into_iter().enumerate();
        let elements = elements.map(|(index, kind)| self.of(kind, &format!("{path}[{index}]"), said));
        let elements: Vec<Value> = elements.filter(|element| !element.is_null()).collect();
        if elements.is_empty() {
            return Value::Null;
        }
        said.maybe.insert(path.to_owned());
        Value::Array(elements)
    }

    fn meant(&self, schema: &'s Value) -> &'s Value {
        let name = schema["$ref"].as_str().and_then(|reference| reference.strip_prefix("#/$defs/"));
        name.map_or(schema, |name| &self.root["$defs"][name])
    }
}
