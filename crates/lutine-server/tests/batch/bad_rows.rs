//! Rows that cannot be answered as they stand: told as such, and nothing that is written is lost.

use lutine_core::Date;
use lutine_server::batch::rows::Rows as Shipments;
use lutine_server::batch::{Format, RowWorker, Rows};
use serde_json::Value;

use crate::rows::{answers, answers_on};

const HEADER: &str = "origin,destination,amount,currency,reference";

/// The cells of the one answer to the rows behind `HEADER`.
fn only_answer(rows: &str) -> Vec<String> {
    let output = answers(&format!("{HEADER}\n{rows}"), Format::Csv, Some("house-usd"));
    let mut reader = csv::Reader::from_reader(output.as_bytes());
    let records: Vec<_> = reader.records().map(|record| record.expect("as many columns")).collect();
    assert_eq!(records.len(), 1, "{output}");
    records[0].iter().map(str::to_owned).collect()
}

#[test]
fn a_quotation_mark_that_is_never_closed_is_told_outside_of_it() {
    for (rows, reference) in [
        ("US,US,100,USD,\"A-1\nUS,US,200,USD,A-2\n", "A-1\nUS,US,200,USD,A-2\n"),
        ("US,US,100,USD,\"A-1", "A-1"),
        ("US,US,100,USD,\"A-1\"\"", "A-1\""),
        ("US,US,100,USD,\"", ""),
        ("\r\nUS,US,100,USD,\"A-1\r\n", "A-1\r\n"),
    ] {
        let line = 2 + usize::from(rows.starts_with('\r'));
        let cells = only_answer(rows);
        assert_eq!(cells[..5], ["US", "US", "100", "USD", reference], "{rows:?}");
        assert_eq!(
            cells[5..],
            ["invalid", "", "", "", "", &format!("line {line}: unclosed-quote")],
            "{rows:?}"
        );
    }
    // Where columns are missing too, that is because of the mark.
    let cells = only_answer("US,\"US,100,USD,A-1\n");
    assert_eq!(cells[..6], ["US", "US,100,USD,A-1\n", "", "", "", "invalid"]);
    assert_eq!(cells[10], "line 2: unclosed-quote");

    // The next one closes it, rows later, and is itself the beginning of something.
    let cells = only_answer("US,US,100,USD,\"A-1\nUS,US,200,USD,\"A-2\n");
    assert_eq!((cells[5].as_str(), cells[10].as_str()), ("invalid", "line 2: stray-quote"));

    for rows in
        ["US,US,100,USD,\"A-1\"", "US,US,100,USD,\"A\n1\"\n", "US,US,100,USD,A\"1", "US,US,100,USD,\"\""]
    {
        assert_eq!(only_answer(rows)[5], "quoted", "{rows:?}");
    }
}

#[test]
fn an_array_of_texts_is_no_row() {
    let line = r#" ["A","200","US","US","","USD","","","","",""]"#;
    let output = answers(line, Format::Ndjson, Some("house-usd"));
    let answer: Value = serde_json::from_str(&output).expect("JSON");
    assert_eq!(answer, serde_json::json!({ "outcome": "invalid", "reasons": "line 1: wrong-type" }));
}

#[test]
fn a_description_that_is_too_long_is_told_whatever_came_before() {
    let long = "x".repeat(2_500);
    let csv = |content: &str| format!("US,US,100,USD,apparel,{content}\n");
    let json = |content: &str| {
        let fields =
            r#""origin":"US","destination":"US","amount":"100","currency":"USD","category":"apparel""#;
        format!("{{{fields},\"content\":\"{content}\"}}\n")
    };
    for contents in [["t-shirt", &long], [&long, "t-shirt"]] {
        let rows =
            format!("origin,destination,amount,currency,category,content\n{}", contents.map(csv).concat());
        let output = answers(&rows, Format::Csv, Some("house-usd"));
        let lines = answers(&contents.map(json).concat(), Format::Ndjson, Some("house-usd"));
        for ((content, csv), json) in contents.iter().zip(output.lines().skip(1)).zip(lines.lines()) {
            for answer in [csv, json] {
                assert_eq!(answer.contains("content text-too-long"), content.len() > 2_000);
                assert_eq!(answer.contains("quoted"), content.len() <= 2_000);
            }
        }
    }
}

#[test]
fn a_day_without_any_programme_is_a_reason() {
    // The second one goes the readable path.
    let rows = format!("{HEADER}\nUS,US,100,USD,A-1\nUS,US,100,USD,{}\n", "x".repeat(700));
    let output = answers_on("2000-01-01", &rows, Format::Csv, None);
    for answer in output.lines().skip(1) {
        assert!(answer.ends_with(",declined,,,,,not-on-sale"), "{answer}");
    }
}

#[test]
fn a_byte_order_mark_is_data_wherever_the_input_is_cut() {
    let tariff = lutine_programmes::shipped().unwrap();
    let rows =
        Shipments::new(tariff, Date::parse("2026-11-21").unwrap(), None, Format::Csv, HEADER.as_bytes())
            .unwrap();
    let mut worker = rows.worker();
    for _ in 0..2 {
        let mut out = Vec::new();
        let row = "\u{feff}US,US,100,USD,A-1\n";
        let counts = worker.work(row.repeat(2).as_bytes(), 2, &mut out);
        assert_eq!(counts.invalid, 2, "{}", String::from_utf8_lossy(&out));
    }
}

#[test]
fn lines_that_end_in_cr_alone_are_counted() {
    let rows = format!("{HEADER}\rUS,US,100,USD,A-1\r\rUS,US,1OO,USD,\"A\r2\"\rUS,US\rUS,US,200,USD,A-4\r");
    let output = answers(&rows, Format::Csv, Some("house-usd"));
    let mut reader = csv::Reader::from_reader(output.as_bytes());
    let reasons: Vec<String> = reader.records().map(|record| record.unwrap()[10].to_owned()).collect();
    assert_eq!(reasons, ["", "line 4: amount malformed-amount", "line 6: 2 columns instead of 5", ""]);
}

#[test]
fn a_bad_json_row_comes_back_as_it_was_written() {
    let row = r#"{"amount": 100.50, "order":12345678901234567890123, "amount":"1e2" "#;
    let output = answers(&format!("{row}}}\n"), Format::Ndjson, Some("house-usd"));
    let answer = output.strip_prefix(row.trim_end()).expect("the row as it was");
    assert!(answer.starts_with(r#","outcome":"invalid","reasons":"line 1: "#), "{answer}");
    assert!(serde_json::from_str::<Value>(&output).is_ok(), "{output}");
}

#[test]
fn a_json_row_never_has_an_answers_field_twice() {
    let rows = "{}\n{ }\n{\"outcome\":\"mine\",\"order\":7}\n{\"r\\u0065asons\":null,\"order\":7}\n";
    let output = answers(rows, Format::Ndjson, Some("house-usd"));
    let lines: Vec<&str> = output.lines().collect();
    assert_eq!(lines.len(), 4);
    for line in &lines {
        assert!(line.starts_with('{') && serde_json::from_str::<Value>(line).is_ok(), "{line}");
        assert!(
            line.matches("\"outcome\"").count() == 1 && line.matches("\"reasons\"").count() == 1,
            "{line}"
        );
    }
    assert!(lines[2].starts_with(r#"{"order":7,"outcome":"invalid","#), "{}", lines[2]);
}
