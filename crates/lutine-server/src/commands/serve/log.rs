//! The log, on standard error: lines for people, or JSON for programs.

use std::fmt;
use std::fmt::Write as _;
use std::io::{IsTerminal, Write as _, stderr};

use anstyle::{AnsiColor, Style};
use lutine_booking::Clock;
use lutine_server::{REQUESTS, SystemClock};
use time::format_description::well_known::Rfc3339;
use time::macros::format_description;
use tracing::field::{Field, Visit};
use tracing::{Event, Level, Subscriber};
use tracing_appender::non_blocking::{NonBlockingBuilder, WorkerGuard};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::format::Writer;
use tracing_subscriber::fmt::{FmtContext, FormatEvent, FormatFields, FormattedFields};
use tracing_subscriber::registry::LookupSpan;

use super::options::LogFormat;
use crate::commands::terminal::{DIM, GREEN, RED, YELLOW};

/// So many lines wait for whoever reads the log; of more, the last are lost.
const MOST_WAITING: usize = 10_000;

/// From now on, until what it returns is dropped, everything is logged so. A thread of its own writes: neither a reader that
/// stalls nor a disk that is full stops the server, which loses lines instead.
pub(super) fn begin(format: LogFormat, filter: impl Into<EnvFilter>) -> WorkerGuard {
    let (writer, guard) =
        NonBlockingBuilder::default().buffered_lines_limit(MOST_WAITING).lossy(true).finish(stderr());
    // A line that cannot be written would be told of where it cannot be written.
    let log =
        tracing_subscriber::fmt().with_env_filter(filter).with_writer(writer).log_internal_errors(false);
    match format {
        LogFormat::Text => {
            let colours =
                stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|none| none.is_empty());
            log.with_ansi(colours).event_format(Lines).init();
        }
        LogFormat::Json => log.json().flatten_event(true).with_span_list(false).init(),
    }
    // By the same way: whoever panics must not wait for a reader that stalls. Where nothing is logged, nobody writes there.
    std::panic::set_hook(Box::new(|panic| {
        if tracing::enabled!(Level::ERROR) {
            tracing::error!("{panic}");
        } else {
            let _ = writeln!(stderr(), "{panic}");
        }
    }));
    guard
}

/// One line an event: when, what, and in grey what belongs to it.
struct Lines;

impl<S, N> FormatEvent<S, N> for Lines
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    N: for<'a> FormatFields<'a> + 'static,
{
    fn format_event(
        &self,
        context: &FmtContext<'_, S, N>,
        mut writer: Writer<'_>,
        event: &Event<'_>,
    ) -> fmt::Result {
        let colours = writer.has_ansi_escapes();
        let level = *event.metadata().level();
        let (dim, style) = if colours { (DIM, of_level(level)) } else { Default::default() };
        write!(writer, "{dim}{}{dim:#}  ", now(colours))?;
        // Most of what is said is no warning: on a terminal that needs no word.
        if !colours || level != Level::INFO {
            write!(writer, "{style}{level:5}{style:#}  ")?;
        }
        let mut said = Said::default();
        event.record(&mut said);
        if event.metadata().target() == REQUESTS {
            let method = said.take("method");
            let status = said.take("status");
            let style = if colours { of_status(&status) } else { Style::new() };
            write!(writer, "{style}{status:3}{style:#}  {method:4} {}", said.take("route"))?;
            write!(writer, "  {dim}{} ms{dim:#}", said.take("latency_ms"))?;
            if said.message != "answered" {
                write!(writer, "  {}", said.message)?;
            }
        } else {
            write!(writer, "{}", said.message)?;
        }
        write!(writer, "{dim}")?;
        for (name, value) in &said.fields {
            write!(writer, "  {name}={value}")?;
        }
        for span in context.event_scope().into_iter().flatten() {
            if let Some(fields) = span.extensions().get::<FormattedFields<N>>() {
                write!(writer, "  {fields}")?;
            }
        }
        writeln!(writer, "{dim:#}")
    }
}

/// On a terminal the time of day is enough.
fn now(terminal: bool) -> String {
    let now = SystemClock.now();
    let short = format_description!("[hour]:[minute]:[second]");
    let text = if terminal { now.format(short) } else { now.format(&Rfc3339) };
    text.unwrap_or_default()
}

const fn of_level(level: Level) -> Style {
    match level {
        Level::ERROR => RED,
        Level::WARN => YELLOW,
        _ => DIM,
    }
}

fn of_status(status: &str) -> Style {
    match status.bytes().next() {
        Some(b'5') => RED,
        Some(b'4') => YELLOW,
        Some(b'2' | b'3') => GREEN,
        _ => AnsiColor::Cyan.on_default(),
    }
}

/// What an event says.
#[derive(Default)]
struct Said {
    message: String,
    fields: Vec<(&'static str, String)>,
}

impl Said {
    /// The value of a field, which is then said.
    fn take(&mut self, name: &str) -> String {
        let place = self.fields.iter().position(|(field, _)| *field == name);
        place.map(|place| self.fields.remove(place).1).unwrap_or_default()
    }
}

impl Visit for Said {
    fn record_str(&mut self, field: &Field, value: &str) {
        let is_word = |letter: char| letter.is_ascii_graphic() && letter != '"';
        let plain = field.name() == "message" || !value.is_empty() && value.chars().all(is_word);
        if plain {
            self.record_debug(field, &format_args!("{value}"))
        } else {
            self.record_debug(field, &value)
        }
    }

    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        // An event is one line, whatever an error has to say.
        let mut text = String::new();
        let _ = write!(text, "{value:?}");
        let text = text.replace(|letter: char| letter.is_control(), " ");
        if field.name() == "message" { self.message = text } else { self.fields.push((field.name(), text)) }
    }
}
