//! What a batch costs, on one core and in one run: `cargo xtask bench`.
//!
//! Rows a second in memory, answered and from file to file, and the same files merely parsed by the same parsers; then ten
//! times the rows, at what should be the same pace and in the same memory.

#![allow(clippy::disallowed_methods, reason = "it measures")]

use std::fs::File;
use std::hint::black_box;
use std::io::{BufWriter, Read, Write};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use lutine_core::{Date, Lane, Node, QuoteCall, Tariff, quote};
use lutine_server::batch::rows::Rows;
use lutine_server::batch::{Chunk, Counts, Format, Splitter, run};
use serde::Deserialize;

const ROWS: u64 = 1_000_000;
/// Each figure is the best of so many rounds: others' work on the machine only ever slows one down.
const ROUNDS: u32 = 5;

const CSV: &str = "reference,origin,destination,carrier,amount,currency,content";

fn main() {
    // Cargo passes `--bench`; anything else is a number of rows, for a quick look.
    let rows = std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(ROWS);
    let folder = tempfile::tempdir().expect("a folder");
    let tariff = lutine_programmes::shipped().expect("the shipped tariff");
    println!("{rows} rows on one core, best of {ROUNDS}\n");
    println!("  {:44}{:>12}{:>12}{:>10}", "", "rows/s", "ns/row", "of parsed");
    in_memory(&tariff);
    for (format, name) in [(Format::Csv, "CSV"), (Format::Ndjson, "NDJSON")] {
        let input = write_rows(folder.path(), format, rows);
        let parsed = best(rows, || parse(&input, format));
        line(&format!("{name}: merely parsed"), parsed, None);
        for programme in [Some("house-usd"), None] {
            let asked = programme.unwrap_or("the first offer of all");
            for (to, name_of) in [(To::Memory, "answered"), (To::File, "file to file")] {
                let done =
                    best(rows, || answer(&tariff, programme, &input, &folder.path().join("out"), format, to));
                line(&format!("{name}: {name_of}, {asked}"), done, Some(parsed));
            }
        }
        let before = memory_kib();
        let ten = write_rows(folder.path(), format, rows * 10);
        for (to, name_of) in [(To::Memory, "answered"), (To::File, "file to file")] {
            let time = timed(|| answer(&tariff, None, &ten, &folder.path().join("out"), format, to));
            let row = Duration::from_secs_f64(time.as_secs_f64() / (rows * 10) as f64);
            line(&format!("{name}: {name_of}, ten times the rows"), row, None);
        }
        if let (Some(before), Some(after)) = (before, memory_kib()) {
            println!(
                "  {:44}{before} KiB before, {after} KiB after",
                format!("{name}: most memory ever held")
            );
        }
        std::fs::remove_file(ten).expect("the file");
    }
}

fn line(name: &str, row: Duration, parsed: Option<Duration>) {
    let nanos = row.as_secs_f64() * 1e9;
    let share =
        parsed.map_or(String::new(), |parsed| format!("{:.2}", parsed.as_secs_f64() / row.as_secs_f64()));
    println!("  {name:44}{:>12.0}{nanos:>12.1}{share:>10}", 1e9 / nanos);
}

fn timed(work: impl FnOnce() -> u64) -> Duration {
    let start = Instant::now();
    black_box(work());
    start.elapsed()
}

/// The time of one row in the best round.
fn best(rows: u64, work: impl Fn() -> u64) -> Duration {
    let best = (0..ROUNDS).map(|_| timed(&work)).min().expect("a round");
    Duration::from_secs_f64(best.as_secs_f64() / rows as f64)
}

/// One call after the other by the readable path, and values by a lane.
fn in_memory(tariff: &Tariff) {
    let call = r#"{"asOf":"2026-11-21","shipment":{"origin":{"country":"US"},"destination":{"country":"US"},
        "insurance":{"amount":"249.00","currency":"USD","content":"t-shirts"},"parcels":[{}]}}"#;
    let node: Node = serde_json::from_str(call).expect("a call");
    let calls = 2_000;
    let one =
        best(calls, || (0..calls).map(|_| u64::from(quote(black_box(&node), tariff) == quote_none())).sum());
    line("in memory: one call at a time, readable", one, None);
    let (lane, _) = Lane::of(&QuoteCall::read(&node, tariff).expect("a call"), tariff).expect("a lane");
    let priced = best(ROWS, || {
        (1..=ROWS)
            .map(|value| {
                black_box(&lane).price(value).and_then(|answer| answer.offer).map_or(0, |it| it.total)
            })
            .sum()
    });
    line("in memory: parcels by a lane", priced, None);
}

/// An answer that is none, to compare with: so that nothing of the real one is left out.
fn quote_none() -> lutine_core::QuoteAnswer {
    lutine_core::QuoteAnswer::Invalid { errors: Vec::new() }
}

