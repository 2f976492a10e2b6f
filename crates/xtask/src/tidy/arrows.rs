//! Which crate of Lutine may depend on which: the arrows of ARCHITECTURE.md, held by a test.

use std::fs;

use toml::{Table, Value};

use crate::error::Error;
use crate::workspace::Workspace;

/// What of Lutine a crate may depend on.
const ALLOWED: [(&str, &[&str]); 9] = [
    ("lutine-core", &[]),
    ("lutine-programmes", &["lutine-core"]),
    ("lutine-booking", &["lutine-core"]),
    ("lutine-offer", &["lutine-core"]),
    ("lutine-wasm", &["lutine-core"]),
    ("lutine-store", &["lutine-core", "lutine-booking"]),
    ("lutine-insurers", &["lutine-core", "lutine-booking"]),
    (
        "lutine-server",
        &["lutine-core", "lutine-programmes", "lutine-booking", "lutine-insurers", "lutine-store"],
    ),
    ("xtask", &[]),
];

/// What speaks HTTP or SQL, and in which crates alone.
const AT_HOME: [(&str, &[&str]); 5] = [
    ("axum", &["lutine-server"]),
    ("hyper", &["lutine-server", "lutine-insurers"]),
    ("reqwest", &["lutine-server", "lutine-insurers"]),
    ("gloo-net", &["lutine-offer"]),
    ("sqlx", &["lutine-store"]),
];

/// Checks the manifest of every crate; returns how many.
pub(super) fn check(workspace: &Workspace, broken: &mut Vec<String>) -> Result<usize, Error> {
    let folder = workspace.path("crates");
    let entries = fs::read_dir(&folder).map_err(|source| Error::file("read", &folder, source))?;
    let mut names: Vec<String> =
        entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    let mut checked = 0;
    for name in names {
        let manifest = format!("crates/{name}/Cargo.toml");
        if workspace.path(&manifest).is_file() {
            checked += 1;
            broken.extend(problems(&manifest, &name, &workspace.read_toml(&manifest)?));
        }
    }
    Ok(checked)
}

fn problems(file: &str, name: &str, manifest: &Table) -> Vec<String> {
    let Some((_, allowed)) = ALLOWED.iter().find(|(listed, _)| *listed == name) else {
        return vec![format!("{file}: say in xtask's tidy/arrows.rs what {name} may depend on")];
    };
    let of_lutine = dependencies(manifest)
        .into_iter()
        .filter(|dependency| dependency.starts_with("lutine-") && !allowed.contains(dependency))
        .map(|dependency| format!("{file}: {name} may not depend on {dependency}: {}", rule(allowed)));
    let of_others = dependencies(manifest).into_iter().filter_map(|dependency| {
        let (_, homes) =
            AT_HOME.iter().find(|(listed, homes)| *listed == dependency && !homes.contains(&name))?;
        Some(format!("{file}: {dependency} is at home in {} alone", homes.join(" and ")))
    });
    let mut problems: Vec<String> = of_lutine.chain(of_others).collect();
    problems.sort();
    problems.dedup();
    problems
}

fn rule(allowed: &[&str]) -> String {
    if allowed.is_empty() {
        return "it knows no other crate of Lutine".to_owned();
    }
    format!("it knows only {}", allowed.join(" and "))
}

/// The packages that end up in the crate. Not its dev-dependencies: they reach its tests and nothing that ships.
fn dependencies(manifest: &Table) -> Vec<&str> {
    let targets = manifest.get("target").and_then(Value::as_table).into_iter().flat_map(Table::values);
    let places = targets.filter_map(Value::as_table).chain([manifest]);
    let tables = places.flat_map(|place| [place.get("dependencies"), place.get("build-dependencies")]);
    let entries = tables.flatten().filter_map(Value::as_table).flatten();
    entries.map(|(key, value)| value.get("package").and_then(Value::as_str).unwrap_or(key)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(name: &str, manifest: &str) -> Vec<String> {
        problems("Cargo.toml", name, &manifest.parse().unwrap())
    }

    #[test]
    fn an_arrow_the_wrong_way_is_named() {
        let manifest = "[dependencies]\nlutine-programmes.workspace = true\nlutine-core.workspace = true";
        assert_eq!(
            broken("lutine-booking", manifest),
            ["Cargo.toml: lutine-booking may not depend on lutine-programmes: it knows only lutine-core"]
        );
        assert_eq!(broken("lutine-server", manifest), Vec::<String>::new());
    }

    #[test]
    fn who_speaks_http_is_named_and_who_is_new() {
        let manifest = "[dependencies]\naxum.workspace = true\nreqwest.workspace = true";
        assert_eq!(broken("lutine-server", manifest), Vec::<String>::new());
        assert_eq!(
            broken("lutine-insurers", manifest),
            ["Cargo.toml: axum is at home in lutine-server alone"]
        );
        assert_eq!(broken("lutine-booking", manifest).len(), 2);
        assert_eq!(broken("lutine-claims", "").len(), 1);
    }

    #[test]
    fn no_other_name_or_table_hides_an_arrow() {
        let renamed = "[dependencies]\nrates = { package = \"lutine-programmes\", path = \"..\" }";
        assert_eq!(broken("lutine-core", renamed).len(), 1);
        let target = "[target.'cfg(unix)'.build-dependencies]\nlutine-store.workspace = true";
        assert_eq!(broken("lutine-core", target).len(), 1);
    }

    #[test]
    fn tests_may_know_more_than_what_ships() {
        assert!(broken("lutine-core", "[dev-dependencies]\nlutine-programmes.workspace = true").is_empty());
    }
}
