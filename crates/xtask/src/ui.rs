//! What the terminal shows: one line a step, tables, errors. Colour and moving lines only on a terminal.

use std::cell::Cell;
use std::io::{self, Write};
use std::time::{Duration, Instant};

use anstream::{ColorChoice, println};
use anstyle::{AnsiColor, Style};

use crate::error::Error;

pub(crate) const BOLD: Style = Style::new().bold();
pub(crate) const DIM: Style = Style::new().dimmed();
pub(crate) const GREEN: Style = AnsiColor::Green.on_default();
pub(crate) const RED: Style = AnsiColor::Red.on_default().bold();
pub(crate) const CYAN: Style = AnsiColor::Cyan.on_default();

/// The width that a line keeps to; a moving line that wraps could not be taken back.
const WIDTH: usize = 79;
const NAME: usize = 14;

/// One step of a task: what it does now, then what it did and how long that took.
pub(crate) struct Step {
    name: &'static str,
    doing: Cell<&'static str>,
    started: Instant,
    live: bool,
}

impl Step {
    pub(crate) fn begin(name: &'static str) -> Self {
        let live = anstream::AutoStream::choice(&io::stdout()) != ColorChoice::Never;
        Self { name, doing: Cell::new(""), started: now(), live }
    }

    pub(crate) fn name(&self) -> &'static str {
        self.name
    }

    /// Says what is going on, for work that takes a while.
    pub(crate) fn doing(&self, what: &'static str) {
        self.doing.set(what);
        if self.live {
            self.tick("");
        } else {
            println!("  … {:NAME$}{what}", self.name);
        }
    }

    /// Redraws the moving line with the newest line of the work's output.
    pub(crate) fn tick(&self, newest: &str) {
        if !self.live {
            return;
        }
        let frame = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
        let elapsed = self.started.elapsed();
        let turn = usize::try_from(elapsed.as_millis() / 100).unwrap_or_default() % frame.len();
        let time = seconds(elapsed);
        let text = format!("{}  {newest}", self.doing.get());
        let room = WIDTH - NAME - 4 - 10;
        let text: String = text.trim_end().chars().take(room).collect();
        anstream::print!(
            "\r\x1b[2K  {CYAN}{}{CYAN:#} {:NAME$}{DIM}{text:room$}{time:>10}{DIM:#}",
            frame[turn],
            self.name
        );
        // A line that could not be drawn is no reason to stop the work.
        let _ = io::stdout().flush();
    }

    /// Ends the step well, with what there is now.
    pub(crate) fn done(self, what: &str) {
        self.end(GREEN, "✓", what);
    }

    /// Ends the step badly; the error itself is shown by whoever stops.
    pub(crate) fn failed(self) {
        self.end(RED, "✗", "failed");
    }

    fn end(self, style: Style, mark: &str, what: &str) {
        let room = WIDTH - NAME - 4 - 10;
        let time = seconds(self.started.elapsed());
        let clear = if self.live { "\r\x1b[2K" } else { "" };
        println!(
            "{clear}  {style}{mark}{style:#} {BOLD}{:NAME$}{BOLD:#}{what:room$}{DIM}{time:>10}{DIM:#}",
            self.name
        );
    }
}

/// Runs work as one step: its line ends with what the work says, or with its failure.
pub(crate) fn step(
    name: &'static str,
    work: impl FnOnce(&Step) -> Result<String, Error>,
) -> Result<(), Error> {
    let step = Step::begin(name);
    match work(&step) {
        Ok(what) => {
            step.done(&what);
            Ok(())
        }
        Err(error) => {
            step.failed();
            Err(error)
        }
    }
}

/// A line above a group of steps, or above the output of one.
pub(crate) fn header(title: &str, what: &str) {
    println!("\n{BOLD}{CYAN}━━ {title}{CYAN:#}{BOLD:#}  {DIM}{what}{DIM:#}");
}

pub(crate) fn error(error: &Error) {
    anstream::eprintln!("\n{RED}error:{RED:#} {error}");
    for line in error.help().iter().flat_map(|help| help.lines()) {
        anstream::eprintln!("  {CYAN}→{CYAN:#} {line}");
    }
}

/// Prints rows under a heading; the first column reads from the left, the others are numbers.
pub(crate) fn table<const N: usize>(heading: [&str; N], rows: &[[String; N]]) {
    let width = |column: usize| {
        let cells = rows.iter().map(|row| row[column].chars().count());
        cells.chain([heading[column].chars().count()]).max().unwrap_or_default()
    };
    let line = |cells: [&str; N]| {
        let columns = cells.iter().enumerate().map(|(column, cell)| {
            let width = width(column);
            if column == 0 { format!("{cell:width$}") } else { format!("{cell:>width$}") }
        });
        columns.collect::<Vec<_>>().join("   ")
    };
    println!("  {DIM}{}{DIM:#}", line(heading));
    for row in rows {
        println!("  {}", line(std::array::from_fn(|column| row[column].as_str())));
    }
}

/// The moment from which to measure.
#[expect(clippy::disallowed_methods, reason = "xtask measures; nothing that ships calls this")]
pub(crate) fn now() -> Instant {
    Instant::now()
}

/// A duration as a person reads it: `0.4 s`, `83.0 s`, `12 min 5 s`.
pub(crate) fn seconds(time: Duration) -> String {
    let whole = time.as_secs();
    if whole < 100 {
        return format!("{}.{} s", whole, time.subsec_millis() / 100);
    }
    format!("{} min {} s", whole / 60, whole % 60)
}

/// A number with its thousands apart: `181,884`.
pub(crate) fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_readable() {
        assert_eq!(
            ["0", "999", "1,000", "181,884", "1,000,000"].map(String::from),
            [thousands(0), thousands(999), thousands(1000), thousands(181_884), thousands(1_000_000)]
        );
    }

    #[test]
    fn durations_are_readable() {
        assert_eq!(seconds(Duration::from_millis(449)), "0.4 s");
        assert_eq!(seconds(Duration::from_secs(725)), "12 min 5 s");
    }
}
