//! `lutine programmes check`: what a merchant who writes a programme is told.

use std::path::Path;

use crate::typed::{Said, lutine};

const SOUND: &str = r#"id = "mine"
insurer = "me"
title = "Mine"
currency = "USD"
revision = "2026-01-01"
valid = { from = "2026-01-01" }
rounding = "half-up"
kind = "insurance"
perils = ["loss"]
source = ["the rate: my own", "the limit: assumed"]
limit = { default = "5000.00" }
carriers = ["ups"]

[[pricing]]
kind = "percent"
rate = "1%"
"#;

/// Checks files of those names and texts.
fn check(files: &[(&str, String)]) -> Said {
    let files: Vec<_> = files.iter().map(|(name, text)| (*name, Some(text.as_bytes()))).collect();
    check_content(&files)
}

/// Checks files of those names and contents, or that are not there; their folder is taken out of what is said.
fn check_content(files: &[(&str, Option<&[u8]>)]) -> Said {
    let folder = tempfile::tempdir().unwrap();
    let paths: Vec<String> = files
        .iter()
        .map(|(name, content)| {
            let path = folder.path().join(name);
            if let Some(content) = content {
                std::fs::write(&path, content).unwrap();
            }
            path.to_str().unwrap().to_owned()
        })
        .collect();
    let mut words = vec!["programmes", "check"];
    words.extend(paths.iter().map(String::as_str));
    let said = lutine(&words);
    let within = |folder: &Path, text: &str| text.replace(&format!("{}/", folder.display()), "");
    Said { out: within(folder.path(), &said.out), err: within(folder.path(), &said.err), ..said }
}

#[test]
fn a_sound_file_is_good_and_its_assumptions_are_counted() {
    let said = check(&[("mine.toml", SOUND.to_owned())]);
    assert_eq!((said.code, said.err.as_str()), (0, ""));
    assert_eq!(
        said.out,
        "ok mine.toml: mine 2026-01-01, 2 sources, 1 assumed\n\n1 file checked, no faults\n"
    );
}

#[test]
fn every_fault_of_every_file_is_shown_where_it_stands() {
    let bad =
        SOUND.replace("\"half-up\"", "\"bankers\"").replace("rate = \"1%\"", "\trate = \"1\" # the rate");
    let said = check(&[
        ("bad.toml", bad),
        ("good.toml", SOUND.to_owned()),
        ("no.toml", "a = 1\na = 2\n".to_owned()),
    ]);
    assert_eq!((said.code, said.err.as_str()), (1, ""));
    assert_eq!(
        said.out,
        "bad.toml:7: rounding: only `half-up` is known: write that (unknown-value)\n  \
           |\n\
         7 | rounding = \"bankers\"\n  \
           |            ^^^^^^^^^\n\
         \n\
         bad.toml:16: pricing[0].rate: `1` is not a rate such as `1.25%` (malformed-rate)\n   \
            |\n\
         16 | \trate = \"1\" # the rate\n   \
            | \t       ^^^\n\
         \n\
         ok good.toml: mine 2026-01-01, 2 sources, 1 assumed\n\
         no.toml:2: the same name a second time: keep one (malformed-input)\n  \
           |\n\
         2 | a = 2\n  \
           | ^\n\
         \n\
         3 faults in 2 of 3 files\n"
    );
}

#[test]
fn files_are_checked_together_and_with_the_shipped_lists() {
    let later = SOUND.replace("2026-01-01", "2026-07-01").replace("[\"ups\"]", "[\"ups\", \"usp\"]");
    let first = SOUND.replace("{ from = \"2026-01-01\" }", "{ from = \"2026-01-01\", to = \"2026-12-31\" }");
    let said = check(&[("first.toml", first), ("later.toml", later)]);
    assert_eq!(said.code, 1);
    for part in [
        "ok first.toml",
        "later.toml:6: valid: overlaps the revision `2026-01-01`",
        "later.toml:12: carriers[1]: `usp` is not a carrier of this tariff: write `ups`",
        "2 faults in 1 of 2 files",
    ] {
        assert!(said.out.contains(part), "{part:?} is not in\n{}", said.out);
    }
}

/// What ships is held to what merchants are held to.
#[test]
fn the_shipped_files_are_good() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../lutine-programmes/data/programmes");
    let mut words = vec!["programmes".to_owned(), "check".to_owned()];
    for programme in std::fs::read_dir(folder).unwrap() {
        for file in std::fs::read_dir(programme.unwrap().path()).unwrap() {
            words.push(file.unwrap().path().to_str().unwrap().to_owned());
        }
    }
    let said = lutine(&words.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(said.code, 0, "{}", said.out);
}

#[test]
fn a_file_that_is_no_text_keeps_back_no_other() {
    let said = check_content(&[("bin.toml", Some(b"a = 1\n\xff")), ("good.toml", Some(SOUND.as_bytes()))]);
    assert_eq!((said.code, said.err.as_str()), (1, ""));
    assert_eq!(
        said.out,
        "bin.toml: line 2 is not UTF-8: save the file as text in UTF-8 (malformed-input)\n\n\
         ok good.toml: mine 2026-01-01, 2 sources, 1 assumed\n\n1 fault in 1 of 2 files\n"
    );
}

#[test]
fn a_file_that_is_not_there_keeps_back_no_other() {
    let bad = SOUND.replace("\"half-up\"", "\"bankers\"");
    let files = [
        ("none.toml", None),
        ("bad.toml", Some(bad.as_bytes())),
        ("nor.toml", None),
        ("good.toml", Some(SOUND.as_bytes())),
    ];
    let said = check_content(&files);
    assert_eq!(said.code, 2);
    for part in ["bad.toml:7: rounding: ", "ok good.toml: ", "1 fault in 1 of 2 files"] {
        assert!(said.out.contains(part), "{part:?} is not in\n{}", said.out);
    }
    for part in ["lutine: `none.toml`: ", "lutine: `nor.toml`: "] {
        assert!(said.err.contains(part), "{part:?} is not in\n{}", said.err);
    }
}

#[test]
fn no_file_and_a_file_that_is_not_there_are_bad_usage() {
    assert_eq!(lutine(&["programmes", "check"]).code, 2);
    let said = lutine(&["programmes", "check", "no-such-file.toml"]);
    assert_eq!((said.code, said.out.as_str()), (2, ""));
    assert!(said.err.contains("`no-such-file.toml`"), "{}", said.err);
}
