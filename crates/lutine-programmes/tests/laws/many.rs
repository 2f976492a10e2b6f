//! A table against the readable path: every row gets the first offer of the same parcel's quote, or every reason.

use lutine_core::{Coded, Column, Form, Many, Node, RowTerms, Table, Tariff, Worth, quote_many};
use serde_json::{Value, json};

use super::bulk::simple_call;
use super::{node, quoted, seeds, tariff};

const COLUMNS: [Column; 10] = [
    Column::Reference,
    Column::Origin,
    Column::Destination,
    Column::Carrier,
    Column::Currency,
    Column::Content,
    Column::Category,
    Column::Signature,
    Column::Policyholder,
    Column::Provider,
];

/// A column as a caller has it: the different cells, and for each row which.
#[derive(Default)]
struct Dictionary {
    values: Vec<Node>,
    codes: Vec<u32>,
}

impl Dictionary {
    fn push(&mut self, cell: Node) {
        let known = self.values.iter().position(|value| *value == cell);
        let code = known.unwrap_or_else(|| {
            self.values.push(cell);
            self.values.len() - 1
        });
        self.codes.push(u32::try_from(code).unwrap());
    }

    fn coded(&self) -> Coded<'_> {
        Coded { values: self.values.clone(), codes: Some(&self.codes) }
    }
}

/// What a call has at a column's path.
fn cell(call: &Value, column: Column) -> Node {
    let cell = column.path().split('.').try_fold(call, |value, name| value.get(name));
    node(cell.unwrap_or(&Value::Null))
}

fn terms(programmes: &[&str]) -> RowTerms {
    let list = programmes.iter().map(|id| Node::text(id)).collect();
    RowTerms {
        as_of: Node::text("2026-11-21"),
        programmes: if programmes.is_empty() { Node::Null } else { Node::List(list) },
        exchange_rates: Node::Null,
    }
}

fn options(terms: &RowTerms) -> Node {
    Node::table([("asOf", terms.as_of.clone()), ("programmes", terms.programmes.clone())])
}

/// What a row was answered, in the form of [`wanted`].
fn found(many: &Many, row: usize) -> Value {
    let answer = &many.answers[many.answer[row] as usize];
    let mut value = serde_json::to_value(answer).unwrap();
    if value["outcome"] == "quoted" {
        value["figures"] = json!([many.premium[row], many.tax[row], many.total[row]]);
    } else {
        assert_eq!([many.premium[row], many.tax[row], many.total[row]], [0; 3]);
    }
    value
}

/// What the readable path answers to the same parcel.
fn wanted(call: &Node, tariff: &Tariff) -> Value {
    let answer = quoted(&serde_json::to_value(call).unwrap(), tariff);
    if answer["outcome"] == "invalid" {
        let mut errors = answer["errors"].clone();
        for error in errors.as_array_mut().unwrap() {
            let path = error["path"].as_str().unwrap();
            if let Some(column) = Column::at(path) {
                error["path"] = json!(column.name());
            }
        }
        return json!({ "outcome": "invalid", "errors": errors });
    }
    let Some(offer) = answer["offers"].get(0) else {
        let declined = answer["declined"].as_array().unwrap().iter().map(|one| {
            let mut codes: Vec<&str> = Vec::new();
            for reason in one["reasons"].as_array().unwrap() {
                let code = reason["code"].as_str().unwrap();
                if !codes.contains(&code) {
                    codes.push(code);
                }
            }
            json!({ "programme": one["programme"], "codes": codes })
        });
        return json!({ "outcome": "declined", "declined": declined.collect::<Vec<_>>() });
    };
    let amount = |name: &str| offer[name]["amount"].as_str().unwrap();
    let scale = amount("total").split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let units = |name: &str| amount(name).replace('.', "").parse::<u64>().unwrap();
    json!({
        "outcome": "quoted", "programme": offer["programme"], "currency": offer["total"]["currency"], "scale": scale,
        "figures": [units("premium"), units("tax"), units("total")],
    })
}

