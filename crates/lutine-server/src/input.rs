//! Bodies and headers, read at the border.

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{FromRequestParts, Path};
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use lutine_booking::{Idempotency, Merchant, fingerprint, read_nothing};
use lutine_core::{ErrorCode, FieldError, Node};

use crate::limits;
use crate::problem::Problem;
use crate::routes::invalid_parameter;
use crate::silence::fell_silent;

/// The `{id}` of a route. One that is no text is one that does not exist.
pub(crate) struct Id(pub(crate) String);

impl<S: Send + Sync> FromRequestParts<S> for Id {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let Path(id) =
            Path::<String>::from_request_parts(parts, state).await.map_err(|_| Problem::NotFound)?;
        if is_an_id(&id) { Ok(Self(id)) } else { Err(Problem::NotFound) }
    }
}

/// How much of a list is wanted.
pub(crate) fn limit(wanted: Option<u32>) -> Result<u32, Problem> {
    let limit = wanted.unwrap_or(20);
    if (1..=limits::PAGE).contains(&limit) {
        Ok(limit)
    } else {
        Err(invalid_parameter("limit", "is from 1 to 100"))
    }
}

/// The body of a request that says nothing: none, or an object without fields.
pub(crate) fn empty(headers: &HeaderMap, body: Result<Bytes, BytesRejection>) -> Result<Bytes, Problem> {
    if body.as_ref().is_ok_and(Bytes::is_empty) {
        return Ok(Bytes::new());
    }
    let (node, body) = json(headers, body)?;
    read_nothing(&node).map_err(Problem::InvalidInput)?;
    Ok(body)
}

/// Whether something could be called so. Not every database takes every character to look for.
pub(crate) fn is_an_id(id: &str) -> bool {
    !id.contains(char::is_control)
}

/// What is looked for by id must be what an id can be.
pub(crate) fn ids<const N: usize>(wanted: [(&str, &Option<String>); N]) -> Result<(), Problem> {
    let mut unsound = wanted.into_iter().filter(|(_, id)| id.as_ref().is_some_and(|id| !is_an_id(id)));
    unsound.next().map_or(Ok(()), |(name, _)| Err(invalid_parameter(name, "has no control characters")))
}

/// Where a list goes on: the `next` of an earlier part, and so an id of the kind. Anything else would begin it anew, for ever.
pub(crate) fn cursor(after: Option<&String>, kind: &str) -> Result<(), Problem> {
    let is_of_kind =
        |after: &String| after.strip_prefix(kind).is_some_and(|id| id.starts_with('_')) && is_an_id(after);
    if after.is_none_or(is_of_kind) {
        return Ok(());
    }
    Err(invalid_parameter("after", "must be the `next` of an earlier part of this list"))
}

/// A JSON body as the neutral tree.
pub(crate) fn json(
    headers: &HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<(Node, Bytes), Problem> {
    let body = whole(body)?;
    if !is(headers, &["application/json"]) {
        return Err(Problem::UnsupportedMediaType);
    }
    Ok((tree(&body)?, body))
}

/// JSON as the neutral tree.
pub(crate) fn tree(json: &[u8]) -> Result<Node, Problem> {
    // Some editors begin a file with it.
    let text = json.strip_prefix(b"\xef\xbb\xbf").unwrap_or(json);
    let node = serde_json::from_slice(text).map_err(|error| Problem::malformed(&error.to_string()))?;
    // JSON has it in no other way; nearly no body has it at all.
    if memchr::memmem::find(json, b"\\u0000").is_none() {
        return Ok(node);
    }
    let mut faults = Vec::new();
    find_nul(&node, &mut String::new(), &mut faults);
    if faults.is_empty() { Ok(node) } else { Err(Problem::InvalidInput(faults)) }
}

/// So many texts that cannot be kept are told, and so much of where each stands: a body may be full of them, under long names.
const MOST_NULS: usize = 20;
const LONGEST_PATH: usize = 200;

/// Finds texts with a character that not every database takes.
fn find_nul(node: &Node, path: &mut String, faults: &mut Vec<FieldError>) {
    let length = path.len();
    for (place, element) in node.elements().iter().enumerate() {
        path.push_str(&format!("[{place}]"));
        find_nul(element, path, faults);
        path.truncate(length);
    }
    for (name, field) in node.entries() {
        let point = if length == 0 { "" } else { "." };
        path.extend([point, name]);
        find_nul(field, path, faults);
        path.truncate(length);
    }
    if faults.len() < MOST_NULS && node.as_text().is_some_and(|text| text.contains('\0')) {
        let message = "holds the character U+0000, which cannot be kept".to_owned();
        let path = path[..path.floor_char_boundary(LONGEST_PATH)].to_owned();
        faults.push(FieldError { path, code: ErrorCode::UnknownValue, message });
    }
}

/// A body that has arrived to its end.
pub(crate) fn whole(body: Result<Bytes, BytesRejection>) -> Result<Bytes, Problem> {
    body.map_err(|error| match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::PayloadTooLarge,
        _ if fell_silent(&error) => Problem::TimedOut,
        _ => Problem::malformed("the body broke off"),
    })
}