/// Rows as a shop exports them: a few origins, destinations and carriers, two hundred descriptions, one row in two hundred
/// too valuable, one in a thousand broken.
fn write_rows(folder: &Path, format: Format, rows: u64) -> PathBuf {
    let ending = if format == Format::Csv { "csv" } else { "ndjson" };
    let path = folder.join(format!("rows-{rows}.{ending}"));
    let mut out = BufWriter::new(File::create(&path).expect("a file"));
    if format == Format::Csv {
        writeln!(out, "{CSV}").expect("room");
    }
    let goods = [
        "t-shirts",
        "laptop",
        "ceramic vase",
        "vintage watch",
        "books",
        "dog bed",
        "gold ring",
        "running shoes",
    ];
    for row in 0..rows {
        let mixed = row.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 20;
        let origin = ["US", "US", "US", "DE", "GB"][(mixed % 5) as usize];
        let destination = ["US", "US", "CA", "FR", "GB", "JP"][(mixed / 5 % 6) as usize];
        let carrier = ["usps", "ups", "fedex", "dhl-express"][(mixed / 30 % 4) as usize];
        let content = format!("{} {}", goods[(mixed / 120 % 8) as usize], mixed / 960 % 25);
        let whole = if row % 200 == 7 { 150_000 } else { 1 + mixed / 24_000 % 900 };
        let cents = mixed / 7 % 100;
        let amount = if row % 1000 == 3 { format!("{whole},{cents}") } else { format!("{whole}.{cents:02}") };
        let amount = if format == Format::Csv { amount.replace(',', ".x") } else { amount };
        let written = if format == Format::Csv {
            writeln!(out, "A-{row},{origin},{destination},{carrier},{amount},USD,{content}")
        } else {
            writeln!(
                out,
                r#"{{"reference":"A-{row}","origin":"{origin}","destination":"{destination}","carrier":"{carrier}","amount":"{amount}","currency":"USD","content":"{content}"}}"#
            )
        };
        written.expect("room");
    }
    out.flush().expect("room");
    path
}

/// Where the answers go.
#[derive(Clone, Copy, PartialEq, Eq)]
enum To {
    /// Nowhere: what the work itself costs.
    Memory,
    /// Into a file, as the command does, but for its last wait for the disk.
    File,
}

fn answer(tariff: &Tariff, programme: Option<&str>, input: &Path, out: &Path, format: Format, to: To) -> u64 {
    let mut splitter = Splitter::new(File::open(input).expect("the file"), format).expect("readable");
    let header = if format == Format::Csv { splitter.header().expect("a header") } else { Vec::new() };
    let as_of = Date::parse("2026-11-21").expect("a day");
    let rows =
        Rows::new(tariff.clone(), as_of, programme.map(str::to_owned), format, &header).expect("columns");
    let mut output: Box<dyn Write + Send> = match to {
        To::Memory => Box::new(std::io::sink()),
        To::File => Box::new(File::create(out).expect("a file")),
    };
    let counts: Counts =
        run(&rows, splitter, &mut output, NonZeroUsize::MIN, &|_, _| {}).expect("nothing breaks off");
    assert_eq!(counts.rows, counts.offered + counts.declined + counts.invalid);
    counts.rows
}

/// The same chunks through the same parser, and nothing else.
fn parse(input: &Path, format: Format) -> u64 {
    let mut splitter = Splitter::new(File::open(input).expect("the file"), format).expect("readable");
    let mut chunk = Chunk::default();
    let (mut reader, mut cells, mut ends) = (csv_core::Reader::new(), vec![0; 4096], vec![0; 16]);
    let mut found = 0;
    while splitter.next(&mut chunk).expect("readable") {
        match format {
            Format::Csv => {
                let mut rest = chunk.bytes();
                reader.reset();
                loop {
                    let (result, read, _, ended) = reader.read_record(rest, &mut cells, &mut ends);
                    rest = &rest[read..];
                    match result {
                        csv_core::ReadRecordResult::End => break,
                        _ => found += ended as u64,
                    }
                }
            }
            Format::Ndjson => {
                for row in chunk.bytes().split(|byte| *byte == b'\n').filter(|row| !row.is_empty()) {
                    let row: Row<'_> = serde_json::from_slice(row).expect("a row");
                    found += black_box(&row).length();
                }
            }
        }
    }
    found
}

/// The fields that the bench writes.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row<'l> {
    reference: &'l str,
    origin: &'l str,
    destination: &'l str,
    carrier: &'l str,
    amount: &'l str,
    currency: &'l str,
    content: &'l str,
}

impl Row<'_> {
    fn length(&self) -> u64 {
        let Self { reference, origin, destination, carrier, amount, currency, content } = self;
        [reference, origin, destination, carrier, amount, currency, content]
            .iter()
            .map(|text| text.len() as u64)
            .sum()
    }
}

/// The most memory that this process ever held; only Linux tells.
fn memory_kib() -> Option<u64> {
    let mut text = String::new();
    File::open("/proc/self/status").ok()?.read_to_string(&mut text).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}
