//! What rows are answered: every one as the core answers the call that it stands for, whatever is between the two.

use std::num::NonZeroUsize;

use lutine_core::{Date, Node, QuoteAnswer, Reason, Tariff, quote};
use lutine_server::batch::rows::Rows;
use lutine_server::batch::{Format, Splitter, run};
use serde_json::{Value, json};

const COLUMNS: [&str; 11] = [
    "reference",
    "origin",
    "destination",
    "carrier",
    "amount",
    "currency",
    "content",
    "category",
    "signature",
    "policyholder",
    "provider",
];
const DAY: &str = "2026-11-21";

fn tariff() -> Tariff {
    lutine_programmes::shipped().expect("the shipped tariff")
}

/// All of the answers to an input, on two threads.
pub(crate) fn answers(input: &str, format: Format, programme: Option<&str>) -> String {
    answers_on(DAY, input, format, programme)
}

pub(crate) fn answers_on(day: &str, input: &str, format: Format, programme: Option<&str>) -> String {
    let mut splitter = Splitter::new(input.as_bytes(), format).expect("readable");
    let header = if format == Format::Csv { splitter.header().expect("a header") } else { Vec::new() };
    let day = Date::parse(day).expect("a day");
    let rows =
        Rows::new(tariff(), day, programme.map(str::to_owned), format, &header).expect("a good header");
    let mut output = Vec::new();
    let counts =
        run(&rows, splitter, &mut output, NonZeroUsize::new(2).unwrap(), &|_, _| {}).expect("answers");
    assert_eq!(counts.rows, counts.offered + counts.declined + counts.invalid);
    String::from_utf8(output).expect("text")
}

/// What the core says of a row's call: outcome, programme, premium, tax, total; then codes, or nothing.
fn expected(row: &[String; 11], programme: Option<&str>, tariff: &Tariff) -> ([String; 5], Vec<String>) {
    let cell = |name: &str| {
        let place = COLUMNS.iter().position(|column| *column == name).expect("a column");
        Some(row[place].clone()).filter(|cell| !cell.is_empty())
    };
    let call = json!({
        "asOf": DAY,
        "shipment": {
            "origin": { "country": cell("origin") }, "destination": { "country": cell("destination") },
            "carrier": cell("carrier"), "reference": cell("reference"), "signature": cell("signature"),
            "insurance": {
                "amount": cell("amount"), "currency": cell("currency"), "content": cell("content"),
                "category": cell("category"), "provider": cell("provider"),
            },
            "parcels": [{}],
        },
        "policyholder": cell("policyholder").map(|country| json!({ "country": country })),
        "programmes": programme.map(|id| [id]),
    });
    let node: Node = serde_json::from_value(call).expect("plain data");
    let none = || [const { String::new() }; 4];
    let (outcome, figures, codes) = match quote(&node, tariff) {
        QuoteAnswer::Quoted { offers, declined, .. } => match offers.into_iter().next() {
            Some(offer) => {
                let figures =
                    [offer.programme, offer.premium.amount(), offer.tax.amount(), offer.total.amount()];
                ("quoted", figures, Vec::new())
            }
            None => {
                let reasons = declined.iter().flat_map(|one| &one.reasons);
                ("declined", none(), reasons.map(|reason| Reason::code(reason).to_owned()).collect())
            }
        },
        QuoteAnswer::Invalid { errors } => {
            ("invalid", none(), errors.iter().map(|error| error.code.as_str().to_owned()).collect())
        }
    };
    let [programme, premium, tax, total] = figures;
    ([outcome.to_owned(), programme, premium, tax, total], codes)
}

