//! The files in deploy/: what they name is there, and what they type is understood.

use std::path::Path;

use crate::process::lutine;

const UNIT: &str = include_str!("../../../../deploy/lutine.service");
const CONTAINER: &str = include_str!("../../../../deploy/Containerfile");
const README: &str = include_str!("../../../../deploy/README.md");

/// What a unit sets.
fn set(name: &str) -> &'static str {
    let mut values = UNIT.lines().filter_map(|line| line.strip_prefix(name)?.strip_prefix('='));
    let value = values.next().unwrap_or_else(|| panic!("{name} is not set"));
    assert_eq!(values.next(), None, "{name} is set twice");
    value
}

/// Whether these words after `lutine` mean something: then the help is shown.
fn is_understood(words: &[&str], environment: &[(&str, &str)]) -> bool {
    lutine().args(words).arg("--help").envs(environment.iter().copied()).output().unwrap().status.success()
}

#[test]
fn what_the_container_copies_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let copied: Vec<&str> = CONTAINER
        .lines()
        .filter_map(|line| line.strip_prefix("COPY "))
        .filter(|line| !line.starts_with("--from"))
        .flat_map(|line| line.split_whitespace().rev().skip(1))
        .collect();
    assert!(copied.len() > 5, "{copied:?}");
    for path in copied {
        assert!(root.join(path).exists(), "{path}");
    }
    // Every crate's manifest is a part of the workspace, and so are their data.
    for part in ["crates", "www", "Cargo.lock", "package-lock.json", "Trunk.toml"] {
        assert!(CONTAINER.contains(part), "{part}");
    }
}

#[test]
fn every_figure_is_explained() {
    for name in lutine_server::metrics::names() {
        assert!(README.contains(&format!("| `{name}")), "{name}");
    }
}

#[test]
fn what_the_container_and_the_unit_start_is_understood() {
    let line = CONTAINER.lines().find_map(|line| line.strip_prefix("CMD ")).unwrap();
    let words: Vec<String> = serde_json::from_str(line).unwrap();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    assert!(is_understood(&words, &[]), "{line}");
    let of = |prefix: &str, text: &'static str| -> Vec<(&'static str, &'static str)> {
        let settings = text.lines().filter_map(|line| line.trim().strip_prefix(prefix));
        settings.filter_map(|setting| setting.trim_end_matches(" \\").split_once('=')).collect()
    };
    let environment = [of("Environment=", UNIT), of("ENV ", CONTAINER)].concat();
    assert!(environment.len() > 5, "{environment:?}");
    let help = String::from_utf8(lutine().args(["serve", "--help"]).output().unwrap().stdout).unwrap();
    for (name, _) in &environment {
        assert!(help.contains(&format!("[env: {name}")), "{name}");
    }
    assert!(is_understood(&["serve"], &environment));
    let mut words = set("ExecStart").split_whitespace();
    assert_eq!(words.next(), Some("/usr/bin/lutine"));
    assert!(is_understood(&words.collect::<Vec<_>>(), &[]));
}

#[test]
fn the_service_manager_waits_longer_than_the_server_takes_to_stop() {
    let help = String::from_utf8(lutine().args(["serve", "-h"]).output().unwrap().stdout).unwrap();
    let default = |option: &str| -> u64 {
        let told = help.split(option).nth(1).and_then(|rest| rest.split("[default: ").nth(1)).unwrap();
        told.split(']').next().unwrap().parse().unwrap()
    };
    let stop = default("--drain-seconds") + default("--stop-seconds");
    let timeout: u64 = set("TimeoutStopSec").parse().unwrap();
    assert!(timeout > stop, "{timeout} s is not more than {stop} s");
}

#[test]
fn what_the_readme_names_is_there() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../deploy");
    for name in ["lutine.toml", "lutine.service", "Containerfile"] {
        assert!(README.contains(name) && here.join(name).is_file(), "{name}");
    }
}
