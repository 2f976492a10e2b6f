//! `lutine quote-batch`

use std::fs::File;
use std::io::{IsTerminal, Read, Write, stderr, stdin, stdout};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use clap::error::ErrorKind;
use lutine_booking::Clock;
use lutine_core::Date;
use lutine_server::SystemClock;
use lutine_server::batch::{
    self, Bar, BatchError, Format, Output, Signals, Splitter, Unfinished, until_interrupted,
};

use super::CommandError;

#[derive(clap::Args)]
pub(crate) struct QuoteBatch {
    /// CSV with a header row, or NDJSON; `-` for standard input
    #[arg(value_name = "IN")]
    input: PathBuf,
    /// Where the answers go, in the rows' order; replaced when all are there; `-` for standard output
    #[arg(value_name = "OUT")]
    output: PathBuf,
    /// Ask only this programme; without it a row holds the first offer
    #[arg(long, value_name = "ID")]
    programme: Option<String>,
    /// The day whose rates apply, as YYYY-MM-DD; without it today, in UTC
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<Date>,
    /// How rows are written, in and out; without it the files' ending says so
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// How many threads work; without it one for each core
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
}

impl QuoteBatch {
    pub(crate) async fn run(self) -> Result<(), CommandError> {
        let tariff = lutine_programmes::shipped()?;
        let format = self.format().unwrap_or_else(|message| bad_usage(&message));
        if let Some(unknown) = self.programme.as_ref().filter(|id| !tariff.knows(id)) {
            bad_usage(&format!("there is no programme `{unknown}`"));
        }
        let as_of = self.as_of.or_else(|| Date::parse(&SystemClock.now().date().to_string()));
        let as_of = as_of.unwrap_or_else(|| bad_usage("the clock is wrong; name a day with --as-of"));
        let threads = self.threads.and_then(|threads| NonZeroUsize::new(threads.into()));
        let threads =
            threads.or_else(|| std::thread::available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN);

        let signals = Signals::listen()?;
        let unfinished = Unfinished::default();
        let bar = self.bar();
        let shown = bar.clone();
        let ended = until_interrupted(signals, unfinished.clone(), move || {
            let mut output = if is_stream(&self.output) {
                Output::stdout(&unfinished)
            } else {
                Output::file(&self.output, &unfinished)?
            };
            let input = open(&self.input)?;
            let mut input = Splitter::new(input, format)?;
            let header = match format {
                Format::Csv => input.header()?,
                Format::Ndjson => Vec::new(),
            };
            let rows = batch::rows::Rows::new(tariff, as_of, self.programme, format, &header)?;
            let counts =
                batch::run(&rows, input, &mut output, threads, &|read, counts| shown.update(read, counts))?;
            output.finish()?;
            Ok(counts)
        });
        let ended = ended.await;
        let elapsed = bar.elapsed();
        bar.clear();
        match ended {
            Ok(counts) => {
                let _ = writeln!(stderr(), "{}", batch::summary(&counts, elapsed));
                Ok(())
            }
            // Whoever reads only the beginning has what they wanted.
            Err(error) if error.is_broken_pipe() => Ok(()),
            // As every other command says it of a file.
            Err(BatchError::File { path, error }) => Err(CommandError::File { path, error }),
            Err(error) => Err(error.into()),
        }
    }

    fn bar(&self) -> Bar {
        if is_stream(&self.output) && stdout().is_terminal() {
            // A bar between the answers would help nobody.
            return Bar::hidden();
        }
        let size = std::fs::metadata(&self.input).ok().filter(std::fs::Metadata::is_file).map(|it| it.len());
        Bar::new(size)
    }

    /// How rows are written, or why that cannot be told.
    fn format(&self) -> Result<Format, String> {
        let (input, output) = (self.input.display(), self.output.display());
        match (self.format, Format::of(&self.input), Format::of(&self.output)) {
            (Some(format), ..) => Ok(format),
            (None, Some(read), Some(written)) if read != written => {
                Err(format!("`{input}` and `{output}` end differently; choose with --format"))
            }
            (None, Some(format), _) | (None, None, Some(format)) => Ok(format),
            (None, None, None) => {
                Err(format!("neither `{input}` nor `{output}` ends in .csv or .ndjson; choose with --format"))
            }
        }
    }
}

fn open(path: &Path) -> Result<Box<dyn Read + Send>, BatchError> {
    if is_stream(path) {
        return Ok(Box::new(stdin()));
    }
    let file = File::open(path).map_err(|error| BatchError::File { path: path.to_owned(), error })?;
    Ok(Box::new(file))
}

fn is_stream(path: &Path) -> bool {
    path == Path::new("-")
}

fn day(text: &str) -> Result<Date, &'static str> {
    Date::parse(text).ok_or("expected a day as YYYY-MM-DD")
}

/// Ends the process as a wrong argument does.
fn bad_usage(message: &str) -> ! {
    clap::Error::raw(ErrorKind::ValueValidation, format!("{message}\n")).exit()
}
