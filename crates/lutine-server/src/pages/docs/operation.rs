//! One operation: what it takes and what it answers.

use std::fmt::Write;

use serde_json::Value;

use super::schema;
use super::text;
use crate::pages::{escaped, inline, prose};

/// Its line in the contents.
pub(super) fn entry(method: &str, operation: &Value) -> String {
    let (id, summary) = (escaped(text(&operation["operationId"])), escaped(text(&operation["summary"])));
    format!("<li><a href=\"#{id}\"><span class=\"method {method}\">{method}</span> {summary}</a></li>\n")
}

pub(super) fn article(path: &str, method: &str, operation: &Value, document: &Value) -> String {
    let (id, summary) = (escaped(text(&operation["operationId"])), escaped(text(&operation["summary"])));
    let mut article = format!(
        "<article id=\"{id}\"><h3><a href=\"#{id}\">{summary}</a></h3>\n\
         <p class=\"route\"><span class=\"method {method}\">{method}</span> <code>{}</code></p>\n{}",
        escaped(path),
        prose(text(&operation["description"])),
    );
    article.push_str(&keys(operation));
    article.push_str(&parameters(operation));
    article.push_str(&body(operation, document));
    article.push_str(&answers(operation, document));
    article + "</article>\n"
}

/// Which keys may.
fn keys(operation: &Value) -> String {
    let requirements = operation["security"].as_array().into_iter().flatten();
    let names: Vec<String> = requirements
        .flat_map(|requirement| requirement.as_object().into_iter().flatten())
        .map(|(name, _)| format!("<a href=\"#keys\"><code>{}</code></a>", escaped(name)))
        .collect();
    let said = if names.is_empty() { "none".to_owned() } else { names.join(" or ") };
    format!("<p class=\"keys\"><b>Key</b> {said}</p>\n")
}

fn parameters(operation: &Value) -> String {
    let Some(parameters) = operation["parameters"].as_array() else { return String::new() };
    let mut list = String::from("<h4>Parameters</h4>\n<dl class=\"fields\">\n");
    for parameter in parameters {
        let (name, place) = (escaped(text(&parameter["name"])), escaped(text(&parameter["in"])));
        let required =
            if parameter["required"] == true { " <span class=\"required\">required</span>" } else { "" };
        let _ = writeln!(
            list,
            "<div><dt><code>{name}</code> <span class=\"type\">{place}, {}</span>{required}</dt><dd>{}</dd></div>",
            schema::kind(&parameter["schema"]),
            inline(text(&parameter["description"])) + &schema::bounds(&parameter["schema"]),
        );
    }
    list + "</dl>\n"
}

fn body(operation: &Value, document: &Value) -> String {
    let content = operation.pointer("/requestBody/content").and_then(Value::as_object);
    let mut bodies = String::new();
    for (kind, media) in content.into_iter().flatten() {
        let _ = writeln!(bodies, "<h4>Body <span class=\"type\">{}</span></h4>", escaped(kind));
        bodies.push_str(&schema::fields(&media["schema"], document));
    }
    bodies
}

fn answers(operation: &Value, document: &Value) -> String {
    let mut list = String::from("<h4>Answers</h4>\n");
    for (status, answer) in operation["responses"].as_object().into_iter().flatten() {
        let class = if status.starts_with('2') { "good" } else { "bad" };
        let said = inline(text(&answer["description"]));
        let line = format!("<span class=\"status status--{class}\">{}</span> {said}", escaped(status));
        let content = answer["content"].as_object().into_iter().flatten();
        let shown: Vec<_> = content.filter(|(kind, _)| *kind == "application/json").collect();
        if shown.is_empty() {
            let _ = writeln!(list, "<p class=\"answer\">{line}</p>");
        }
        for (_, media) in shown {
            let fields = schema::fields(&media["schema"], document);
            let _ = writeln!(list, "<details class=\"answer\"><summary>{line}</summary>\n{fields}</details>");
        }
    }
    list
}
