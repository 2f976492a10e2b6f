//! Schemas: what a value is in a few words, and the fields of an object.

use std::fmt::Write;

use serde_json::Value;

use super::text;
use crate::pages::{escaped, inline, prose};

/// Every component, each at an address of its own.
pub(super) fn all(document: &Value) -> String {
    let components = document.pointer("/components/schemas").and_then(Value::as_object);
    let mut articles = String::new();
    for (name, schema) in components.into_iter().flatten().filter(|(name, _)| !name.ends_with("Problem")) {
        let (name, said) = (escaped(name), prose(text(&schema["description"])));
        let _ = write!(
            articles,
            "<article id=\"schema-{name}\"><h3><a href=\"#schema-{name}\">{name}</a></h3>\n{said}{}</article>\n",
            inside(schema),
        );
    }
    articles
}

/// What a body is: its name where it has one, and its fields.
pub(super) fn fields(schema: &Value, document: &Value) -> String {
    let Some(reference) = schema["$ref"].as_str() else { return inside(schema) };
    let component = document.pointer(reference.trim_start_matches('#')).unwrap_or(&Value::Null);
    format!("<p>{}. {}</p>\n{}", kind(schema), inline(text(&component["description"])), inside(component))
}

/// What is to be said of a schema beside its description.
fn inside(schema: &Value) -> String {
    let properties = schema["properties"].as_object();
    let patterns = schema["patternProperties"].as_object();
    if properties.is_none() && patterns.is_none() {
        if let Some(parts) = schema["allOf"].as_array() {
            return parts.iter().filter(|part| has_fields(part)).map(inside).collect();
        }
        let any = schema["oneOf"].as_array().or_else(|| schema["anyOf"].as_array());
        if let Some(forms) = any.filter(|forms| forms.iter().any(has_fields)) {
            return forms.iter().map(form).collect();
        }
        return format!("<p class=\"type\">{}</p>\n", kind(schema));
    }
    let required =
        |name: &str| schema["required"].as_array().is_some_and(|list| list.iter().any(|one| one == name));
    let mut named: Vec<_> = properties.into_iter().flatten().collect();
    named.sort_by_key(|(name, _)| !required(name));
    let mut list = String::from("<dl class=\"fields\">\n");
    for (name, field) in named.into_iter().chain(patterns.into_iter().flatten()) {
        let required = if required(name) { " <span class=\"required\">required</span>" } else { "" };
        let nested = if field.get("properties").is_some() { inside(field) } else { String::new() };
        let said = inline(description(field)) + &bounds(field);
        let (name, kind) = (escaped(name), kind(field));
        let _ = writeln!(
            list,
            "<div><dt><code>{name}</code> <span class=\"type\">{kind}</span>{required}</dt><dd>{said}{nested}</dd></div>"
        );
    }
    list + "</dl>\n"
}

/// One of the forms that something has.
fn form(schema: &Value) -> String {
    let said = prose(text(&schema["description"]));
    format!("<div class=\"form\">{said}{}</div>\n", inside(schema))
}

fn has_fields(schema: &Value) -> bool {
    let of_a_part = || schema["allOf"].as_array().is_some_and(|parts| parts.iter().any(has_fields));
    schema.get("properties").is_some() || of_a_part()
}

/// A field's own words, which stand with the first of what it is one of where it may be nothing.
fn description(field: &Value) -> &str {
    let of_one = || field.pointer("/oneOf/0/description").and_then(Value::as_str);
    field["description"].as_str().or_else(of_one).unwrap_or_default()
}

/// What a value is, in a few words.
pub(super) fn kind(schema: &Value) -> String {
    if let Some(reference) = schema["$ref"].as_str() {
        let name = escaped(reference.rsplit('/').next().unwrap_or_default());
        return format!("<a href=\"#schema-{name}\">{name}</a>");
    }
    if let Some(constant) = schema.get("const") {
        return format!("<code>{}</code>", escaped(&constant.to_string()));
    }
    if let Some(words) = schema["enum"].as_array() {
        return list(words, |word| format!("<code>{}</code>", escaped(&word.to_string())));
    }
    if let Some(any) = schema["oneOf"].as_array().or_else(|| schema["anyOf"].as_array()) {
        return list(any, kind);
    }
    match &schema["type"] {
        Value::Array(kinds) => list(kinds, |kind| escaped(text(kind))),
        Value::String(array) if array == "array" => format!("list of {}", kind(&schema["items"])),
        Value::String(object) if object == "object" && schema["additionalProperties"].is_object() => {
            format!("map to {}", kind(&schema["additionalProperties"]))
        }
        Value::String(kind) => match schema["format"].as_str() {
            Some(format) => format!("{} ({})", escaped(kind), escaped(format)),
            None => escaped(kind),
        },
        _ => "any value".to_owned(),
    }
}

fn list(values: &[Value], said: impl Fn(&Value) -> String) -> String {
    values.iter().map(said).collect::<Vec<_>>().join(" or ")
}

/// How large, how long, in which form.
pub(super) fn bounds(schema: &Value) -> String {
    let mut bounds = String::new();
    for (name, said, of) in [
        ("minimum", "at least", ""),
        ("maximum", "at most", ""),
        ("default", "otherwise", ""),
        ("maxLength", "at most", " characters"),
        ("pattern", "in the form", ""),
    ] {
        if let Some(bound) = schema.get(name) {
            let bound = bound.as_str().map_or_else(|| bound.to_string(), str::to_owned);
            let _ =
                write!(bounds, " <span class=\"bound\">{said} <code>{}</code>{of}</span>", escaped(&bound));
        }
    }
    bounds
}
