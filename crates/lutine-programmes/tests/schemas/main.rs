//! That the published schemas, from which the types of `@lutine/core` are written, say what the Rust says: every field and
//! every word of it, and no other.
#![cfg(not(target_family = "wasm"))]

mod answers;
mod inputs;
mod shape;
mod words;

use std::path::Path;

use jsonschema::Validator;
use lutine_programmes::Data;
use serde_json::Value;

/// A published schema.
fn schema(name: &str) -> Value {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../lutine-core/schema");
    let text = std::fs::read_to_string(folder.join(format!("{name}.schema.json"))).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn faults(schema: &Value, json: &Value) -> Vec<String> {
    let validator: Validator = jsonschema::draft202012::new(schema).unwrap();
    validator.iter_errors(json).map(|error| format!("{} {}", error.instance_path(), error.masked())).collect()
}

#[test]
fn what_ships_fits_its_schemas() {
    let mut data = serde_json::to_value(Data::shipped().unwrap().into_node()).unwrap();
    let programmes = data.as_object_mut().unwrap().remove("programmes").unwrap();
    for programme in programmes.as_array().unwrap() {
        assert_eq!(faults(&schema("programme"), programme), Vec::<String>::new(), "{}", programme["id"]);
    }
    assert_eq!(faults(&schema("lists"), &data), Vec::<String>::new());
}