/// Rows that shops write, that nobody should write, and all between.
fn row(seed: u64) -> [String; 11] {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let mut below = |bound: usize| {
        state = (state ^ (state >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB).wrapping_add(0x9E37_79B9);
        (state >> 33) as usize % bound
    };
    let mut pick = |options: &[&str]| options[below(options.len())].to_owned();
    let amounts = [
        "249.00",
        "97.99",
        "98.00",
        "98.01",
        "715.00",
        "715.01",
        "5000.00",
        "5000.01",
        "10000.01",
        "120000.01",
        "1",
        "0.01",
        "12.5",
        "0",
        "0.00",
        "",
        "1,000",
        "-5",
        "5.",
        "1.234",
        "999999999999999.99",
        "1e3",
        "007",
        "\"5\"",
    ];
    let amount = pick(&amounts);
    [
        pick(&["A-1", "", "ré \"1\"", "two\nlines", "x,y"]),
        pick(&["US", "US", "US", "DE", "GB", "CA", "us", "", "XX"]),
        pick(&["US", "US", "DE", "FR", "JP", "U", ""]),
        pick(&["", "ups", "fedex", "usps", "unlisted", "Not A Slug"]),
        amount,
        pick(&["USD", "USD", "USD", "USD", "EUR", "GBP", "JPY", "KWD", "usd", ""]),
        pick(&["", "t-shirts", "gold ring", "vintage watch", "live plant", "Ünïcode, \"quoted\"", "\u{1}"]),
        pick(&["", "", "", "", "apparel", "cash", "jewelry-watches", "nonsense"]),
        pick(&["", "", "none", "standard", "adult", "maybe"]),
        pick(&["", "", "DE", "IT", "FR", "QQ"]),
        pick(&["", "", "", "", "ups", "fedex", "evri"]),
    ]
}

fn rows() -> impl Iterator<Item = [String; 11]> {
    // Each twice and far apart: the second time a lane is there.
    (0..4_000).chain(0..4_000).map(row)
}

/// The codes in the reasons of an answer, without the programmes and columns that they are about.
fn codes(reasons: &str, known: &[String]) -> Vec<String> {
    let words = reasons.split([' ', ';', ':', ',']).filter(|word| !word.is_empty());
    words.filter(|word| known.iter().any(|code| code == word)).map(str::to_owned).collect()
}

fn check(cells: &[&str], row: &[String; 11], programme: Option<&str>, tariff: &Tariff) {
    let (wanted, known) = expected(row, programme, tariff);
    assert_eq!(cells[..5], wanted, "{row:?} of {programme:?}: {}", cells[5]);
    let mut wanted = known.clone();
    let mut found = codes(cells[5], &known);
    for codes in [&mut wanted, &mut found] {
        codes.sort();
        codes.dedup();
    }
    assert_eq!(found, wanted, "{row:?}: {}", cells[5]);
}

#[test]
fn csv_rows_are_answered_as_calls_are() {
    let tariff = tariff();
    for programme in [None, Some("house-usd"), Some("secursus-usd")] {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(COLUMNS).unwrap();
        rows().for_each(|row| writer.write_record(&row).unwrap());
        let input = String::from_utf8(writer.into_inner().unwrap()).unwrap();
        let output = answers(&input, Format::Csv, programme);
        let mut reader = csv::Reader::from_reader(output.as_bytes());
        let header: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
        assert_eq!(header[..11], COLUMNS);
        assert_eq!(header[11..], ["outcome", "programme", "premium", "tax", "total", "reasons"]);
        let mut answered = reader.records();
        for row in rows() {
            let answer = answered.next().expect("an answer").expect("a row of as many columns");
            let cells: Vec<&str> = answer.iter().collect();
            assert_eq!(cells[..11], row, "the row comes back as it was");
            check(&cells[11..], &row, programme, &tariff);
        }
        assert!(answered.next().is_none(), "no more answers than rows");
    }
}

#[test]
fn room_around_a_cell_is_no_part_of_it() {
    let header = "reference,origin,destination,amount,currency,content\n";
    let plain = answers(&format!("{header}A,US,US,100.00,USD,watch\n"), Format::Csv, Some("house-usd"));
    let roomy =
        answers(&format!("{header}A, US,US ,\t100.00 , USD, watch\n"), Format::Csv, Some("house-usd"));
    let answer = |output: &str| {
        output.lines().nth(1).unwrap().rsplitn(7, ',').take(6).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(answer(&roomy), answer(&plain));
    assert!(plain.contains(",quoted,house-usd,1.00,0.00,1.00,"), "{plain}");
    // Alike rows are answered by the first of them.
    let row = "A,US,US,100.00,USD,live puppy, \n".repeat(3);
    let blank = answers(&format!("{},category\n{row}", header.trim()), Format::Csv, Some("house-usd"));
    assert_eq!(blank.matches(",declined,").count(), 3, "{blank}");
}

#[test]
fn json_rows_are_answered_as_calls_are() {
    let tariff = tariff();
    let object = |row: &[String; 11]| -> Value {
        let cells = COLUMNS.iter().zip(row).filter(|(_, cell)| !cell.is_empty());
        cells.map(|(name, cell)| ((*name).to_owned(), json!(cell))).collect::<serde_json::Map<_, _>>().into()
    };
    let input: String = rows().map(|row| object(&row).to_string() + "\n").collect();
    let output = answers(&input, Format::Ndjson, None);
    let mut lines = output.lines();
    for row in rows() {
        let answer: Value = serde_json::from_str(lines.next().expect("an answer")).expect("JSON");
        for (name, cell) in object(&row).as_object().unwrap() {
            assert_eq!(answer[name], *cell, "the row comes back as it was: {answer}");
        }
        let cells = ["outcome", "programme", "premium", "tax", "total", "reasons"]
            .map(|name| answer[name].as_str().unwrap_or_default());
        check(&cells, &row, None, &tariff);
    }
    assert!(lines.next().is_none());
}

#[test]
fn a_bad_row_says_its_line_and_the_others_go_on() {
    let input = "origin,destination,amount,currency\r\nUS,US,100,USD\r\n\r\nUS,US,1OO,USD\nUS,US\nUS,\"U\nS\",1,USD,more\nUS,US,200,USD";
    let output = answers(input, Format::Csv, Some("house-usd"));
    let lines: Vec<&str> = output.lines().collect();
    assert_eq!(
        lines,
        [
            "origin,destination,amount,currency,outcome,programme,premium,tax,total,reasons",
            "US,US,100,USD,quoted,house-usd,1.00,0.00,1.00,",
            "US,US,1OO,USD,invalid,,,,,line 4: amount malformed-amount",
            "US,US,,,invalid,,,,,line 5: 2 columns instead of 4",
            "US,\"U",
            "S\",1,USD,invalid,,,,,line 6: 5 columns instead of 4",
            "US,US,200,USD,quoted,house-usd,2.00,0.00,2.00,",
        ]
    );
}

#[test]
fn json_rows_that_are_none_are_told_and_whole_calls_answered() {
    let call = json!({
        "shipment": {
            "origin": { "country": "US" }, "destination": { "country": "US" },
            "insurance": { "amount": "250.00", "currency": "USD" }, "parcels": [{}],
        },
    });
    let input = format!(
        "{{\"amount\":\"100\",\"currency\":\"USD\",\"origin\":\"US\",\"destination\":\"US\"}}\n\n{}\n[]\n{}\n{}\n{}\n{call}\n",
        "{\"amount\":100,\"currency\":\"USD\",\"origin\":\"US\",\"destination\":\"US\"}",
        "{\"amount\":\"1\",\"amount\":\"2\",\"currency\":\"USD\",\"origin\":\"US\",\"destination\":\"US\",\"colour\":\"red\"}",
        "{\"amount\":\"100\",\"currency\":null,\"origin\":\"US\",\"destination\":\"\\u0055S\"}",
        "{\"amount\":",
    );
    let output = answers(&input, Format::Ndjson, Some("house-usd"));
    let answers: Vec<Value> = output.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let reasons: Vec<&str> =
        answers[..6].iter().map(|it| it["reasons"].as_str().unwrap_or_default()).collect();
    assert_eq!(
        reasons,
        [
            "",
            "line 3: amount wrong-type",
            "line 4: wrong-type",
            "line 5: amount duplicate-field, colour unknown-field",
            "line 6: currency missing-field",
            "line 7: malformed-input",
        ]
    );
    assert_eq!(answers[6]["outcome"], "quoted");
    assert_eq!(answers[6]["offers"][0]["total"]["amount"], "2.50");
}

#[test]
fn a_header_is_judged_before_any_row() {
    for (header, wanted) in [
        ("origin,destination,amount", "lacks `currency`"),
        ("origin,destination,amount,currency,contnet", "names `contnet`, which is no column"),
        ("origin,origin,destination,amount,currency", "names `origin` twice"),
        ("", "the file is empty"),
        ("\r\n\n", "the file is empty"),
        (
            "origin,destination,amount,\"currency\nUS,US,100,USD\n",
            "opens a quotation mark and never closes it",
        ),
        ("origin,destination,amount,\"currency", "opens a quotation mark and never closes it"),
    ] {
        let day = Date::parse(DAY).unwrap();
        let error = Rows::new(tariff(), day, None, Format::Csv, header.as_bytes()).unwrap_err();
        assert!(error.to_string().contains(wanted), "{header}: {error}");
        assert!(error.to_string().contains("`reference`"), "and what the columns are: {error}");
    }
    let day = Date::parse(DAY).unwrap();
    assert!(
        Rows::new(tariff(), day, None, Format::Csv, b"origin,destination,amount,\"currency\"").is_ok(),
        "a mark may be the last byte"
    );
    assert!(
        Rows::new(tariff(), day, None, Format::Csv, b" Amount ,\"CURRENCY\",Origin,destination\r\n").is_ok()
    );
}