/// Whether a body is a table with a header row.
pub(crate) fn is_csv(headers: &HeaderMap) -> bool {
    is(headers, &["text/csv"])
}

/// Whether a body is one JSON value a line.
pub(crate) fn is_ndjson(headers: &HeaderMap) -> bool {
    is(headers, &["application/x-ndjson", "application/ndjson", "application/jsonl"])
}

fn is(headers: &HeaderMap, kinds: &[&str]) -> bool {
    let given = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mut parts = given.split(';').map(str::trim);
    let kind = parts.next().unwrap_or_default();
    let mut settings = parts.filter_map(|part| part.split_once('='));
    let charset = settings.find_map(|(name, value)| name.eq_ignore_ascii_case("charset").then_some(value));
    let is_read = charset.is_none_or(|charset| {
        let charset = charset.trim_matches('"');
        ["utf-8", "utf8", "us-ascii"].iter().any(|read| charset.eq_ignore_ascii_case(read))
    });
    is_read && kinds.iter().any(|known| kind.eq_ignore_ascii_case(known))
}

/// A programme that a query names must be one that the merchant sells.
pub(crate) fn sold_programme(named: Option<&str>, merchant: &Merchant) -> Result<(), Problem> {
    let Some(unknown) = named.filter(|id| !merchant.tariff.knows(id)) else { return Ok(()) };
    let message = format!("`{unknown}` is not a programme of this tariff");
    let (path, code) = ("query.programme".to_owned(), ErrorCode::UnknownProgramme);
    Err(Problem::InvalidInput(vec![FieldError { path, code, message }]))
}

/// A JSON body as the neutral tree, where there is a body.
pub(crate) fn json_if_any(
    headers: &HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<(Option<Node>, Bytes), Problem> {
    if body.as_ref().is_ok_and(Bytes::is_empty) {
        return Ok((None, Bytes::new()));
    }
    json(headers, body).map(|(node, body)| (Some(node), body))
}

/// The Idempotency-Key, where there is one, bound to the route and the body that it came with.
pub(crate) fn idempotency(
    headers: &HeaderMap,
    route: &str,
    body: &[u8],
) -> Result<Option<Idempotency>, Problem> {
    let Some(key) = headers.get("idempotency-key") else { return Ok(None) };
    let sound = |key: &&str| !key.is_empty() && key.len() <= limits::IDEMPOTENCY_KEY;
    let key = key.to_str().ok().filter(sound).ok_or_else(|| {
        Problem::InvalidInput(vec![FieldError {
            path: "idempotency-key".to_owned(),
            code: ErrorCode::UnknownValue,
            message: "must have 1 to 200 characters of ASCII".to_owned(),
        }])
    })?;
    let body = String::from_utf8_lossy(body);
    Ok(Some(Idempotency { key: key.to_owned(), fingerprint: fingerprint(&format!("{route}\n{body}")) }))
}
