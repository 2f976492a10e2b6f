//! That nothing of the contract is without a vector: every code that the published schemas list stands in an answer.

use std::collections::BTreeSet;
use std::fs::read_to_string;

use serde_json::Value;

use crate::native::folder;
use crate::support::corpus::vectors;

/// A list of codes: what it is called, its schema, where it stands there, and where its codes stand in an answer.
/// A `*` is every element of a list.
type List = (&'static str, &'static str, &'static str, &'static str);

const CONST: &str = "oneOf/*/properties/code/const";

const LISTS: [List; 7] = [
    ("reason", "quote-answer", "$defs/reason", "declined/*/reasons/*/code"),
    ("condition", "quote-answer", "$defs/condition", "offers/*/conditions/*/code"),
    ("line rule", "quote-answer", "$defs/line/properties/rule/enum/*", "offers/*/lines/*/rule"),
    ("tax status", "quote-answer", "$defs/offer/properties/taxStatus/enum/*", "offers/*/taxStatus"),
    ("payout step", "payout-answer", "$defs/step", "steps/*/code"),
    ("payout reason", "payout-answer", "$defs/nothingReason", "reasons/*/code"),
    ("error", "quote-answer", "$defs/errorCode/enum/*", "errors/*/code"),
];

/// Codes of the entrances alone, which the core never answers, each with the test that asks for it.
const OF_AN_ENTRANCE: [(&str, &str); 2] = [
    ("malformed-input", "crates/lutine-server/tests/http/input.rs"),
    ("server-sets-this", "crates/lutine-server/tests/http/input.rs"),
];

/// The code that no vector can show. A limit is brought into another currency only once an amount has reached it, and
/// so is no greater; a sum is no more than the cover, and a share no more than the whole. The core says it rather than
/// panic where one of these should not hold.
const NOT_SHOWN: [(&str, &str); 1] = [("payout reason", "amount-out-of-range")];

#[test]
fn every_code_stands_in_an_answer() {
    let answers: Vec<Value> = vectors().into_iter().map(|mut vector| vector.json["answer"].take()).collect();
    let mut missing = BTreeSet::new();
    for (list, schema, defined, answered) in LISTS {
        let path = folder("crates/lutine-core/schema").join(format!("{schema}.schema.json"));
        let schema: Value = serde_json::from_str(&read_to_string(path).unwrap()).unwrap();
        let whole = if defined.ends_with('*') { defined.to_owned() } else { format!("{defined}/{CONST}") };
        let codes = found(&schema, &whole);
        assert!(codes.len() > 1, "{list}: the schema lists no codes at {whole}");
        let shown: BTreeSet<&str> = answers.iter().flat_map(|answer| found(answer, answered)).collect();
        missing
            .extend(codes.iter().filter(|code| !shown.contains(*code)).map(|code| format!("{list} {code}")));
    }
    let excepted = OF_AN_ENTRANCE.map(|(code, _)| ("error", code)).into_iter().chain(NOT_SHOWN);
    let excepted: BTreeSet<String> = excepted.map(|(list, code)| format!("{list} {code}")).collect();
    assert_eq!(missing, excepted, "each needs a vector, or none of the exceptions any more");
    for (code, test) in OF_AN_ENTRANCE {
        assert!(read_to_string(folder(test)).unwrap().contains(&format!("\"{code}\"")), "{test}: {code}");
    }
}

/// The codes that two schemas share are the same in both.
#[test]
fn the_schemas_list_the_same_errors() {
    let [of_quotes, of_payouts] = ["quote-answer", "payout-answer"].map(|schema| {
        let path = folder("crates/lutine-core/schema").join(format!("{schema}.schema.json"));
        let schema: Value = serde_json::from_str(&read_to_string(path).unwrap()).unwrap();
        schema["$defs"]["errorCode"]["enum"].clone()
    });
    assert_eq!(of_quotes, of_payouts);
}

/// The strings at a path.
fn found<'v>(value: &'v Value, path: &str) -> Vec<&'v str> {
    let (name, rest) = path.split_once('/').map_or((path, None), |(name, rest)| (name, Some(rest)));
    let next: Vec<&Value> = match name {
        "*" => value.as_array().into_iter().flatten().collect(),
        name => value.get(name).into_iter().collect(),
    };
    match rest {
        Some(rest) => next.into_iter().flat_map(|value| found(value, rest)).collect(),
        None => next.into_iter().filter_map(Value::as_str).collect(),
    }
}
