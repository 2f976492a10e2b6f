//! Rows of one JSON object a line: the object as it stands, with the answer's fields at its end. A line that is a whole call
//! (it has a `shipment`) is answered with a whole answer.

use lutine_booking::{set_by_caller, too_large};
use lutine_core::read::{Faults, Fields, Path};
use lutine_core::{Column, ErrorCode, FieldError, Node, QuoteAnswer, quote};
use serde::{Deserialize, Serialize};

use super::amount::Tail;
use super::answer::{Answer, COLUMNS, DECLINED, OFFERED};
use super::column::{Alike, Row};
use super::lanes::{Cells, Lanes, Quick, Style};
use super::{Day, readable};
use crate::batch::Counts;

/// The fixed parts of an answer's fields. Ids and codes need no escape.
pub(super) const STYLE: Style = Style {
    offered: |programme| {
        format!(r#""outcome":"{OFFERED}","programme":"{programme}","premium":""#).into_bytes()
    },
    declined: |reasons| format!("\"outcome\":\"{DECLINED}\",\"reasons\":\"{reasons}\"}}\n").into_bytes(),
};

/// Answers JSON rows on one thread.
#[derive(Debug)]
pub struct Worker {
    lanes: Lanes,
}

/// A plain row, borrowed from its line. Whatever does not read as one (an escape in a text, a number, a field that is
/// unknown or given twice) goes the readable path.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Plain<'l> {
    #[serde(default)]
    reference: &'l str,
    amount: &'l str,
    origin: &'l str,
    destination: &'l str,
    #[serde(default)]
    carrier: &'l str,
    currency: &'l str,
    #[serde(default)]
    content: &'l str,
    #[serde(default)]
    category: &'l str,
    #[serde(default)]
    signature: &'l str,
    #[serde(default)]
    policyholder: &'l str,
    #[serde(default)]
    provider: &'l str,
}

impl<'l> Plain<'l> {
    /// The cells that a lane looks at; `None` where one is too long for any lane.
    #[inline]
    fn cells(&self) -> Option<Cells<'l>> {
        let mut alike = Alike::NOTHING;
        for text in [
            self.origin,
            self.destination,
            self.carrier,
            self.currency,
            self.category,
            self.signature,
            self.policyholder,
            self.provider,
        ] {
            if !text.is_empty() {
                alike.piece(text.as_bytes());
            }
            alike.length(text.len())?;
        }
        let content = if self.category.is_empty() { self.content } else { "" };
        Some(Cells {
            alike,
            amount: self.amount.as_bytes(),
            reference: self.reference.as_bytes(),
            content: content.as_bytes(),
            content_length: self.content.len(),
        })
    }

    fn row(&self) -> Row<'l> {
        let mut row = Row::EMPTY;
        for column in Column::ALL {
            row.set(
                column,
                match column {
                    Column::Reference => self.reference,
                    Column::Amount => self.amount,
                    Column::Origin => self.origin,
                    Column::Destination => self.destination,
                    Column::Carrier => self.carrier,
                    Column::Currency => self.currency,
                    Column::Content => self.content,
                    Column::Category => self.category,
                    Column::Signature => self.signature,
                    Column::Policyholder => self.policyholder,
                    Column::Provider => self.provider,
                }
                .as_bytes(),
            );
        }
        row
    }
}

impl Worker {
    pub(super) const fn new(lanes: Lanes) -> Self {
        Self { lanes }
    }

    pub(super) fn work(&mut self, chunk: &[u8], first_line: u64, out: &mut Vec<u8>) -> Counts {
        let mut counts = Counts::default();
        let mut start = 0;
        let mut number = first_line;
        while start < chunk.len() {
            let end = memchr::memchr(b'\n', &chunk[start..]).map_or(chunk.len(), |length| start + length);
            let line = chunk[start..end].trim_ascii();
            if !line.is_empty() {
                counts.rows += 1;
                self.answer(line, number, &mut counts, out);
            }
            start = end + 1;
            number += 1;
        }
        counts
    }

