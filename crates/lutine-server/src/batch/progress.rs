//! How far a batch is, and what it came to.

use std::fmt::Write;
use std::io::{IsTerminal, stderr};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use indicatif::{HumanCount, ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

use super::Counts;

const KNOWN: &str = "  {bar:28} {percent:>3} %   {rows} rows   {rate} rows/s   {eta} left";
const UNKNOWN: &str = "  {spinner} {rows} rows   {rate} rows/s   {bytes} read";

/// A bar on standard error; nothing where that is no terminal.
#[derive(Clone, Debug)]
pub struct Bar {
    bar: ProgressBar,
    rows: Arc<AtomicU64>,
}

impl Bar {
    /// `total` is the input's size in bytes, where it is known.
    #[must_use]
    pub fn new(total: Option<u64>) -> Self {
        if !stderr().is_terminal() {
            return Self::hidden();
        }
        let rows = Arc::new(AtomicU64::new(0));
        let (shown, timed) = (Arc::clone(&rows), Arc::clone(&rows));
        let style = ProgressStyle::with_template(if total.is_some() { KNOWN } else { UNKNOWN })
            .unwrap_or_else(|_| ProgressStyle::default_bar())
            .progress_chars("━╸─")
            .with_key("rows", move |_: &ProgressState, out: &mut dyn Write| {
                let _ = write!(out, "{}", HumanCount(shown.load(Ordering::Relaxed)));
            })
            .with_key("rate", move |state: &ProgressState, out: &mut dyn Write| {
                let _ = write!(out, "{}", HumanCount(rate(timed.load(Ordering::Relaxed), state.elapsed())));
            });
        let bar = ProgressBar::with_draw_target(total, ProgressDrawTarget::stderr()).with_style(style);
        // Time goes on where the input makes one wait.
        bar.enable_steady_tick(Duration::from_millis(200));
        Self { bar, rows }
    }

    /// A bar that nobody sees.
    #[must_use]
    pub fn hidden() -> Self {
        Self { bar: ProgressBar::hidden(), rows: Arc::default() }
    }

    /// Shows that `read` bytes of the input are done, and what they came to.
    pub fn update(&self, read: u64, counts: &Counts) {
        self.rows.store(counts.rows, Ordering::Relaxed);
        self.bar.set_position(read);
    }

    /// How long it has been there.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.bar.elapsed()
    }

    /// Takes the bar off the screen.
    pub fn clear(&self) {
        self.bar.finish_and_clear();
    }
}

/// One line about a batch that is done.
#[must_use]
pub fn summary(counts: &Counts, elapsed: Duration) -> String {
    let Counts { rows, offered, declined, invalid } = *counts;
    let noun = if rows == 1 { "row" } else { "rows" };
    let mut line = format!("{} {noun} in {}", HumanCount(rows), spoken(elapsed));
    // A handful of rows have no rate worth a name.
    if elapsed >= Duration::from_millis(100) {
        let _ = write!(line, " ({} rows/s)", HumanCount(rate(rows, elapsed)));
    }
    let [offered, declined, invalid] = [offered, declined, invalid].map(HumanCount);
    let _ = write!(line, ": {offered} offered, {declined} declined, {invalid} invalid");
    line
}

/// Rows a second.
fn rate(rows: u64, elapsed: Duration) -> u64 {
    let rate = u128::from(rows) * 1_000_000_000 / elapsed.as_nanos().max(1);
    u64::try_from(rate).unwrap_or(u64::MAX)
}

fn spoken(elapsed: Duration) -> String {
    let seconds = elapsed.as_secs();
    match (seconds / 3600, seconds / 60 % 60, seconds % 60) {
        (0, 0, 0) => format!("{} ms", elapsed.as_millis().max(1)),
        (0, 0, _) => format!("{:.1} s", elapsed.as_secs_f64()),
        (0, minutes, seconds) => format!("{minutes} min {seconds} s"),
        (hours, minutes, _) => format!("{hours} h {minutes} min"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_says_what_became_of_the_rows() {
        let counts = Counts { rows: 1_234_567, offered: 1_200_000, declined: 34_557, invalid: 10 };
        assert_eq!(
            summary(&counts, Duration::from_millis(4_560)),
            "1,234,567 rows in 4.6 s (270,738 rows/s): 1,200,000 offered, 34,557 declined, 10 invalid"
        );
        let counts = Counts { rows: 1, declined: 1, ..Counts::default() };
        let line = summary(&counts, Duration::from_micros(80));
        assert_eq!(line, "1 row in 1 ms: 0 offered, 1 declined, 0 invalid");
    }

    #[test]
    fn time_is_said_as_exactly_as_it_matters() {
        let cases = [(999, "999 ms"), (59_940, "59.9 s"), (61_000, "1 min 1 s"), (3_720_000, "1 h 2 min")];
        for (milliseconds, said) in cases {
            assert_eq!(spoken(Duration::from_millis(milliseconds)), said);
        }
    }
}
