//! The document of the API: what is checked in is what the routes say, and it says it of itself without a gap.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::path::Path;

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use lutine_server::{Kind, document};
use serde_json::Value;

use crate::contract;
use crate::harness::Server;

/// Every text below a value that stands under a name.
fn texts<'v>(value: &'v Value, name: &str, found: &mut Vec<&'v str>) {
    match value {
        Value::Array(list) => list.iter().for_each(|one| texts(one, name, found)),
        Value::Object(map) => map.iter().for_each(|(key, one)| match one.as_str() {
            Some(text) if key == name => found.push(text),
            _ => texts(one, name, found),
        }),
        _ => {}
    }
}

#[test]
fn what_is_checked_in_is_what_the_routes_say() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("openapi.json");
    let said = document();
    if std::env::var_os("LUTINE_OPENAPI").is_some() {
        std::fs::write(&file, format!("{said:#}\n")).unwrap();
    }
    let checked_in: Value = serde_json::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
    assert!(
        checked_in == said,
        "openapi.json is not what the routes say: LUTINE_OPENAPI=1 cargo test -p lutine-server --test http document"
    );
}

#[tokio::test]
async fn the_server_gives_out_its_document() {
    let reply = Server::start().await.get("/openapi.json", "").await;
    assert_eq!(reply.headers["content-type"], "application/json");
    assert_eq!(reply.body["openapi"], "3.1.0");
    let checked_in: Value = serde_json::from_str(include_str!("../../openapi.json")).unwrap();
    assert_eq!(reply.body, checked_in);
}

#[test]
fn every_reference_leads_somewhere_and_every_operation_has_its_name() {
    let document = document();
    let mut references = Vec::new();
    texts(&document, "$ref", &mut references);
    assert!(references.len() > 50);
    for reference in references {
        let target = document.pointer(reference.trim_start_matches('#'));
        let itself = target.and_then(|target| target.get("$ref")).and_then(Value::as_str);
        assert!(target.is_some() && itself != Some(reference), "{reference}");
    }
    let mut names = Vec::new();
    texts(&document["paths"], "operationId", &mut names);
    assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len(), "{names:?}");
}

/// What a page shows as an answer is one.
#[test]
fn every_example_fits_its_schema() {
    let mut examples = 0;
    for (name, schema) in document()["components"]["schemas"].as_object().unwrap() {
        for example in schema["examples"].as_array().into_iter().flatten() {
            let faults = contract::faults(&format!("#/components/schemas/{name}"), example);
            assert!(faults.is_empty(), "{name}: {faults:#?} in {example:#}");
            examples += 1;
        }
    }
    assert!(examples >= Kind::ALL.len());
}

#[tokio::test]
async fn the_reference_tells_of_every_operation_and_needs_no_script() {
    let page = Server::start().await.get("/docs", "").await;
    let html = page.body.as_str().unwrap();
    let document = document();
    let mut names = Vec::new();
    texts(&document["paths"], "operationId", &mut names);
    for name in names {
        assert!(html.contains(&format!("<article id=\"{name}\">")), "{name}");
    }
    let policy = page.headers["content-security-policy"].to_str().unwrap();
    assert!(policy.starts_with("default-src 'none'; style-src 'self'; img-src data:;"), "{policy}");
    for elsewhere in ["<script", " style=", " src=", "href=\"http"] {
        assert!(!html.contains(elsewhere), "`{elsewhere}`");
    }
}

/// A route that is documented and not served would be answered as one that does not exist.
#[tokio::test]
async fn every_operation_is_served() {
    let server = Server::start().await;
    let document = document();
    for (path, item) in document["paths"].as_object().unwrap() {
        for method in item.as_object().unwrap().keys() {
            let request = Request::builder().method(method.to_uppercase().as_str());
            // As a program of the same machine asks: it may read the figures.
            let peer = ConnectInfo(SocketAddr::from(([127, 0, 0, 1], 50_000)));
            let request =
                request.uri(path.replace("{id}", "unauthorized")).header("host", "localhost").extension(peer);
            let (status, _) = server.send(request.body(Body::empty()).unwrap()).await.problem();
            let expected = if path.starts_with("/v1/") { 401 } else { 200 };
            assert_eq!(status, expected, "{method} {path}");
        }
    }
}
