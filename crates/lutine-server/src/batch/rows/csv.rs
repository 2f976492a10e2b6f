//! Rows of comma-separated values: the row as it stands, and the answer's columns after it.

use lutine_core::Column;

use csv_core::{ReadRecordResult, Reader};

use super::amount::Tail;
use super::answer::{Answer, COLUMNS, OFFERED};
use super::column::{Alike, Layout, Row};
use super::lanes::{Cells, Lanes, Quick, Style};
use super::readable;
use crate::batch::Counts;
use crate::batch::split::{is_open, line_ends, stray_quote};

/// The fixed parts of an answer's columns.
pub(super) const STYLE: Style = Style {
    offered: |programme| format!(",{OFFERED},{programme},").into_bytes(),
    declined: |reasons| {
        let mut out = Vec::new();
        write(&Answer::Declined(reasons.to_owned()), &mut out);
        out
    },
};

/// Answers CSV rows on one thread.
#[derive(Debug)]
pub struct Worker {
    layout: Layout,
    places: Places,
    lanes: Lanes,
    reader: Reader,
    /// The cells of the row at hand without their quotes, one behind the other, and where each ends.
    cells: Vec<u8>,
    ends: Vec<usize>,
}

impl Worker {
    pub(super) fn new(layout: Layout, lanes: Lanes) -> Self {
        let ends = vec![0; layout.columns().len() + 1];
        let places = Places::of(&layout);
        Self { layout, places, lanes, reader: Reader::new(), cells: vec![0; 4096], ends }
    }

    pub(super) fn work(&mut self, chunk: &[u8], first_line: u64, out: &mut Vec<u8>) -> Counts {
        let mut counts = Counts::default();
        let mut lines = Lines { chunk, counted: 0, line: first_line };
        let mut at = 0;
        self.begin();
        while let Some((end, columns)) = self.next_record(chunk, at) {
            let record = trimmed(chunk, at, end);
            at = end;
            counts.rows += 1;
            if let Some(problem) = self.problem(columns, &chunk[record.clone()], end == chunk.len()) {
                self.refuse(columns, &format!("line {}: {problem}", lines.of(record.start)), out);
                counts.invalid += 1;
                continue;
            }
            out.extend_from_slice(&chunk[record.clone()]);
            let (layout, cells, ends) = (&self.layout, &self.cells, &self.ends);
            let quick = match self.places.cells(layout, cells, ends) {
                Some(plain) => self.lanes.answer(&plain, || row(layout, cells, ends)),
                None => None,
            };
            match quick {
                Some(Quick::Offered { opening, premium, tax, total, scale }) => {
                    counts.offered += 1;
                    out.extend_from_slice(opening);
                    let mut tail = Tail::new();
                    tail.text(b",\n");
                    tail.amount(total, scale);
                    tail.text(b",");
                    tail.amount(tax, scale);
                    tail.text(b",");
                    tail.amount(premium, scale);
                    out.extend_from_slice(tail.bytes());
                }
                Some(Quick::Declined(answer)) => {
                    counts.declined += 1;
                    out.extend_from_slice(answer);
                }
                None => {
                    let row = row(layout, cells, ends);
                    let answer = readable::answer(&row, lines.of(record.start), &self.lanes.terms);
                    answer.count(&mut counts);
                    write(&answer, out);
                }
            }
        }
        counts
    }

    /// Makes the reader ready for a chunk.
    fn begin(&mut self) {
        self.reader.reset();
        // A reader that has read nothing skips a byte order mark. In a chunk it is data: the input's own is gone already.
        self.reader.read_record(b"\n", &mut self.cells, &mut self.ends);
    }

    /// The end of the next record and its number of cells; `None` at the end of the chunk.
    #[inline]
    fn next_record(&mut self, chunk: &[u8], start: usize) -> Option<(usize, usize)> {
        let (mut at, mut cells, mut ends) = (start, 0, 0);
        loop {
            let (result, read, written, ended) =
                self.reader.read_record(&chunk[at..], &mut self.cells[cells..], &mut self.ends[ends..]);
            at += read;
            cells += written;
            ends += ended;
            match result {
                ReadRecordResult::Record => return Some((at, ends)),
                ReadRecordResult::End => return None,
                // At the end of the chunk the empty rest tells the reader that nothing follows.
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull => self.cells.resize(self.cells.len() * 2, 0),
                ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
            }
        }
    }

    /// Why a record cannot be copied as it stands: its end would be in another column, or within quotation marks.
    #[inline]
    fn problem(&self, columns: usize, record: &[u8], is_last: bool) -> Option<String> {
        let wanted = self.layout.columns().len();
        // Only the input's end ends a quotation without its mark.
        if is_last && is_open(record) {
            return Some("unclosed-quote".to_owned());
        }
        if stray_quote(record).is_some() {
            return Some("stray-quote".to_owned());
        }
        (columns != wanted).then(|| format!("{columns} columns instead of {wanted}"))
    }

    /// A row with too few cells or too many is filled up or cut off, and every cell is quoted anew, so that the answer's
    /// columns stand where they belong.
    #[cold]
    fn refuse(&self, columns: usize, reasons: &str, out: &mut Vec<u8>) {
        let wanted = self.layout.columns().len();
        let mut start = 0;
        for place in 0..wanted {
            if place > 0 {
                out.push(b',');
            }
            if place < columns {
                escape(&self.cells[start..self.ends[place]], out);
                start = self.ends[place];
            }
        }
        write(&Answer::Invalid(reasons.to_owned()), out);
    }
}