    #[inline]
    fn answer(&mut self, line: &[u8], number: u64, counts: &mut Counts, out: &mut Vec<u8>) {
        // An array of texts would read as a plain row too.
        let plain =
            if line.starts_with(b"{") { serde_json::from_slice::<Plain<'_>>(line).ok() } else { None };
        if let Some(plain) = plain {
            let quick = match plain.cells() {
                Some(cells) => self.lanes.answer(&cells, || plain.row()),
                None => None,
            };
            match quick {
                Some(Quick::Offered { opening, premium, tax, total, scale }) => {
                    counts.offered += 1;
                    open(line, out);
                    out.extend_from_slice(opening);
                    let mut tail = Tail::new();
                    tail.text(b"\"}\n");
                    tail.amount(total, scale);
                    tail.text(b"\",\"total\":\"");
                    tail.amount(tax, scale);
                    tail.text(b"\",\"tax\":\"");
                    tail.amount(premium, scale);
                    out.extend_from_slice(tail.bytes());
                    return;
                }
                Some(Quick::Declined(answer)) => {
                    counts.declined += 1;
                    open(line, out);
                    out.extend_from_slice(answer);
                    return;
                }
                None => {}
            }
        }
        self.readable(line, number, counts, out);
    }

    /// Whatever is not plain, read as every other input is.
    #[cold]
    fn readable(&self, line: &[u8], number: u64, counts: &mut Counts, out: &mut Vec<u8>) {
        let node = match serde_json::from_slice::<Node>(line) {
            Ok(node) => node,
            Err(_) => {
                counts.invalid += 1;
                let code = ErrorCode::MalformedInput.as_str();
                let reasons = format!("line {number}: {code}");
                let answer = serde_json::json!({ "outcome": "invalid", "reasons": reasons });
                return write_line(&answer, out);
            }
        };
        if node.get("shipment").is_some() {
            return self.whole_call(node, number, counts, out);
        }
        let answer = match cells(&node) {
            Ok(cells) => {
                let mut row = Row::EMPTY;
                for (column, cell) in &cells {
                    row.set(*column, cell.as_bytes());
                }
                readable::answer(&row, number, &self.lanes.terms)
            }
            Err(errors) => Answer::Invalid(readable::faults(&errors, number)),
        };
        answer.count(counts);
        write(&answer, line, node, out);
    }

    /// A line that is a QuoteCall is answered with its QuoteAnswer, and its number where it is not understood.
    fn whole_call(&self, mut call: Node, line: u64, counts: &mut Counts, out: &mut Vec<u8>) {
        let terms = &self.lanes.terms;
        let mut errors = Vec::new();
        let is_servers_day = terms.day == Day::OfTheBatch;
        if is_servers_day {
            errors = set_by_caller(&call);
            if let Some(error) = too_large(&call) {
                counts.invalid += 1;
                errors.push(error);
                return write_line(&NotUnderstood { outcome: "invalid", line, errors }, out);
            }
            call.set("exchangeRates", terms.row.exchange_rates.clone());
        }
        if is_servers_day || call.get("asOf").is_none() {
            call.set("asOf", terms.row.as_of.clone());
        }
        if let (None, Some(programme)) = (call.get("programmes"), &terms.programme) {
            call.set("programmes", Node::List(vec![Node::text(programme)]));
        }
        match quote(&call, &terms.tariff) {
            QuoteAnswer::Invalid { errors: found } => errors.extend(found),
            answer if errors.is_empty() => {
                let is_offered = matches!(&answer, QuoteAnswer::Quoted { offers, .. } if !offers.is_empty());
                *(if is_offered { &mut counts.offered } else { &mut counts.declined }) += 1;
                return write_line(&answer, out);
            }
            QuoteAnswer::Quoted { .. } => {}
        }
        counts.invalid += 1;
        write_line(&NotUnderstood { outcome: "invalid", line, errors }, out);
    }
}

/// What is answered to a whole call that was not understood.
#[derive(Serialize)]
struct NotUnderstood {
    outcome: &'static str,
    line: u64,
    errors: Vec<FieldError>,
}

/// The cells of a row that is an object of texts.
fn cells(node: &Node) -> Result<Vec<(Column, String)>, Vec<FieldError>> {
    let mut faults = Faults::default();
    let Some(mut fields) = Fields::open(node, Path::Root, &mut faults) else {
        return faults.finish(None);
    };
    let cells = Column::ALL
        .into_iter()
        .filter_map(|column| Some((column, fields.optional::<String>(column.name(), &mut faults)?)))
        .collect();
    fields.close(&mut faults);
    faults.finish(Some(cells))
}

/// The object without its closing brace, ready for another field.
fn open(line: &[u8], out: &mut Vec<u8>) {
    // The row has fields: a comma is due.
    out.extend_from_slice(line.strip_suffix(b"}").unwrap_or(line).trim_ascii_end());
    out.push(b',');
}

/// A row and its answer. The row stands as it was written, so that nothing is lost; only where it has one of the answer's
/// fields itself, or none at all, it is written anew.
fn write(answer: &Answer, line: &[u8], row: Node, out: &mut Vec<u8>) {
    let has_own = |(name, _): &(String, Node)| COLUMNS.contains(&name.as_str());
    if !row.entries().is_empty() && !row.entries().iter().any(has_own) {
        open(line, out);
        let mut fields = Vec::new();
        write_line(&answered(answer, Node::Table(Vec::new())), &mut fields);
        out.extend_from_slice(fields.strip_prefix(b"{").unwrap_or(&fields));
        return;
    }
    let row = if matches!(row, Node::Table(_)) { row } else { Node::Table(Vec::new()) };
    write_line(&answered(answer, row), out);
}

/// A row with the answer's fields.
fn answered(answer: &Answer, mut row: Node) -> Node {
    let mut set = |name: &str, text: &str| {
        if !text.is_empty() {
            row.set(name, Node::text(text));
        }
    };
    let [outcome, programme, premium, tax, total, reasons] = COLUMNS;
    set(outcome, answer.outcome());
    if let Answer::Offered { programme: id, premium: before, tax: due, total: sum } = answer {
        for (name, text) in [(programme, id), (premium, before), (tax, due), (total, sum)] {
            set(name, text);
        }
    }
    set(reasons, answer.reasons());
    row
}

fn write_line(value: &impl Serialize, out: &mut Vec<u8>) {
    // Writing to memory does not fail.
    let _ = serde_json::to_writer(&mut *out, value);
    out.push(b'\n');
}
