//! Where a fault of a file is said to stand, and that none is kept back.

use lutine_core::Tariff;
use lutine_programmes::{Fault, Judged, Position, judge, shipped};

const SOUND: &str = r#"id = "mine"
insurer = "me"
title = "Mine"
currency = "USD"
revision = "2026-01-01"
valid = { from = "2026-01-01" }
rounding = "half-up"
kind = "insurance"
perils = ["loss"]
source = ["a test"]
limit = { default = "5000.00" }

[[pricing]]
kind = "percent"
rate = "1%"
"#;

fn judged(files: &[(&str, &str)]) -> Vec<Judged> {
    let Tariff { categories, carriers, .. } = shipped().unwrap();
    let files: Vec<(String, Vec<u8>)> =
        files.iter().map(|(file, text)| ((*file).to_owned(), text.as_bytes().to_vec())).collect();
    judge(&files, &categories, &carriers)
}

fn faults(text: &str) -> Vec<Fault> {
    judged(&[("mine.toml", text)]).remove(0).faults
}

/// The sound programme with a part of it changed.
fn changed(from: &str, to: &str) -> String {
    assert!(SOUND.contains(from), "{from}");
    SOUND.replace(from, to)
}

/// What of the text a fault points at, and its line.
fn pointed(text: &str, fault: &Fault) -> (usize, String) {
    let Position { line, column, width } = fault.position.unwrap();
    let line_text = text.lines().nth(line - 1).unwrap_or_default();
    (line, line_text.chars().skip(column - 1).take(width).collect())
}

/// The one fault of a text: its path, line and what it points at.
fn the_fault(text: &str) -> (String, usize, String) {
    let faults = faults(text);
    assert_eq!(faults.len(), 1, "{faults:?}");
    let (line, part) = pointed(text, &faults[0]);
    (faults[0].path.clone(), line, part)
}

#[test]
fn a_sound_file_is_a_programme() {
    let judged = judged(&[("mine.toml", SOUND)]).remove(0);
    assert_eq!(judged.faults, []);
    assert_eq!(judged.programme.unwrap().id, "mine");
}

#[test]
fn a_value_is_pointed_at_wherever_it_is_written() {
    for (from, to, path, line, part) in [
        // At the top, in an inline table, in a dotted name, in a table of its own, in a list, in a list of tables.
        ("\"USD\"", "\"USX\"", "currency", 4, "\"USX\""),
        ("{ default = \"5000.00\" }", "{ default = \"x\" }", "limit.default", 11, "\"x\""),
        ("limit = { default = \"5000.00\" }", "limit.default = \"5_000\"", "limit.default", 11, "\"5_000\""),
        (
            "[[pricing]]",
            "[claims]\ndecidedWithinHours = \"72\"\n[[pricing]]",
            "claims.decidedWithinHours",
            14,
            "\"72\"",
        ),
        ("[\"loss\"]", "[\n  \"loss\",\n  \"fire\",\n]", "perils[1]", 11, "\"fire\""),
        ("\"1%\"", "\"1\"", "pricing[0].rate", 15, "\"1\""),
        (
            "\"1%\"\n",
            "\"1%\"\n[[deductible]]\nrate = \"5%\"\n[[deductible]]\nrate = \"500%\"\n",
            "deductible[1].rate",
            19,
            "\"500%\"",
        ),
        (
            "kind = \"percent\"\nrate = \"1%\"",
            "kind = \"bands\"\nbands = [\n  { upTo = \"9.00\", amount = \"1.00\" },\n  { rate = \"a\" },\n]",
            "pricing[0].bands[1].rate",
            17,
            "\"a\"",
        ),
        (
            "[[pricing]]",
            "[exclusions]\ncategory = [\"cahs\"]\n[[pricing]]",
            "exclusions.category[0]",
            14,
            "\"cahs\"",
        ),
        ("[[pricing]]", "[texts.en]\nsummary = 3\n[[pricing]]", "texts.en.summary", 14, "3"),
    ] {
        let text = changed(from, to);
        let all = faults(&text);
        let found = all.iter().find(|fault| fault.path == path).unwrap_or_else(|| panic!("{path}: {all:?}"));
        assert_eq!(pointed(&text, found), (line, part.to_owned()), "{found}");
    }
}

#[test]
fn a_name_is_pointed_at_where_it_is_what_is_wrong() {
    let text = changed("title", "titel = \"x\"\ntitle");
    assert_eq!(the_fault(&text), ("titel".to_owned(), 3, "titel".to_owned()));
    let text = changed("{ default = \"5000.00\" }", "{ default = \"5000.00\", origin = { UK = \"1.00\" } }");
    assert_eq!(the_fault(&text), ("limit.origin.UK".to_owned(), 11, "UK".to_owned()));
    let text = changed("[[pricing]]", "[limit.category]\nunicorns = \"1.00\"\n[[pricing]]")
        .replace("limit = { default = \"5000.00\" }", "[limit]\ndefault = \"5000.00\"");
    assert_eq!(the_fault(&text), ("limit.category.unicorns".to_owned(), 15, "unicorns".to_owned()));
    // A name that looks like a path.
    let text = changed("title", "\"a.b[0]\" = 1\ntitle");
    assert_eq!(the_fault(&text), ("a.b[0]".to_owned(), 3, "\"a.b[0]\"".to_owned()));
}

