//! Holds every answer that any test gets to the document of the API: its status, its type, its headers and its body; and
//! every body that was taken.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex};

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, Method, Request};
use http_body_util::BodyExt;
use jsonschema::Validator;
use lutine_server::document;
use serde_json::{Value, json};

use crate::harness::Reply;

static DOCUMENT: LazyLock<Value> = LazyLock::new(document);
/// By the place of their schema in the document.
static VALIDATORS: LazyLock<Mutex<HashMap<String, Arc<Validator>>>> = LazyLock::new(Mutex::default);

/// Headers of the transport and of browsers, which mean on every route what they mean anywhere.
const ANYWHERE: [&str; 10] = [
    "access-control-allow-origin",
    "access-control-expose-headers",
    "allow",
    "cache-control",
    "connection",
    "content-length",
    "content-security-policy",
    "content-type",
    "vary",
    "x-content-type-options",
];

/// What was asked for.
pub(crate) struct Asked {
    method: Method,
    path: String,
    body: Bytes,
}

impl Asked {
    /// What a request asks for, and the request.
    pub(crate) async fn of(request: Request<Body>) -> (Self, Request<Body>) {
        let (parts, body) = request.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        let asked =
            Self { method: parts.method.clone(), path: parts.uri.path().to_owned(), body: body.clone() };
        (asked, Request::from_parts(parts, Body::from(body)))
    }

    /// Fails where the document knows of no such answer.
    pub(crate) fn hold(&self, reply: &Reply) {
        let Self { method, path, .. } = self;
        if method == Method::OPTIONS {
            return;
        }
        let Some((template, item)) = item_of(path) else {
            let outside = !path.starts_with("/v1/") || reply.problem() == (404, "not-found");
            return assert!(outside, "{method} {path} is served and not documented: {reply:?}");
        };
        let method = method.as_str().to_lowercase();
        match item.get(&method) {
            Some(operation) => self.hold_to(operation, &["paths", template, &method], reply),
            None => {
                assert_eq!(reply.problem(), (405, "method-not-allowed"), "{method} {path} is not documented")
            }
        }
    }

    fn hold_to(&self, operation: &Value, place: &[&str], reply: &Reply) {
        let status = reply.status.as_str();
        let of = format!("{status} of {} {}", self.method, self.path);
        let answer = &operation["responses"][status];
        assert!(answer.is_object(), "{of} is not documented: {reply:?}");
        hold_headers(&reply.headers, answer, &of);
        if answer.get("content").is_none() {
            return assert_eq!(reply.body, json!(""), "{of} has no body, says the document");
        }
        let kind = content_type(&reply.headers);
        assert!(answer["content"][kind].is_object(), "{of} is never {kind:?}, says the document");
        // Of many values a line, none is the whole.
        if kind.ends_with("json") && !kind.ends_with("ndjson") {
            let faults =
                faults(&pointer(&[place, &["responses", status, "content", kind]].concat()), &reply.body);
            assert!(faults.is_empty(), "{of}: {faults:#?} in {:#}", reply.body);
        }
        let taken =
            reply.status.is_success() && operation["requestBody"]["content"]["application/json"].is_object();
        if let (true, Ok(body)) = (taken, serde_json::from_slice(&self.body)) {
            let body = without_nulls(body);
            let faults =
                faults(&pointer(&[place, &["requestBody", "content", "application/json"]].concat()), &body);
            assert!(faults.is_empty(), "{of} took what is not documented: {faults:#?} in {body:#}");
        }
    }
}

/// Readers take null as absent; the document does not offer it.
fn without_nulls(value: Value) -> Value {
    match value {
        Value::Array(list) => list.into_iter().map(without_nulls).collect(),
        Value::Object(map) => {
            let given = map.into_iter().filter(|(_, value)| !value.is_null());
            given.map(|(name, value)| (name, without_nulls(value))).collect()
        }
        plain => plain,
    }
}

/// The path of the document that an address is of.
fn item_of(path: &str) -> Option<(&'static str, &'static Value)> {
    let is = |template: &str| {
        let (template, path) = (template.split('/'), path.split('/'));
        template.clone().count() == path.clone().count()
            && template
                .zip(path)
                .all(|(step, given)| step == given || (step.starts_with('{') && !given.is_empty()))
    };
    let paths = DOCUMENT["paths"].as_object()?;
    // `/v1/quotes/batch` is no quote's id.
    let found =
        paths.iter().filter(|(template, _)| is(template)).min_by_key(|(template, _)| template.contains('{'));
    found.map(|(template, item)| (template.as_str(), item))
}

fn content_type(headers: &HeaderMap) -> &str {
    let value = headers.get("content-type").and_then(|value| value.to_str().ok()).unwrap_or_default();
    value.split(';').next().unwrap_or_default()
}

/// Both ways: no header that is not described, and none missing that says what to do.
fn hold_headers(headers: &HeaderMap, answer: &Value, of: &str) {
    for name in headers.keys().map(|name| name.as_str()).filter(|name| !ANYWHERE.contains(name)) {
        assert!(answer["headers"].get(name).is_some(), "`{name}` is not documented for {of}");
    }
    let described = answer["headers"].as_object().into_iter().flatten();
    for (name, _) in described.filter(|(_, header)| header["required"] == true) {
        assert!(headers.contains_key(name), "`{name}` is missing in {of}");
    }
}

fn pointer(steps: &[&str]) -> String {
    let escaped = steps.iter().map(|step| step.replace('/', "~1").replace('{', "%7B").replace('}', "%7D"));
    escaped.fold("#".to_owned(), |pointer, step| format!("{pointer}/{step}")) + "/schema"
}

/// What of a body does not fit the schema at a place of the document.
pub(crate) fn faults(schema: &str, body: &Value) -> Vec<String> {
    let known = VALIDATORS.lock().unwrap().get(schema).cloned();
    let validator = known.unwrap_or_else(|| {
        let mut root = DOCUMENT.clone();
        root["$ref"] = json!(schema);
        let options = jsonschema::options().should_validate_formats(true);
        let made = Arc::new(options.build(&root).unwrap());
        VALIDATORS.lock().unwrap().insert(schema.to_owned(), made.clone());
        made
    });
    validator.iter_errors(body).map(|error| format!("{} {}", error.instance_path(), error.masked())).collect()
}
