//! `lutine programmes`: what is on sale, and one programme in full.

use lutine_core::{Date, Node};
use lutine_programmes::{Data, shipped};
use serde_json::Value;

use crate::typed::{lutine, lutine_reading};

const DAY: &str = "2026-11-21";

/// The line of a table that is about a programme, without the spaces between its columns.
fn row(table: &str, id: &str) -> Vec<String> {
    let line = table.lines().find(|line| line.trim_start().starts_with(id)).unwrap_or_else(|| panic!("{id}"));
    line.split("  ").filter(|cell| !cell.is_empty()).map(|cell| cell.trim().to_owned()).collect()
}

#[test]
fn every_programme_on_sale_has_a_line() {
    let said = lutine(&["programmes", "--on", DAY]);
    assert_eq!((said.code, said.err.as_str()), (0, ""));
    assert!(!said.out.contains('\u{1b}'), "no colours in a pipe");
    let tariff = shipped().unwrap();
    let day = Date::parse(DAY).unwrap();
    for programme in tariff.programmes.iter().filter(|programme| programme.on_sale(day)) {
        let row = row(&said.out, &programme.id);
        assert_eq!(row.len(), 7, "{row:?}");
        assert_eq!(row[1], programme.revision.to_string());
        assert_eq!(row[3], programme.currency.code());
    }
    let expected = ["insurance", "USD", "2.00 up to 715.00, 1% above", "120,000.00", "2"];
    assert_eq!(row(&said.out, "secursus-usd")[2..], expected);
    assert_eq!(row(&said.out, "ups-declared-value")[2], "declared value");
    let before = lutine(&["programmes", "--on", "2025-12-31"]);
    assert_eq!((before.code, before.out.as_str()), (0, "No programme is on sale on 2025-12-31.\n"));
}

#[test]
fn without_a_day_it_is_today() {
    let said = lutine(&["programmes"]);
    assert_eq!(said.code, 0);
    assert!(said.out.contains("on sale on 2"), "{}", said.out);
}

#[test]
fn nothing_is_wider_than_the_terminal() {
    for columns in [80, 100, 140] {
        for words in [&["programmes", "--on", DAY][..], &["programmes", "secursus-usd", "--on", DAY]] {
            let said = lutine_reading(words, "", Some(columns));
            let widest = said.out.lines().map(|line| line.chars().count()).max().unwrap();
            assert!(widest <= columns, "{widest} in {columns}:\n{}", said.out);
        }
    }
}

/// Every figure, name and source of the data stands in the explanation.
#[test]
fn a_programme_is_explained_in_full() {
    for node in Data::shipped().unwrap().programmes {
        let text = |name: &str| node.get(name).and_then(Node::as_text).unwrap_or_default().to_owned();
        // On a day on which it is this revision that is on sale.
        let day = text("revision").max(DAY.to_owned());
        let said = lutine_reading(&["programmes", &text("id"), "--on", &day], "", Some(10_000));
        assert_eq!(said.code, 0, "{said:?}");
        let mut wanted = vec![text("title"), text("id"), text("revision"), text("currency")];
        for source in node.get("source").unwrap().elements() {
            let source = source.as_text().unwrap();
            let mark = if source.contains("assumed") { "?" } else { "·" };
            wanted.push(format!("{mark} {source}"));
        }
        for case in node.get("pricing").unwrap().elements() {
            wanted.extend(case.get("rate").and_then(Node::as_text).map(str::to_owned));
            wanted.extend(case.get("corridor").and_then(Node::as_text).map(str::to_owned));
        }
        for part in wanted {
            assert!(said.out.contains(&part), "{part:?} is not in\n{}", said.out);
        }
    }
    let said = lutine_reading(&["programmes", "secursus-usd", "--on", DAY], "", Some(10_000)).out;
    for part in [
        "2.00 USD up to 715.00 USD, 1% of the whole value above",
        "120,000.00 USD a parcel",
        "at most 200.00 USD is paid",
        "FedEx, UPS, USPS",
        "Live animals and plants, Cash, Bullion",
        "neutral-packaging",
        "decided within 72 hours",
        "within 12 hours of booking",
        "/documents/secursus-usd.html",
        "2 of 6 sources",
    ] {
        assert!(said.contains(part), "{part:?} is not in\n{said}");
    }
}

#[test]
fn a_day_without_a_sale_is_said() {
    let said = lutine(&["programmes", "house-usd", "--on", "2025-12-31"]);
    assert!(said.out.contains("not on sale on 2025-12-31"), "{}", said.out);
}

#[test]
fn json_is_the_data_itself() {
    let data = serde_json::to_value(Data::shipped().unwrap().programmes).unwrap();
    // No programme has two revisions before this day, so that what began by then is what is on sale.
    let begun = |revision: &&Value| revision["revision"].as_str().unwrap() <= DAY;
    let on_sale: Vec<&Value> = data.as_array().unwrap().iter().filter(begun).collect();
    let said = lutine(&["programmes", "--on", DAY, "--json"]);
    assert_eq!(serde_json::from_str::<Value>(&said.out).unwrap(), serde_json::json!(on_sale));
    let said = lutine(&["programmes", "house-usd", "--json"]);
    let one: Value = serde_json::from_str(&said.out).unwrap();
    assert!(one.as_array().unwrap().iter().all(|revision| revision["id"] == "house-usd"));
    assert!(!one.as_array().unwrap().is_empty());
}

#[test]
fn an_unknown_id_is_bad_usage_and_what_was_meant_is_named() {
    let houses = "?\n  house-eur\n  house-gbp\n  house-usd\n";
    for (given, meant) in [
        ("secursus-us", "is it `secursus-usd`?\n"),
        // It begins one id and stands within eight others.
        ("xcover", "is it `xcover-parcel`?\n"),
        ("XCover", "is it `xcover-parcel`?\n"),
        ("house", houses),
        ("xcover-u", "is it `shippo-xcover-us`?\n"),
        ("secursus-uds", "is it `secursus-usd`?\n"),
    ] {
        let said = lutine(&["programmes", given]);
        assert_eq!((said.code, said.out.as_str()), (2, ""), "{given}");
        assert!(said.err.ends_with(meant), "{}", said.err);
    }
    let said = lutine(&["programmes", "lloyds"]);
    assert_eq!(said.code, 2);
    for programme in shipped().unwrap().programmes {
        let line = format!("  {}", programme.id);
        assert!(said.err.lines().any(|known| known == line), "{line} is no line of\n{}", said.err);
    }
    assert_eq!(lutine(&["programmes", "--on", "yesterday"]).code, 2);
}