/// Where the cells are that a lane looks at.
#[derive(Clone, Copy, Debug)]
struct Places {
    amount: Option<usize>,
    reference: Option<usize>,
    content: Option<usize>,
    category: Option<usize>,
}

impl Places {
    fn of(layout: &Layout) -> Self {
        let [amount, reference, content, category] =
            [Column::Amount, Column::Reference, Column::Content, Column::Category]
                .map(|column| layout.place(column));
        Self { amount, reference, content, category }
    }

    /// The cells of a row that a lane looks at; `None` where one is too long for any lane.
    #[inline]
    fn cells<'r>(&self, layout: &Layout, cells: &'r [u8], ends: &[usize]) -> Option<Cells<'r>> {
        let start = |place: usize| if place == 0 { 0 } else { ends[place - 1] };
        let cell = |place: Option<usize>| {
            place.map_or(&b""[..], |place| cells[start(place)..ends[place]].trim_ascii())
        };
        let mut alike = Alike::NOTHING;
        for (first, last) in layout.runs() {
            alike.piece(&cells[start(*first)..ends[*last]]);
            let mut before = start(*first);
            for end in &ends[*first..=*last] {
                alike.length(end - before)?;
                before = *end;
            }
        }
        let is_given = !cell(self.category).is_empty();
        let content = if is_given { &b""[..] } else { cell(self.content) };
        Some(Cells {
            alike,
            amount: cell(self.amount),
            reference: cell(self.reference),
            content,
            content_length: cell(self.content).len(),
        })
    }
}

/// Room around a cell is no part of it.
fn row<'r>(layout: &Layout, cells: &'r [u8], ends: &[usize]) -> Row<'r> {
    let mut row = Row::EMPTY;
    let mut start = 0;
    for (column, end) in layout.columns().iter().zip(ends) {
        row.set(*column, cells[start..*end].trim_ascii());
        start = *end;
    }
    row
}

/// A record without the line ends around it.
#[inline]
fn trimmed(chunk: &[u8], start: usize, end: usize) -> std::ops::Range<usize> {
    let is_end = |byte: &u8| matches!(byte, b'\r' | b'\n');
    let record = &chunk[start..end];
    let before = record.iter().take_while(|byte| is_end(byte)).count();
    let after = record[before..].iter().rev().take_while(|byte| is_end(byte)).count();
    start + before..end - after
}

/// Counts lines only as far as somebody asks, and each once.
struct Lines<'c> {
    chunk: &'c [u8],
    counted: usize,
    line: u64,
}

impl Lines<'_> {
    fn of(&mut self, place: usize) -> u64 {
        self.line += line_ends(&self.chunk[self.counted..place]);
        self.counted = place;
        self.line
    }
}

/// The answer's columns, each with the comma before it, and the line's end.
fn write(answer: &Answer, out: &mut Vec<u8>) {
    let empty = ["", "", "", ""];
    let [programme, premium, tax, total] = match answer {
        Answer::Offered { programme, premium, tax, total } => {
            [programme.as_str(), premium.as_str(), tax.as_str(), total.as_str()]
        }
        Answer::Declined(_) | Answer::Invalid(_) => empty,
    };
    for cell in [answer.outcome(), programme, premium, tax, total, answer.reasons()] {
        out.push(b',');
        escape(cell.as_bytes(), out);
    }
    out.push(b'\n');
}

/// A cell, in quotes where it needs them.
fn escape(cell: &[u8], out: &mut Vec<u8>) {
    if !cell.iter().any(|byte| matches!(byte, b',' | b'"' | b'\r' | b'\n')) {
        return out.extend_from_slice(cell);
    }
    out.push(b'"');
    for byte in cell {
        if *byte == b'"' {
            out.push(b'"');
        }
        out.push(*byte);
    }
    out.push(b'"');
}

/// The cells of one record.
pub(super) fn cells(record: &[u8]) -> Vec<Vec<u8>> {
    let mut reader = Reader::new();
    let (mut cells, mut ends) = (vec![0; record.len() + 1], vec![0; record.len() + 2]);
    let (_, _, _, mut count) = reader.read_record(record, &mut cells, &mut ends);
    if !record.ends_with(b"\n") && !record.ends_with(b"\r") {
        // The last cell ends with the input.
        let written = if count == 0 { 0 } else { ends[count - 1] };
        let (_, _, _, more) = reader.read_record(&[], &mut cells[written..], &mut ends[count..]);
        count += more;
    }
    let mut start = 0;
    ends[..count]
        .iter()
        .map(|end| {
            let cell = cells[start..*end].to_vec();
            start = *end;
            cell
        })
        .collect()
}

/// The header row of the answers.
pub(super) fn header(header: &[u8]) -> Vec<u8> {
    let record = trimmed(header, 0, header.len());
    let mut out = header[record].to_vec();
    for column in COLUMNS {
        out.push(b',');
        out.extend_from_slice(column.as_bytes());
    }
    out.push(b'\n');
    out
}
