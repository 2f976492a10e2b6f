//! The one corpus of calls and answers, natively and in WebAssembly, compared exactly.
//!
//! Each vector has a name, why it is there, the call, the figures that a person reckoned by hand (a path into the
//! answer, and what must stand there) and the whole answer. To add one, write the first four and run
//! `LUTINE_BLESS=1 cargo xtask test vectors`: that fills in the answers of vectors that have none, and of those alone.

use lutine_core::{Node, Tariff, quote};
use serde_json::Value;
#[cfg(target_family = "wasm")]
use wasm_bindgen_test::wasm_bindgen_test;

macro_rules! corpus {
    ($($file:literal),* $(,)?) => {
        const CORPUS: &[(&str, &str)] = &[$(($file, include_str!(concat!("../../../tests/vectors/", $file)))),*];
    };
}

corpus![
    "house-usd.json",
    "secursus-usd.json",
    "shippo-xcover-us.json",
    "parcels.json",
    "tax-and-exchange.json",
    "invalid.json"
];

fn vectors(text: &str) -> Vec<Value> {
    serde_json::from_str(text).expect("a list of vectors")
}

fn name(vector: &Value) -> &str {
    vector["name"].as_str().expect("a name")
}

/// A call is given as JSON, or as the text itself where the text is what is wrong.
fn answer(vector: &Value, tariff: &Tariff) -> Value {
    let node: Node = serde_json::from_value(vector["call"].clone()).expect("plain data");
    serde_json::to_value(quote(&node, tariff)).expect("an answer")
}

#[cfg_attr(not(target_family = "wasm"), test)]
#[cfg_attr(target_family = "wasm", wasm_bindgen_test)]
fn every_vector_is_answered_exactly() {
    let tariff = lutine_programmes::shipped().expect("the shipped tariff");
    let mut wrong = Vec::new();
    let mut count = 0;
    for (file, text) in CORPUS {
        for vector in vectors(text) {
            count += 1;
            let answer = answer(&vector, &tariff);
            if vector["answer"] != answer {
                wrong.push(format!("{file}, {}:\n  {answer}", name(&vector)));
            }
            for (path, wanted) in vector["figures"].as_object().expect("figures") {
                let found = answer.pointer(path).unwrap_or(&Value::Null);
                if found != wanted {
                    wrong.push(format!("{file}, {}: {path} is {found}, reckoned {wanted}", name(&vector)));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {count} differ:\n{}", wrong.len(), wrong.join("\n"));
}

#[cfg(not(target_family = "wasm"))]
mod native {
    use std::collections::HashSet;
    use std::path::PathBuf;

    use jsonschema::Validator;
    use serde_json::Value;

    use super::{CORPUS, answer, name, vectors};

    fn folder(path: &str) -> PathBuf {
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
    }

    #[test]
    fn every_file_is_run_and_every_name_is_its_own() {
        let mut files: Vec<String> = std::fs::read_dir(folder("tests/vectors"))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        let mut known: Vec<&str> = CORPUS.iter().map(|(file, _)| *file).collect();
        files.sort();
        known.sort_unstable();
        assert_eq!(files, known);
        let mut names = HashSet::new();
        for (_, text) in CORPUS {
            for vector in vectors(text) {
                assert!(names.insert(name(&vector).to_owned()), "{} stands twice", name(&vector));
                assert!(vector["why"].as_str().is_some_and(|why| !why.is_empty()), "{}: why?", name(&vector));
            }
        }
    }

    /// The schemas that are published say the same as the reader: what they refuse is invalid, and every answer fits.
    #[test]
    fn calls_and_answers_fit_their_schemas() {
        let schema = |file: &str| -> Validator {
            let path = folder("crates/lutine-core/schema").join(file);
            let schema: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
            jsonschema::draft202012::new(&schema).unwrap()
        };
        let (calls, answers) = (schema("quote-call.schema.json"), schema("quote-answer.schema.json"));
        for (_, text) in CORPUS {
            for vector in vectors(text) {
                let quoted = vector["answer"]["outcome"] == "quoted";
                if quoted {
                    let faults: Vec<String> =
                        calls.iter_errors(&vector["call"]).map(|e| e.to_string()).collect();
                    assert!(faults.is_empty(), "{}: {faults:?}", name(&vector));
                }
                let faults: Vec<String> = answers
                    .iter_errors(&vector["answer"])
                    .map(|error| format!("{} {error}", error.instance_path()))
                    .collect();
                assert!(faults.is_empty(), "{}: {faults:?}", name(&vector));
            }
        }
    }

    /// Not a test: fills in missing answers when it is asked to.
    #[test]
    fn bless() {
        if std::env::var_os("LUTINE_BLESS").is_none() {
            return;
        }
        let tariff = lutine_programmes::shipped().unwrap();
        for (file, text) in CORPUS {
            let mut list = vectors(text);
            for vector in list.iter_mut().filter(|vector| vector["answer"].is_null()) {
                vector["answer"] = answer(vector, &tariff);
            }
            let text = serde_json::to_string_pretty(&list).unwrap() + "\n";
            std::fs::write(folder("tests/vectors").join(file), text).unwrap();
        }
    }
}
