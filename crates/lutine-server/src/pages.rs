//! Pages for people: the documentation of the API and of its problems. They are written here, whole and without a script,
//! so that they need neither the network nor a folder beside the server.

pub(crate) mod docs;
pub(crate) mod problem;

use std::fmt::Write;

use pulldown_cmark::{Parser, html};

/// How they look, in light and in dark.
pub(crate) const STYLE: &str = include_str!("pages/style.css");

/// A page: what the browser's tab says, and what stands in its body.
fn page(title: &str, body: &str) -> String {
    let title = escaped(title);
    format!(
        r#"<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>{title} – Lutine</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="/docs/style.css">
  </head>
  <body>
    <a class="skip" href="\#main">Skip to content</a>
{body}
  </body>
</html>
"#
    )
    .replace(r"\#", "#")
}

/// The page of an address at which there is nothing.
pub(crate) fn missing() -> String {
    let body = "    <main id=\"main\">\n      <h1>There is no such page</h1>\n      \
        <p>The <a href=\"/\">shop</a> and the <a href=\"/docs\">documentation</a> are still where they were.</p>\n    </main>";
    page("Not found", body)
}

/// Text that means itself in HTML.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            _ => escaped.push(letter),
        }
    }
    escaped
}

/// Markdown as HTML.
fn prose(markdown: &str) -> String {
    let mut prose = String::new();
    html::push_html(&mut prose, Parser::new(markdown));
    prose
}

/// Markdown of one paragraph, without the paragraph.
fn inline(markdown: &str) -> String {
    let prose = prose(markdown);
    let one = prose.trim().strip_prefix("<p>").and_then(|prose| prose.strip_suffix("</p>"));
    one.filter(|one| !one.contains("<p>")).map_or_else(|| prose.clone(), str::to_owned)
}

/// JSON, set as an example.
fn example(json: &serde_json::Value) -> String {
    let mut example = String::from("<pre tabindex=\"0\"><code>");
    let _ = write!(example, "{}", escaped(&format!("{json:#}")));
    example.push_str("</code></pre>\n");
    example
}

#[cfg(test)]
mod tests {
    use super::{escaped, inline};

    #[test]
    fn what_is_written_means_itself() {
        assert_eq!(escaped(r#"<a href="x">&"#), "&lt;a href=&quot;x&quot;&gt;&amp;");
        assert_eq!(inline("`a<b` and [c](/d)."), r#"<code>a&lt;b</code> and <a href="/d">c</a>."#);
        assert_eq!(inline("one\n\ntwo"), "<p>one</p>\n<p>two</p>\n");
        assert_eq!(inline("- one"), "<ul>\n<li>one</li>\n</ul>\n");
    }
}
