//! Under which licences the dependencies may come: those of `deny.toml`, as cargo-deny reads it.

use std::collections::BTreeSet;

use spdx::{Expression, ParseMode};
use toml::{Table, Value};

use crate::command::Cmd;
use crate::error::Error;
use crate::workspace::Workspace;

const FILE: &str = "deny.toml";
/// Where something of ours runs, and what runs there: browsers get the widget and the package, nothing else.
const TREES: [&str; 2] = ["--workspace", "-p lutine-offer -p lutine-wasm --target wasm32-unknown-unknown"];

/// Checks every dependency, those of the tests too; returns how many.
pub(super) fn check(workspace: &Workspace, broken: &mut Vec<String>) -> Result<usize, Error> {
    let allowed = allowed(&workspace.read_toml(FILE)?)?;
    let mut crates = BTreeSet::new();
    for tree in TREES {
        let line = format!("cargo tree --locked --prefix none --no-dedupe {tree} --format {{p}}|{{l}}");
        let told = Cmd::new(workspace, &line).read();
        let told = told.ok_or_else(|| Error::content("Cargo.lock", format!("is not read by `{line}`")))?;
        crates.extend(told.lines().map(String::from));
    }
    broken.extend(crates.iter().filter_map(|line| problem(line, &allowed)));
    Ok(crates.len())
}

fn allowed(deny: &Table) -> Result<Vec<String>, Error> {
    let list = deny.get("licenses").and_then(|licenses| licenses.get("allow")).and_then(Value::as_array);
    let list = list.ok_or_else(|| Error::content(FILE, "has no `licenses.allow`"))?;
    Ok(list.iter().filter_map(Value::as_str).map(String::from).collect())
}

/// What is wrong with a crate, named with its licence: `serde v1.0.0|MIT OR Apache-2.0`.
fn problem(line: &str, allowed: &[String]) -> Option<String> {
    let (name, licence) = line.rsplit_once('|')?;
    // Some write a slash for "or".
    let read = Expression::parse_mode(licence, ParseMode::LAX);
    let is_allowed = read.is_ok_and(|expression| {
        expression.evaluate(|needed| {
            let id = needed.license.id();
            needed.addition.is_none() && id.is_some_and(|id| allowed.iter().any(|name| name == id.name))
        })
    });
    (!is_allowed).then(|| format!("{FILE}: {name} comes under `{licence}`, which is not allowed"))
}

#[cfg(test)]
mod tests {
    use super::problem;

    #[test]
    fn one_licence_that_is_allowed_is_enough_and_every_one_that_is_demanded_must_be() {
        let allowed = ["MIT", "Unicode-3.0"].map(String::from);
        let is_allowed = |licence: &str| problem(&format!("a v1.0.0|{licence}"), &allowed).is_none();
        for licence in ["MIT", "GPL-3.0-only OR MIT", "Unlicense/MIT", "(MIT OR Apache-2.0) AND Unicode-3.0"]
        {
            assert!(is_allowed(licence), "{licence}");
        }
        for licence in ["GPL-3.0-only", "MIT AND BSD-3-Clause", "MIT WITH LLVM-exception", "", "see LICENSE"]
        {
            assert!(!is_allowed(licence), "{licence}");
        }
    }
}
