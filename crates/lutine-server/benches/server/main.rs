//! What the backend does in a second, beside what the machine could do at all: `cargo xtask bench-server`.
//!
//! All in one run, on this machine's loopback and disk, for the ratios: quotes beside an echo of the same body, bookings beside
//! plain inserts of the same rows with the same durability. Load generator and server share the machine.

#![allow(clippy::disallowed_methods, reason = "it measures")]

mod backend;
mod http;
mod load;
mod memory;
#[path = "../../../lutine-store/tests/support/postgres.rs"]
mod postgres;
mod raw;
mod stores;

use std::time::Duration;

use load::Figures;

/// What is measured; a part is named on the command line, or all are.
const PARTS: [(&str, fn()); 3] =
    [("quotes", http::quotes), ("bookings", stores::bookings), ("memory", memory::flat)];

fn main() {
    let chosen: Vec<String> =
        std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    println!("  {:46}{:>10}{:>10}{:>10}{:>9}", "", "a second", "p50 ms", "p99 ms", "ratio");
    for (name, measure) in PARTS {
        if chosen.is_empty() || chosen.iter().any(|chosen| chosen == name) {
            measure();
        }
    }
}

/// One line of the table; the ratio is to what stands before it.
fn line(name: &str, figures: &Figures, beside: Option<&Figures>) {
    let ratio =
        beside.map_or(String::new(), |beside| format!("{:.2}", figures.per_second / beside.per_second));
    let millis = |time: Duration| time.as_secs_f64() * 1e3;
    println!(
        "  {name:46}{:>10.0}{:>10.2}{:>10.2}{ratio:>9}",
        figures.per_second,
        millis(figures.p50),
        millis(figures.p99)
    );
}

/// A runtime with so many threads.
fn runtime(threads: usize) -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(threads)
        .enable_all()
        .build()
        .expect("a runtime")
}
