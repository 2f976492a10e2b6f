//! The reference of the API, from its document.

mod operation;
mod schema;

use std::fmt::Write;
use std::sync::LazyLock;

use serde_json::Value;

use super::{escaped, inline, page, prose};
use crate::openapi::DOCUMENT;
use crate::problem::Kind;

/// Written once: the document does not change while a server runs.
static PAGE: LazyLock<String> =
    LazyLock::new(|| reference(&serde_json::from_str(DOCUMENT).unwrap_or_default()));

/// The page.
pub(crate) fn whole() -> &'static str {
    &PAGE
}

fn reference(document: &Value) -> String {
    let tags: Vec<&Value> = document["tags"].as_array().into_iter().flatten().collect();
    let mut contents = String::new();
    let mut sections = String::new();
    for tag in tags {
        let name = text(&tag["name"]);
        let _ = write!(contents, "<li><a class=\"group\" href=\"#{name}\">{}</a><ol>", capitalised(name));
        let said = inline(text(&tag["description"]));
        let _ = write!(sections, "<section id=\"{name}\"><h2>{}</h2>\n<p>{said}</p>\n", capitalised(name));
        for (path, method, operation) in operations(document, name) {
            contents.push_str(&operation::entry(method, operation));
            sections.push_str(&operation::article(path, method, operation, document));
        }
        contents.push_str("</ol></li>\n");
        sections.push_str("</section>\n");
    }
    let info = &document["info"];
    let (version, about) = (escaped(text(&info["version"])), prose(text(&info["description"])));
    let (keys, problems, schemas) = (keys(document), problems(), schema::all(document));
    let body = format!(
        r#"    <nav class="contents" aria-label="Contents" tabindex="0">
      <p class="brand"><a href="/docs">Lutine</a> <span>API {version}</span></p>
      <ol>
<li><a class="group" href="\#keys">Keys</a></li>
{contents}<li><a class="group" href="\#problems">Problems</a></li>
<li><a class="group" href="\#schemas">Schemas</a></li>
      </ol>
    </nav>
    <main id="main" class="reference" tabindex="-1">
      <h1>The API of Lutine</h1>
      {about}
      <p>The same for machines: <a href="/openapi.json">openapi.json</a>, OpenAPI 3.1.</p>
      <section id="keys"><h2>Keys</h2>
      <p>A key travels as <code>Authorization: Bearer</code>; its first letters say which it is.</p>
      {keys}</section>
      {sections}
      <section id="problems"><h2>Problems</h2>
      <p>Whatever goes wrong is answered with one of these, as <code>application/problem+json</code>.</p>
      {problems}</section>
      <section id="schemas"><h2>Schemas</h2>
      {schemas}</section>
    </main>"#
    );
    page("API", &body)
}

/// The operations of a tag: path, method and what is said of it.
fn operations<'d>(document: &'d Value, tag: &str) -> Vec<(&'d str, &'d str, &'d Value)> {
    let paths = document["paths"].as_object().into_iter().flatten();
    let all = paths.flat_map(|(path, item)| {
        let methods = item.as_object().into_iter().flatten();
        methods.map(move |(method, operation)| (path.as_str(), method.as_str(), operation))
    });
    let of_tag = |operation: &Value| {
        operation["tags"].as_array().is_some_and(|tags| tags.iter().any(|one| one == tag))
    };
    all.filter(|(_, _, operation)| of_tag(operation)).collect()
}

fn keys(document: &Value) -> String {
    let schemes = document.pointer("/components/securitySchemes").and_then(Value::as_object);
    let mut list = String::from("<dl class=\"fields\">\n");
    for (name, scheme) in schemes.into_iter().flatten() {
        let said = inline(text(&scheme["description"]));
        let _ = writeln!(list, "<div><dt><code>{}</code></dt><dd>{said}</dd></div>", escaped(name));
    }
    list + "</dl>\n"
}

fn problems() -> String {
    let mut list = String::from("<dl class=\"fields\">\n");
    for kind in Kind::ALL {
        let (code, status, title) = (kind.code(), kind.status().as_u16(), escaped(kind.title()));
        let _ = writeln!(
            list,
            "<div><dt><a href=\"/problems/{code}\"><code>{code}</code></a> <span class=\"status status--bad\">{status}</span></dt>\
             <dd>{title}.</dd></div>"
        );
    }
    list + "</dl>\n"
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn capitalised(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    escaped(&first.into_iter().chain(letters).collect::<String>())
}