/// Rows of random parcels, each kind a few times with other amounts, some of them no amounts.
#[test]
fn a_table_answers_like_its_rows() {
    let tariff = tariff();
    let amounts =
        ["0.01", "39.99", "40.00", "250.00", "715.01", "5000.01", "120000.01", "12", "0", "1.234", "x"];
    for (round, programmes) in
        [&[][..], &["house-usd"], &["secursus-usd", "house-usd"]].into_iter().enumerate()
    {
        let terms = terms(programmes);
        let mut columns: Vec<(Column, Dictionary)> = COLUMNS
            .into_iter()
            .chain([Column::Amount])
            .map(|column| (column, Dictionary::default()))
            .collect();
        let mut calls = Vec::new();
        for seed in seeds().skip(round).step_by(40) {
            let Some(call) = simple_call(seed) else { continue };
            for amount in amounts.iter().cycle().skip(seed as usize % 11).take(4) {
                // One reference in nine is longer than any may be.
                let long = "x".repeat(2_001);
                let reference = ["A-1", "", &long][if calls.len() % 9 == 8 { 2 } else { seed as usize % 2 }];
                let cell = |column| match column {
                    Column::Amount => Node::text(amount),
                    Column::Reference => Node::text(reference),
                    _ => cell(&call, column),
                };
                calls.push(terms.call(cell));
                for (column, dictionary) in &mut columns {
                    dictionary.push(cell(*column));
                }
            }
        }
        let coded = columns.iter().map(|(column, cells)| (column.name().to_owned(), cells.coded()));
        let table = Table { form: Form::Columns, rows: calls.len(), columns: coded.collect(), worth: None };
        let many = quote_many(&options(&terms), &table, &tariff).unwrap();
        for (row, call) in calls.iter().enumerate() {
            assert_eq!(found(&many, row), wanted(call, &tariff), "row {row}: {call:?}");
        }
        let quoted = many.total.iter().filter(|total| **total > 0).count();
        assert!(quoted * 10 > calls.len(), "{quoted} of {} rows have an offer", calls.len());
    }
}

/// Amounts in smallest units, of two currencies with different scales.
#[test]
fn smallest_units_are_those_of_the_rows_currency() {
    let tariff = tariff();
    let units = [1, 25_000, 500_001, 0, -1, Worth::NONE, i64::MAX];
    let rows = units.len() * 6;
    let mut currency = Dictionary::default();
    (0..rows).for_each(|row| currency.push(Node::text(["USD", "JPY", "KWD"][row % 3])));
    let constant = |cell: &str| Coded { values: vec![Node::text(cell)], codes: None };
    let units: Vec<i64> = (0..rows).map(|row| units[row / 3 % units.len()]).collect();
    let table = Table {
        form: Form::Columns,
        rows,
        columns: vec![
            ("origin".to_owned(), constant("US")),
            ("destination".to_owned(), constant("US")),
            ("currency".to_owned(), currency.coded()),
        ],
        worth: Some(Worth(&units)),
    };
    let terms = terms(&["house-usd"]);
    let many = quote_many(&options(&terms), &table, &tariff).unwrap();
    for row in 0..rows {
        let found = found(&many, row);
        let code = ["USD", "JPY", "KWD"][row % 3];
        let fault = match units[row] {
            Worth::NONE => Some("malformed-amount"),
            -1 => Some("negative-amount"),
            0 => Some("zero-amount"),
            i64::MAX => Some("amount-too-large"),
            _ => None,
        };
        if let Some(fault) = fault {
            assert_eq!(found["errors"][0]["path"], "amount", "{found}");
            assert_eq!(found["errors"][0]["code"], fault, "{found}");
            continue;
        }
        let amount = match (units[row], code) {
            (units, "JPY") => units.to_string(),
            (units, "KWD") => format!("{}.{:03}", units / 1_000, units % 1_000),
            (units, _) => format!("{}.{:02}", units / 100, units % 100),
        };
        let call = terms.call(|column| match column {
            Column::Origin | Column::Destination => Node::text("US"),
            Column::Currency => Node::text(code),
            Column::Amount => Node::text(&amount),
            _ => Node::Null,
        });
        assert_eq!(found, wanted(&call, &tariff), "row {row}");
    }
}

#[test]
fn a_table_that_cannot_be_read_says_where() {
    let tariff = tariff();
    let constant = |cell: &str| Coded { values: vec![Node::text(cell)], codes: None };
    let options = Node::table([("asOf", Node::text("tomorrow")), ("programme", Node::text("house-usd"))]);
    let codes = [0, 2, 0];
    let table = Table {
        form: Form::Columns,
        rows: 3,
        columns: vec![
            ("origin".to_owned(), constant("US")),
            ("carrier".to_owned(), Coded { values: vec![Node::text("usps")], codes: Some(&codes) }),
            ("currency".to_owned(), Coded { values: vec![Node::text("USD")], codes: Some(&codes[..1]) }),
            ("colour".to_owned(), constant("red")),
        ],
        worth: Some(Worth(&[1, 1])),
    };
    let faults = quote_many(&options, &table, &tariff).unwrap_err();
    let found: Vec<String> =
        faults.iter().map(|fault| format!("{} {}", fault.path, fault.code.as_str())).collect();
    assert_eq!(
        found,
        [
            "carrier.codes[1] unknown-value",
            "currency.codes unknown-value",
            "colour unknown-field",
            "amount unknown-value",
            "destination missing-field",
            "programme unknown-field",
            "asOf malformed-date",
        ]
    );
}
