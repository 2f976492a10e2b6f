//! The core's own contract as components: its schemas, which its tests hold to the Rust, taken over as they stand.

use serde_json::{Map, Value, json};
use utoipa::openapi::{Ref, RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

/// Files of the core. Where two mean different things by a name, the first has it, and the others put their own before it.
const FILES: [&str; 4] = [
    include_str!("../../../lutine-core/schema/quote-answer.schema.json"),
    include_str!("../../../lutine-core/schema/quote-call.schema.json"),
    include_str!("../../../lutine-core/schema/programme.schema.json"),
    include_str!("../../../lutine-core/schema/lists.schema.json"),
];

/// Over HTTP the server sets these, and refuses them from the caller.
const SET_BY_THE_SERVER: [&str; 2] = ["asOf", "exchangeRates"];

/// Types that stand for a component of that name in what is derived.
macro_rules! components {
    ($($name:ident),*) => {$(
        /// The component of that name.
        pub(crate) enum $name {}

        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                RefOr::Ref(Ref::from_schema_name(stringify!($name)))
            }
        }

        impl ToSchema for $name {}
    )*};
}

components!(
    Carrier, Category, Documents, Money, Offer, PremiumTax, Programme, QuoteCall, Quoted, Shipment,
    StoredCall
);

/// Every definition by its name in the document, beside those that have theirs from Rust.
pub(super) fn schemas(derived: &Map<String, Value>) -> Map<String, Value> {
    let mut schemas = Map::new();
    for file in FILES {
        let Ok(mut root) = serde_json::from_str::<Value>(file) else { continue };
        add(&mut root, derived, &mut schemas);
    }
    over_http(&mut schemas);
    schemas
}

/// Adds a file's root and definitions. Plain strings have no name of their own: what is said of them goes where they are used.
fn add(root: &mut Value, derived: &Map<String, Value>, schemas: &mut Map<String, Value>) {
    let Some(Value::Object(definitions)) = root.as_object_mut().and_then(|root| root.remove("$defs")) else {
        return;
    };
    let title = root["title"].as_str().unwrap_or_default().to_owned();
    let own = |name: &str| {
        let plain = capitalised(name);
        let other = |known: &Value| known["x-of"] != definitions[name];
        let taken = derived.contains_key(&plain) || schemas.get(&plain).is_some_and(other);
        if taken { format!("{title}{plain}") } else { plain }
    };
    let names: Map<String, Value> = definitions
        .iter()
        .filter(|(_, schema)| is_named(schema))
        .map(|(name, _)| (name.clone(), json!(own(name))))
        .collect();
    for (name, schema) in &definitions {
        if let Some(component) = names.get(name).and_then(Value::as_str) {
            let mut resolved = resolve(schema, &definitions, &names);
            resolved["x-of"] = schema.clone();
            schemas.insert(component.to_owned(), resolved);
        }
    }
    if let Some(root) = root.as_object_mut() {
        root.retain(|name, _| !name.starts_with('$') && name != "title");
    }
    schemas.insert(title, resolve(root, &definitions, &names));
}

/// What has a name in the document: whatever is more than a string or a number.
fn is_named(schema: &Value) -> bool {
    ["properties", "patternProperties", "oneOf", "enum"].iter().any(|word| schema.get(word).is_some())
}

/// A schema whose references are to components; what has no name stands where it was referred to.
fn resolve(schema: &Value, definitions: &Map<String, Value>, names: &Map<String, Value>) -> Value {
    match schema {
        Value::Array(list) => list.iter().map(|one| resolve(one, definitions, names)).collect(),
        Value::Object(map) => {
            let mut resolved: Map<String, Value> = map
                .iter()
                .filter(|(name, _)| *name != "$ref" && *name != "$comment")
                .map(|(name, value)| (name.clone(), resolve(value, definitions, names)))
                .collect();
            let name =
                map.get("$ref").and_then(Value::as_str).and_then(|target| target.strip_prefix("#/$defs/"));
            if let Some(name) = name {
                match names.get(name).and_then(Value::as_str) {
                    Some(component) => {
                        resolved
                            .insert("$ref".to_owned(), json!(format!("#/components/schemas/{component}")));
                    }
                    None => {
                        if let Value::Object(plain) = resolve(&definitions[name], definitions, names) {
                            plain.into_iter().for_each(|(name, value)| {
                                resolved.entry(name).or_insert(value);
                            });
                        }
                    }
                }
            }
            Value::Object(resolved)
        }
        plain => plain.clone(),
    }
}

/// What is other than in the core: a caller sets no day and no rates, invalid input is a problem, offers are signed.
fn over_http(schemas: &mut Map<String, Value>) {
    for schema in schemas.values_mut().filter_map(Value::as_object_mut) {
        schema.remove("x-of");
    }
    schemas.remove("QuoteAnswer");
    schemas.remove("Invalid");
    schemas.remove("Lists");
    if let Some(call) = schemas.get("QuoteCall").cloned() {
        schemas.insert("StoredCall".to_owned(), call);
    }
    if let Some(call) = schemas.get_mut("QuoteCall") {
        call["description"] = json!("A call for a quote: what does it cost to insure these parcels today?");
        call["required"] = json!(["shipment"]);
        if let Some(fields) = call["properties"].as_object_mut() {
            fields.retain(|name, _| !SET_BY_THE_SERVER.contains(&name.as_str()));
        }
    }
    if let Some(call) = schemas.get_mut("StoredCall") {
        call["description"] =
            json!("A call as it was kept: with the server's day, and the merchant's rates.");
    }
    if let Some(mut signed) = schemas.get("Offer").cloned() {
        signed["description"] = json!("An offer with the server's signature on its price.");
        signed["properties"]["quote"] = json!({ "$ref": "#/components/schemas/QuoteToken" });
        if let Some(required) = signed["required"].as_array_mut() {
            required.push(json!("quote"));
        }
        schemas.insert("SignedOffer".to_owned(), signed);
    }
    if let Some(quoted) = schemas.get_mut("Quoted") {
        quoted["properties"]["offers"]["items"] = json!({ "$ref": "#/components/schemas/SignedOffer" });
    }
    schemas.insert("QuoteToken".to_owned(), token());
}

fn token() -> Value {
    json!({
        "description": "What makes an offer binding.",
        "type": "object",
        "additionalProperties": false,
        "required": ["id", "token", "expiresAt"],
        "properties": {
            "id": { "type": "string", "description": "The quote's id." },
            "token": { "type": "string", "description": "The signed token, to be sent back when it is booked." },
            "expiresAt": { "type": "string", "format": "date-time", "description": "Until when it can be booked." },
        },
    })
}

fn capitalised(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect()
}
