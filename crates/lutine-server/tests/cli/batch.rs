//! `lutine quote-batch`: a file of rows becomes a file of answers, or stays as it was.

use crate::typed::{lutine, lutine_reading};

const ROWS: &str = "reference,origin,destination,carrier,amount,currency,content\n\
    A-1,US,US,usps,250.00,USD,t-shirts\n\
    A-2,US,GB,usps,200.00,USD,t-shirts\n\
    A-3,US,US,usps,10000.01,USD,laptop\n\
    A-4,US,US,usps,\"1,000\",USD,laptop\n";
const ANSWERS: &str = "reference,origin,destination,carrier,amount,currency,content,outcome,programme,premium,tax,total,reasons\n\
    A-1,US,US,usps,250.00,USD,t-shirts,quoted,shippo-xcover-us,3.13,0.00,3.13,\n\
    A-2,US,GB,usps,200.00,USD,t-shirts,quoted,shippo-xcover-us,3.00,0.00,3.00,\n\
    A-3,US,US,usps,10000.01,USD,laptop,declined,,,,,value-above-limit\n\
    A-4,US,US,usps,\"1,000\",USD,laptop,invalid,,,,,line 5: amount malformed-amount\n";

#[test]
fn a_file_of_rows_becomes_a_file_of_answers() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (input, output) = (path("rows.csv"), path("answers.csv"));
    std::fs::write(&input, ROWS).unwrap();
    let words = ["quote-batch", &input, &output, "--programme", "shippo-xcover-us", "--as-of", "2026-11-21"];
    let said = lutine(&words);
    assert_eq!(said.code, 0, "{said:?}");
    assert_eq!(std::fs::read_to_string(&output).unwrap(), ANSWERS);
    assert!(
        said.err.starts_with("4 rows in ") && said.err.contains("2 offered, 1 declined, 1 invalid"),
        "{said:?}"
    );
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2, "nothing is left beside it");
}

#[test]
fn streams_go_through_and_a_day_before_the_sale_declines() {
    let words =
        ["quote-batch", "-", "-", "--format", "csv", "--programme", "house-usd", "--as-of", "2025-12-31"];
    let said = lutine_reading(&words, ROWS, None);
    assert_eq!(said.code, 0, "{said:?}");
    let second = said.out.lines().nth(1).unwrap();
    assert_eq!(second, "A-1,US,US,usps,250.00,USD,t-shirts,declined,,,,,not-on-sale");
}

#[test]
fn what_cannot_be_done_leaves_the_old_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (input, output) = (path("rows.csv"), path("answers.csv"));
    std::fs::write(&output, "old").unwrap();
    let missing = lutine(&["quote-batch", &input, &output]);
    std::fs::write(&input, "origin,destination,amount,price\n").unwrap();
    let bad_header = lutine(&["quote-batch", &input, &output]);
    let unknown = lutine(&["quote-batch", &input, &output, "--programme", "house-us"]);
    assert_eq!(
        [missing.code, bad_header.code, unknown.code],
        [2, 1, 2],
        "{missing:?} {bad_header:?} {unknown:?}"
    );
    assert!(bad_header.err.contains("names `price`, which is no column"), "{bad_header:?}");
    assert!(unknown.err.contains("`house-us`"), "{unknown:?}");
    assert_eq!(std::fs::read_to_string(&output).unwrap(), "old");
}

#[test]
fn help_wraps_at_the_terminals_width_and_tells_what_ends_a_run() {
    let said = lutine_reading(&["quote-batch", "--help"], "", Some(60));
    assert!(said.out.lines().all(|line| line.chars().count() <= 60), "{}", said.out);
    let words = said.out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("only a row longer than 1 MiB ends the run"), "{words}");
    assert!(words.contains("whose errors name paths, with the line beside them"), "{words}");
}
