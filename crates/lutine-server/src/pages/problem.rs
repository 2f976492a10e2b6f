//! The page of a kind of problem: its own words are in `www/problems`, the rest follows from the kind.

use super::{escaped, example, page, prose};
use crate::openapi::problems;
use crate::problem::Kind;

/// What the `type` of a problem leads to; `None` for what is no kind.
pub(crate) fn of(code: &str) -> Option<String> {
    let kind = Kind::ALL.iter().find(|kind| kind.code() == code)?;
    let title = escaped(kind.title());
    let (status, reason) = (kind.status().as_u16(), kind.status().canonical_reason().unwrap_or_default());
    let (words, answer) = (prose(kind.words()), example(&problems::example(*kind)));
    let body = format!(
        r#"    <main id="main" class="problem" tabindex="-1">
      <p class="brand"><a href="/docs">Lutine</a> <span>/ problems</span></p>
      <h1>{title}</h1>
      <p class="code"><code>{code}</code> <span class="status status--bad">{status} {reason}</span></p>
      {words}
      <h2>How it is answered</h2>
      {answer}
    </main>"#
    );
    Some(page(kind.title(), &body))
}
