//! `lutine quote` and `lutine payout`: whatever is asked is answered, and only a file that is not there is no question.

use serde_json::{Value, json};

use crate::typed::{lutine, lutine_reading};

fn shipment() -> Value {
    json!({
        "origin": { "country": "US" }, "destination": { "country": "US" },
        "insurance": { "amount": "1000.00", "currency": "USD", "category": "jewelry-watches" }, "parcels": [{}]
    })
}

fn answer(verb: &str, call: &Value) -> Value {
    let said = lutine_reading(&[verb], &call.to_string(), None);
    assert_eq!((said.code, said.err.as_str()), (0, ""), "{said:?}");
    serde_json::from_str(&said.out).unwrap()
}

#[test]
fn a_quote_and_its_payout_are_answered() {
    let call = json!({ "asOf": "2026-11-21", "shipment": shipment(), "programmes": ["shippo-xcover-us"] });
    let quoted = answer("quote", &call);
    assert_eq!(quoted["offers"][0]["total"], json!({ "amount": "12.50", "currency": "USD" }));
    let loss = json!({
        "peril": "loss", "amount": "1000.00", "signed": false, "shippedOn": "2026-11-21", "reportedOn": "2026-12-10"
    });
    let call = json!({
        "programme": "shippo-xcover-us", "revision": quoted["offers"][0]["revision"], "shipment": shipment(),
        "loss": loss
    });
    let payable = answer("payout", &call);
    assert_eq!(payable["payable"], json!({ "amount": "750.00", "currency": "USD" }), "{payable}");
}

#[test]
fn a_file_is_read_like_standard_input() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("call.json");
    std::fs::write(&file, "{}").unwrap();
    for verb in ["quote", "payout"] {
        let said = lutine(&[verb, file.to_str().unwrap()]);
        assert_eq!((said.code, said.out), (0, lutine_reading(&[verb], "{}", None).out), "{verb}");
    }
}

#[test]
fn what_is_no_json_is_an_answer_too() {
    for verb in ["quote", "payout"] {
        let said = lutine_reading(&[verb], "{", None);
        let answer: Value = serde_json::from_str(&said.out).unwrap();
        assert_eq!((said.code, &answer["outcome"]), (0, &json!("invalid")), "{verb}");
        assert_eq!(answer["errors"][0]["code"], "malformed-input", "{verb}");
    }
}

#[test]
fn a_file_that_is_not_there_is_bad_usage() {
    for verb in ["quote", "payout"] {
        let said = lutine(&[verb, "no-such-call.json"]);
        assert_eq!((said.code, said.out.as_str()), (2, ""), "{verb}");
        assert!(said.err.contains("`no-such-call.json`"), "{}", said.err);
    }
}
