//! A revision, once shipped, is never edited: whoever bought under it must get the same answer for ever.
//!
//! `data/shipped.lock` holds the fingerprint of every shipped file, and `tests/vectors` is the corpus of what they
//! answer: its vectors are asked for their own day and compared whole, so that a quote made under an old revision
//! reproduces for ever. Here stands that no file escapes either of the two.
#![cfg(not(target_family = "wasm"))]

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use lutine_core::{Date, Programme, Tariff};
use lutine_programmes::shipped;
use serde_json::Value;
use sha2::{Digest, Sha256};

const HEADING: &str = "\
# The fingerprint of every shipped revision. A line is never changed: a new rate is a new revision, a file of its own.
# `LUTINE_LOCK=1 cargo test -p lutine-programmes --test revisions` adds the lines of new files, and only adds.
";

fn data(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("data").join(path)
}

/// `<id>/<revision>` and its fingerprint, of every file there is.
fn files() -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    for programme in fs::read_dir(data("programmes")).unwrap() {
        let programme = programme.unwrap();
        for revision in fs::read_dir(programme.path()).unwrap() {
            let revision = revision.unwrap();
            let name = [programme.file_name(), revision.file_name()].map(|name| name.into_string().unwrap());
            let name = name.join("/");
            let name =
                name.strip_suffix(".toml").unwrap_or_else(|| panic!("{name} is no TOML file")).to_owned();
            // A checkout may turn line ends; that changes no rate.
            let text = fs::read_to_string(revision.path()).unwrap().replace("\r\n", "\n");
            let digest = Sha256::digest(text.as_bytes());
            files.insert(name, digest.iter().map(|byte| format!("{byte:02x}")).collect());
        }
    }
    files
}

fn locked() -> BTreeMap<String, String> {
    let text = fs::read_to_string(data("shipped.lock")).unwrap_or_default();
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let pairs = lines.map(|line| line.split_once(' ').unwrap_or_else(|| panic!("shipped.lock: {line}")));
    pairs.map(|(name, digest)| (name.to_owned(), digest.to_owned())).collect()
}

/// Every locked file as it was shipped, and every file locked.
#[test]
fn shipped_revisions_are_never_edited() {
    let files = files();
    let mut locked = locked();
    if std::env::var_os("LUTINE_LOCK").is_some() {
        for (name, digest) in &files {
            locked.entry(name.clone()).or_insert_with(|| digest.clone());
        }
        let lines: String = locked.iter().map(|(name, digest)| format!("{name} {digest}\n")).collect();
        fs::write(data("shipped.lock"), format!("{HEADING}{lines}")).unwrap();
    }
    let mut wrong = Vec::new();
    for (name, digest) in &locked {
        let id = name.split('/').next().unwrap_or_default();
        match files.get(name) {
            Some(found) if found == digest => {}
            Some(_) => wrong.push(format!(
                "data/programmes/{name}.toml was edited after it shipped, and quotes were made under it.\n  Take the \
                 change back (`git checkout` that file) and write a new revision: copy it to {id}/<first day>.toml, \
                 give it that `revision` and `valid.from`, and add it to PROGRAMMES in src/lib.rs."
            )),
            None => wrong.push(format!(
                "data/programmes/{name}.toml is gone, and quotes were made under it.\n  Put it back; to end a \
                 programme, write a last revision with `valid.to`."
            )),
        }
    }
    for name in files.keys().filter(|name| !locked.contains_key(*name)) {
        wrong.push(format!(
            "data/programmes/{name}.toml is not locked.\n  When its figures are final, run `LUTINE_LOCK=1 cargo \
             test -p lutine-programmes --test revisions` and commit data/shipped.lock."
        ));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The folder, the file's name and what stands in it are one, and every file is compiled in.
#[test]
fn files_are_named_after_what_they_hold() {
    let mut held: Vec<String> = shipped().unwrap().programmes.iter().map(name).collect();
    held.sort();
    assert_eq!(
        held,
        files().into_keys().collect::<Vec<_>>(),
        "data/programmes, and PROGRAMMES in src/lib.rs"
    );
}

fn name(programme: &Programme) -> String {
    format!("{}/{}", programme.id, programme.revision)
}

/// The vectors are the corpus of quotes that reproduce for ever. A revision without a vector of its own days could
/// change its answers unseen.
#[test]
fn every_shipped_revision_answers_a_vector() {
    let tariff = shipped().unwrap();
    let vectors = vectors();
    let unasked: Vec<String> = tariff
        .programmes
        .iter()
        .filter(|programme| !vectors.iter().any(|vector| answers(programme, vector, &tariff)))
        .map(name)
        .collect();
    assert!(
        unasked.is_empty(),
        "no vector holds an answer of these revisions: add one to tests/vectors whose `asOf` lies in their \
         days:\n{}",
        unasked.join("\n")
    );
}

/// Every vector that is asked of the shipped rates.
fn vectors() -> Vec<Value> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors");
    let mut vectors = Vec::new();
    for file in fs::read_dir(folder).unwrap() {
        let text = fs::read_to_string(file.unwrap().path()).unwrap();
        vectors.extend(serde_json::from_str::<Vec<Value>>(&text).unwrap());
    }
    vectors.retain(|vector| vector.get("tariff").is_none());
    vectors
}

/// Whether a vector is a quote of a day on which this revision is the one on sale, with its offer in the answer; of a
/// programme that makes no offer by itself, with its reasons.
fn answers(programme: &Programme, vector: &Value, tariff: &Tariff) -> bool {
    let Some(day) = vector["call"]["asOf"].as_str().and_then(Date::parse) else { return false };
    if tariff.on_sale(&programme.id, day) != Some(programme) {
        return false;
    }
    let names = |list: &str, wanted: &dyn Fn(&Value) -> bool| {
        vector["answer"][list].as_array().is_some_and(|list| list.iter().any(wanted))
    };
    let revision = programme.revision.to_string();
    let offered =
        |offer: &Value| offer["programme"] == programme.id.as_str() && offer["revision"] == revision;
    let asks_the_insurer = |declined: &Value| {
        declined["programme"] == programme.id.as_str()
            && declined["reasons"]
                .as_array()
                .is_some_and(|reasons| reasons.iter().any(|reason| reason["code"] == "price-from-insurer"))
    };
    names("offers", &offered) || names("declined", &asks_the_insurer)
}
