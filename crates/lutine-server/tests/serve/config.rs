//! Options by flag, environment and file, in that order.

use std::fs;
use std::process::Output;

use tempfile::TempDir;

use crate::process::{Process, lutine};

fn said(options: &[&str], environment: &[(&str, &str)]) -> (i32, String, String) {
    let Output { status, stdout, stderr } =
        lutine().arg("serve").args(options).envs(environment.iter().copied()).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (status.code().unwrap(), text(stdout), text(stderr))
}

/// A file of options.
fn file(folder: &TempDir, text: &str) -> String {
    let path = folder.path().join("options.toml");
    fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn a_flag_counts_before_the_environment_that_before_the_file_and_that_before_the_default() {
    let folder = TempDir::new().unwrap();
    let file = file(&folder, "database = \"by-file.db\"\n");
    let by_file = ["--config", file.as_str()];
    let by_flag = ["--config", file.as_str(), "--database", "sqlite:by-flag.db"];
    let by_environment = [("DATABASE_URL", "by-environment.db")];
    let holds = |options: &[&str], environment: &[(&str, &str)], database: &str| {
        let server = Process::start_with(options, environment);
        assert_eq!(server.told("database"), database);
        assert!(server.path(database).is_file(), "{database}");
    };
    holds(&[], &[], "lutine.db");
    holds(&by_file, &[], "by-file.db");
    holds(&[], &[("LUTINE_CONFIG", file.as_str())], "by-file.db");
    holds(&by_file, &by_environment, "by-environment.db");
    holds(&by_flag, &by_environment, "by-flag.db");
}

#[test]
fn the_help_shows_what_the_file_says_and_no_secret() {
    let folder = TempDir::new().unwrap();
    let file = file(&folder, "quote-minutes = 45\ndatabase = \"postgres://lutine:hidden@db/lutine\"\n");
    let environment = [("DATABASE_URL", "postgres://lutine:hidden@db/lutine")];
    let (code, help, _) = said(&["--config", &file, "--help"], &environment);
    assert_eq!(code, 0);
    assert!(help.contains("[default: 45]") && help.contains("[env: DATABASE_URL]"), "{help}");
    assert!(!help.contains("hidden"), "{help}");
}

#[test]
fn a_file_that_says_what_it_should_not_is_bad_usage() {
    let folder = TempDir::new().unwrap();
    let one = file(&folder, "# options\n\nquote-minute = 45\n");
    let (code, _, error) = said(&["--config", &one], &[]);
    let expected =
        format!("lutine: `{one}`: line 3: there is no option `quote-minute`: write `quote-minutes`\n");
    assert_eq!((code, error), (2, expected));
    let several = file(&folder, "quote-minutes = \"soon\"\nlog = \"a=b=c\"\n");
    let (code, _, error) = said(&["--config", &several], &[]);
    assert_eq!(code, 2);
    assert!(error.contains("\n  line 1: `quote-minutes`") && error.contains("\n  line 2: `log`"), "{error}");
    let (code, _, error) = said(&["--config", "no-such-file.toml"], &[]);
    assert_eq!((code, error.contains("`no-such-file.toml`")), (2, true), "{error}");
}

#[test]
fn a_database_that_is_none_is_refused_without_its_password() {
    for environment in [false, true] {
        let url = "mysql://lutine:hidden@db/lutine";
        let (code, _, error) =
            if environment { said(&[], &[("DATABASE_URL", url)]) } else { said(&["--database", url], &[]) };
        assert_eq!(code, 2, "{error}");
        assert!(error.contains("`mysql`") && !error.contains("hidden"), "{error}");
    }
}
