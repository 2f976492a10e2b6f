//! What is shown: JSON, tables, and text that keeps to the terminal's width. Colours only on a terminal.

use std::io::{self, ErrorKind, Write};

use anstyle::{AnsiColor, Style};
use serde::Serialize;

use super::CommandError;

pub(super) const BOLD: Style = Style::new().bold();
pub(super) const DIM: Style = Style::new().dimmed();
pub(super) const RED: Style = AnsiColor::Red.on_default().bold();
pub(super) const GREEN: Style = AnsiColor::Green.on_default();
pub(super) const YELLOW: Style = AnsiColor::Yellow.on_default();
pub(super) const CYAN: Style = AnsiColor::Cyan.on_default();

/// The width of text where no terminal says one.
const TEXT_WIDTH: usize = 100;
/// No column of text gets narrower, however narrow the terminal.
const NARROWEST: usize = 16;
/// A column of text that would be narrower goes below its row.
const READABLE: usize = 30;

/// How wide lines may be: as `COLUMNS` says, or the terminal; `None` for a file or a pipe.
pub(super) fn width() -> Option<usize> {
    let said = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    said.or_else(|| terminal_size::terminal_size().map(|(width, _)| usize::from(width.0)))
}

/// Writes to standard output, without colours where it is no terminal.
pub(super) fn show(text: &str) -> Result<(), CommandError> {
    let mut out = anstream::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        // Whoever reads only the beginning has what they wanted.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        written => Ok(written?),
    }
}

/// Writes a value as JSON.
pub(super) fn json(value: &impl Serialize) -> Result<(), CommandError> {
    show(&(serde_json::to_string_pretty(value).map_err(io::Error::from)? + "\n"))
}

/// Breaks a text into lines of at most so many characters; a longer word stands alone.
pub(super) fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let line = lines.last_mut().expect("there is always a line");
        if line.is_empty() {
            line.push_str(word);
        } else if line.chars().count() + 1 + word.chars().count() <= width {
            line.push(' ');
            line.push_str(word);
        } else {
            lines.push(word.to_owned());
        }
    }
    lines
}

/// A paragraph beside a label: a mark, and text that hangs behind it.
pub(super) struct Paragraph {
    pub(super) style: Style,
    pub(super) mark: &'static str,
    pub(super) text: String,
}

impl From<String> for Paragraph {
    fn from(text: String) -> Self {
        Self { style: Style::new(), mark: "", text }
    }
}

/// Paragraphs under one label, which stands to the left of the first line.
pub(super) fn labelled(label: &str, paragraphs: &[Paragraph]) -> String {
    const LABEL: usize = 14;
    let room = width().unwrap_or(TEXT_WIDTH).saturating_sub(LABEL + 2);
    let mut text = String::new();
    let mut label = label;
    for Paragraph { style, mark, text: paragraph } in paragraphs {
        let indent = mark.chars().count();
        let lines = wrap(paragraph, room.saturating_sub(indent).max(NARROWEST));
        for (index, line) in lines.iter().enumerate() {
            let mark = if index == 0 { mark } else { "" };
            text += &format!("  {DIM}{label:LABEL$}{DIM:#}{style}{mark:indent$}{line}{style:#}\n");
            label = "";
        }
    }
    text
}

/// A column of a table.
pub(super) struct Column {
    pub(super) heading: &'static str,
    /// Numbers stand to the right.
    pub(super) right: bool,
}

/// Rows under headings, two spaces apart. Where they are too wide, the text of one column, `flexible`, goes on below
/// itself, and where that leaves it too narrow, below its row.
pub(super) fn table<const N: usize>(columns: &[Column; N], flexible: usize, rows: &[[String; N]]) -> String {
    layout(columns, flexible, rows, width())
}

fn layout<const N: usize>(
    columns: &[Column; N],
    flexible: usize,
    rows: &[[String; N]],
    width: Option<usize>,
) -> String {
    let widest = |index: usize| {
        let cells = rows.iter().map(|row| row[index].chars().count());
        cells.chain([columns[index].heading.chars().count()]).max().unwrap_or_default()
    };
    let mut widths: [usize; N] = std::array::from_fn(widest);
    let others: usize = widths.iter().sum::<usize>() - widths[flexible] + 2 * N;
    let room = width.map_or(usize::MAX, |width| width.saturating_sub(others));
    let words = rows.iter().flat_map(|row| row[flexible].split(' ')).map(|word| word.chars().count());
    let below = room < widths[flexible] && (room < READABLE || words.max().is_some_and(|word| word > room));
    widths[flexible] = widths[flexible].min(room);
    let line = |cells: [&str; N]| {
        let mut line = String::new();
        for (index, (cell, width)) in
            cells.iter().zip(widths).enumerate().filter(|(index, _)| !below || *index != flexible)
        {
            line +=
                &if columns[index].right { format!("  {cell:>width$}") } else { format!("  {cell:width$}") };
        }
        line.trim_end().to_owned()
    };
    let mut text = format!("{DIM}{}{DIM:#}\n", line(std::array::from_fn(|index| columns[index].heading)));
    for row in rows {
        if below {
            text += &(line(std::array::from_fn(|column| row[column].as_str())) + "\n");
            let lines = wrap(&row[flexible], width.unwrap_or(TEXT_WIDTH).saturating_sub(4).max(NARROWEST));
            text.extend(lines.iter().map(|part| format!("    {part}\n")));
            continue;
        }
        for (index, part) in wrap(&row[flexible], widths[flexible]).iter().enumerate() {
            let cell = |column: usize| match column {
                _ if column == flexible => part.as_str(),
                _ if index > 0 => "",
                _ => row[column].as_str(),
            };
            text += &(line(std::array::from_fn(cell)) + "\n");
        }
    }
    text
}

/// `1 fault`, `2 faults`.
pub(super) fn counted(count: usize, thing: &str) -> String {
    if count == 1 { format!("1 {thing}") } else { format!("{count} {thing}s") }
}

#[cfg(test)]
mod tests {
    use super::{Column, layout, wrap};

    #[test]
    fn lines_keep_to_the_width_and_lose_no_word() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("incomprehensible it is", 5), ["incomprehensible", "it is"]);
        assert_eq!(wrap("", 5), [""]);
    }

    #[test]
    fn a_table_fits_wherever_it_stands() {
        let columns = [
            Column { heading: "id", right: false },
            Column { heading: "words", right: false },
            Column { heading: "limit", right: true },
        ];
        let words = "one two three four five six seven eight nine ten";
        let rows = [["a", words, "10.00"].map(String::from)];
        for (width, lines) in [
            (None, vec!["  a   one two three four five six seven eight nine ten  10.00"]),
            (Some(50), vec!["  a   one two three four five six seven      10.00", "      eight nine ten"]),
            (Some(30), vec!["  a   10.00", "    one two three four five", "    six seven eight nine ten"]),
        ] {
            let table = layout(&columns, 1, &rows, width);
            assert_eq!(table.lines().skip(1).collect::<Vec<_>>(), lines, "{width:?}");
        }
        let long = [["a", "one-word-that-is-as-long-as-a-key-and-a-half", "10.00"].map(String::from)];
        assert_eq!(layout(&columns, 1, &long, Some(50)).lines().nth(1), Some("  a   10.00"));
    }
}