#[test]
fn what_is_missing_is_missed_where_it_should_stand() {
    let text = changed("rate = \"1%\"\n", "");
    assert_eq!(the_fault(&text), ("pricing[0].rate".to_owned(), 13, "[[pricing]]".to_owned()));
    let text = changed("{ from = \"2026-01-01\" }", "{ to = \"2026-01-01\" }");
    assert_eq!(the_fault(&text), ("valid.from".to_owned(), 6, "{ to = \"2026-01-01\" }".to_owned()));
    let text = changed("limit = { default = \"5000.00\" }", "limit.origin.GB = \"1.00\"");
    assert_eq!(the_fault(&text), ("limit.default".to_owned(), 11, "limit".to_owned()));
    let text = changed("title = \"Mine\"\n", "");
    assert_eq!(the_fault(&text), ("title".to_owned(), 1, "i".to_owned()));
    assert!(faults("").iter().all(|fault| fault.position.unwrap().line == 1));
}

#[test]
fn a_bare_date_is_told_to_stand_in_quotes() {
    let text = changed("revision = \"2026-01-01\"", "revision = 2026-01-01");
    let fault = faults(&text).remove(0);
    assert_eq!(
        fault.to_string(),
        "mine.toml:5: revision: a day is a string: write `\"2026-01-01\"` (wrong-type)"
    );
}

/// Letters of two bytes, and a line that is cut where its value goes on below.
#[test]
fn columns_are_characters_of_one_line() {
    let text = changed("\"Mine\"", "\"Mïne\"")
        .replace("perils = [\"loss\"]", "perils = { \"é\" = 1, \"ü\" = [\n1,\n] }");
    let fault = faults(&text).into_iter().find(|fault| fault.path == "perils").unwrap();
    assert_eq!(pointed(&text, &fault), (9, "{ \"é\" = 1, \"ü\" = [".to_owned()));
}

#[test]
fn every_line_that_is_no_toml_is_told() {
    let all = faults("id = \"a\"\nlimit = = 3\ntitle = \"Mine\nid = \"b\"\n");
    let lines: Vec<usize> = all.iter().map(|fault| fault.position.unwrap().line).collect();
    assert_eq!(lines, [2, 3, 4], "{all:?}");
    assert!(all.iter().all(|fault| fault.code.as_str() == "malformed-input" && !fault.message.is_empty()));
    assert!(all[2].message.contains("keep one"), "{}", all[2]);
}

#[test]
fn all_faults_of_all_files_are_told_at_once_and_sorted_by_line() {
    let bad = changed("\"USD\"", "\"usd\"").replace("\"percent\"", "\"precent\"").replace("5000.00", "5,000");
    let judged = judged(&[("bad.toml", &bad), ("worse.toml", "= 1"), ("good.toml", SOUND)]);
    let told: Vec<String> = judged.iter().flat_map(|one| &one.faults).map(ToString::to_string).collect();
    assert_eq!(
        told[..3],
        [
            "bad.toml:4: currency: `usd` is not a three-letter currency code in capitals: write `USD` \
             (unknown-currency)",
            "bad.toml:11: limit.default: `5,000` is not an amount such as `12.50` (malformed-amount)",
            "bad.toml:14: pricing[0].kind: `precent` is not one of `percent`, `bands`, `flat`, `step`, `insurer` \
             (unknown-value)",
        ]
    );
    assert!(told[3].starts_with("worse.toml:1: "), "{told:?}");
    assert_eq!(told.len(), 4);
    assert!(judged[2].programme.is_some());
}

#[test]
fn files_are_judged_together_and_each_is_told_its_own() {
    let later =
        changed("2026-01-01", "2026-07-01").replace("[[pricing]]", "[[pricing]]\ncarrier = [\"upss\"]");
    let first = changed("{ from = \"2026-01-01\" }", "{ from = \"2026-01-01\", to = \"2026-12-31\" }");
    let judged = judged(&[("broken.toml", "x ="), ("first.toml", &first), ("later.toml", &later)]);
    assert_eq!(judged[1].faults, []);
    let told: Vec<String> = judged[2].faults.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "later.toml:6: valid: overlaps the revision `2026-01-01`: end that one before this begins, or begin \
             later (overlapping-periods)",
            "later.toml:14: pricing[0].carrier[0]: `upss` is not a carrier of this tariff: write `ups` \
             (unknown-carrier)",
        ]
    );
}

#[test]
fn unknown_carriers_are_told_with_the_faults_of_a_file_that_cannot_be_read() {
    let bad = changed("\"1%\"", "\"1\"").replace(
        "[[pricing]]",
        "provider = \"Upps\"\ncarriers = [\"*\", \"upss\"]\n[[pricing]]\ncarrier = [\"fedexx\"]",
    );
    let told: Vec<String> =
        faults(&bad).iter().map(|fault| format!("{} {}", fault.path, fault.code.as_str())).collect();
    assert_eq!(
        told,
        [
            "conditions missing-field",
            // Told once, though no carrier is called so either.
            "provider unknown-value",
            "carriers unknown-value",
            "carriers[1] unknown-carrier",
            "pricing[0].carrier[0] unknown-carrier",
            "pricing[0].rate malformed-rate",
        ]
    );
}

#[test]
fn a_file_that_is_no_text_is_a_fault_and_the_others_are_judged() {
    let Tariff { categories, carriers, .. } = shipped().unwrap();
    let content = [b"id = \"mine\"\ntitle = \"M\xefne\"\n".as_slice(), SOUND.as_bytes()];
    let files = ["latin.toml", "mine.toml"].map(str::to_owned).into_iter().zip(content.map(<[u8]>::to_vec));
    let judged = judge(&files.collect::<Vec<_>>(), &categories, &carriers);
    let told: Vec<String> = judged.iter().flat_map(|one| &one.faults).map(ToString::to_string).collect();
    assert_eq!(told, ["latin.toml: line 2 is not UTF-8: save the file as text in UTF-8 (malformed-input)"]);
    assert!(judged[1].programme.is_some());
}
