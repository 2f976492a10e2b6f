//! The one corpus of calls and answers: natively, in WebAssembly under Node, and in a browser, compared exactly.
//! (`lutine-server/tests/http/vectors.rs` asks the same over HTTP.)
//!
//! `support/corpus.rs` says what a vector is, and `support/codes.rs` that no code of the contract is without one. To add one, write all but its answer and run
//! `LUTINE_BLESS=1 cargo xtask test vectors`: that fills in the answers of vectors that have none, and of those alone.

#[cfg(not(target_family = "wasm"))]
#[path = "support/codes.rs"]
mod codes;
mod support;

use support::answer::Tariffs;
use support::corpus;
#[cfg(target_family = "wasm")]
use wasm_bindgen_test::wasm_bindgen_test;

#[cfg_attr(not(target_family = "wasm"), test)]
#[cfg_attr(target_family = "wasm", wasm_bindgen_test)]
fn every_vector_is_answered_exactly() {
    let tariffs = Tariffs::load();
    let vectors = corpus::vectors();
    let wrong: Vec<String> =
        vectors.iter().flat_map(|vector| vector.differences(&tariffs.answer(vector))).collect();
    assert!(
        wrong.is_empty(),
        "{} differences in {} vectors:\n{}",
        wrong.len(),
        vectors.len(),
        wrong.join("\n")
    );
}

#[cfg(not(target_family = "wasm"))]
mod native {
    use std::collections::HashSet;
    use std::path::PathBuf;

    use jsonschema::Validator;
    use serde_json::Value;

    use super::corpus::{PROGRAMMES, VECTORS, vectors, vectors_of};
    use super::support::answer::Tariffs;

    pub(crate) fn folder(path: &str) -> PathBuf {
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
    }

    #[test]
    fn no_file_is_left_out() {
        for (path, listed) in [("tests/vectors", VECTORS), ("tests/programmes", PROGRAMMES)] {
            let entries = std::fs::read_dir(folder(path)).unwrap();
            let mut files: Vec<String> =
                entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
            let mut listed: Vec<&str> = listed.iter().map(|(file, _)| *file).collect();
            files.sort();
            listed.sort_unstable();
            assert_eq!(files, listed, "{path}, and its list in support/corpus.rs");
        }
    }

    #[test]
    fn every_vector_has_a_name_of_its_own_and_says_why() {
        let mut names = HashSet::new();
        for vector in vectors() {
            assert!(names.insert(vector.name().to_owned()), "{vector} stands twice");
            assert!(vector.json["why"].as_str().is_some_and(|why| !why.is_empty()), "{vector}: why?");
        }
    }

    fn schema(file: &str) -> Validator {
        let path = folder("crates/lutine-core/schema").join(file);
        let schema: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        jsonschema::draft202012::new(&schema).unwrap()
    }

    fn faults(schema: &Validator, json: &Value) -> Vec<String> {
        schema.iter_errors(json).map(|error| format!("{} {error}", error.instance_path())).collect()
    }

    /// The schemas that are published say the same as the reader: what they refuse is invalid, and every answer fits.
    #[test]
    fn calls_and_answers_fit_their_schemas() {
        for (field, calls, answers) in [
            ("call", "quote-call.schema.json", "quote-answer.schema.json"),
            ("payout", "payout-call.schema.json", "payout-answer.schema.json"),
        ] {
            let (calls, answers) = (schema(calls), schema(answers));
            for vector in vectors() {
                let Some(call) = vector.json.get(field) else { continue };
                let answer = &vector.json["answer"];
                if answer["outcome"] != "invalid" {
                    assert_eq!(faults(&calls, &without_nulls(call)), Vec::<String>::new(), "{vector}");
                }
                assert_eq!(faults(&answers, answer), Vec::<String>::new(), "{vector}");
            }
        }
    }

    #[test]
    fn programmes_without_faults_fit_their_schema() {
        let programmes = schema("programme.schema.json");
        for vector in vectors().iter().filter(|vector| vector.json["answer"]["outcome"] == "valid") {
            for programme in vector.json["programmes"].as_array().unwrap() {
                assert_eq!(faults(&programmes, &without_nulls(programme)), Vec::<String>::new(), "{vector}");
            }
        }
    }

    /// The reader takes null as absent; the schemas do not offer it.
    fn without_nulls(json: &Value) -> Value {
        match json {
            Value::Object(fields) => {
                let given = fields.iter().filter(|(_, value)| !value.is_null());
                given.map(|(name, value)| (name.clone(), without_nulls(value))).collect()
            }
            Value::Array(elements) => elements.iter().map(without_nulls).collect(),
            other => other.clone(),
        }
    }

    /// Not a test: fills in missing answers when it is asked to.
    #[test]
    fn bless() {
        if std::env::var_os("LUTINE_BLESS").is_none() {
            return;
        }
        let tariffs = Tariffs::load();
        for (file, text) in VECTORS {
            let mut list = vectors_of(file, text);
            for vector in list.iter_mut().filter(|vector| vector.json["answer"].is_null()) {
                vector.json["answer"] = tariffs.answer(vector);
            }
            let list: Vec<Value> = list.into_iter().map(|vector| vector.json).collect();
            let text = serde_json::to_string_pretty(&list).unwrap() + "\n";
            std::fs::write(folder("tests/vectors").join(file), text).unwrap();
        }
    }
}
