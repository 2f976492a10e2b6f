//! Where records end, found by their line ends and quotation marks alone.

use memchr::{memchr, memchr_iter, memchr2_iter, memchr3, memrchr};

use crate::batch::Format;

/// How many lines end in `bytes` of a CSV file: in LF, CR LF or CR.
pub(crate) fn line_ends(bytes: &[u8]) -> u64 {
    let lone = memchr_iter(b'\r', bytes).filter(|index| bytes.get(index + 1) != Some(&b'\n'));
    (memchr_iter(b'\n', bytes).count() + lone.count()) as u64
}

/// Whether a CSV record goes on inside quotation marks at its end: the mark that closes them is missing.
pub(in crate::batch) fn is_open(record: &[u8]) -> bool {
    let mut scan = Scan::new(Format::Csv);
    scan.end(record);
    // A mark that is the last byte is not settled. With nothing behind it, it closes.
    scan.quoted && scan.at == record.len()
}

/// Where the first cell begins whose quotation mark is closed nowhere, or has more behind the closing one: one that was not
/// meant to open anything takes whatever follows into its cell, up to the next of its kind, rows and all.
pub(crate) fn stray_quote(bytes: &[u8]) -> Option<usize> {
    // Most rows have none.
    memchr(b'"', bytes)?;
    let mut cell = 0;
    while cell < bytes.len() {
        let mut at = cell;
        if bytes[cell] == b'"' {
            at += 1;
            loop {
                at += memchr(b'"', &bytes[at..]).map_or(bytes.len(), |index| index + 1);
                match bytes.get(at) {
                    Some(b'"') => at += 1,
                    None if at > bytes.len() => return Some(cell),
                    _ => break,
                }
            }
        }
        let is_quoted = at > cell;
        let end = memchr3(b',', b'\r', b'\n', &bytes[at..]).map_or(bytes.len(), |index| at + index);
        if is_quoted && !bytes[at..end].trim_ascii().is_empty() {
            return Some(cell);
        }
        cell = end + 1;
    }
    None
}

/// Looks for the end of the last whole record, in a buffer that begins with a record and may grow from call to call;
/// every byte is looked at once.
///
/// CSV is read as the `csv` crate reads it by default. A quotation mark opens only at a field's start; inside, two stand
/// for one; what follows the closing one is literal up to the next comma or line end. A line ends in LF, CR LF or CR.
#[derive(Debug)]
pub(super) struct Scan {
    format: Format,
    /// Up to here everything is settled.
    at: usize,
    /// Whether `at` is inside quotation marks.
    quoted: bool,
    /// The end of the last whole record; 0 where there is none.
    end: usize,
}

impl Scan {
    pub(super) const fn new(format: Format) -> Self {
        Self { format, at: 0, quoted: false, end: 0 }
    }

    pub(super) const fn quoted(&self) -> bool {
        self.quoted
    }

    /// How many lines end in `bytes`.
    pub(super) fn lines(&self, bytes: &[u8]) -> u64 {
        match self.format {
            Format::Csv => line_ends(bytes),
            // A CR is but a space between two of JSON's signs.
            Format::Ndjson => memchr_iter(b'\n', bytes).count() as u64,
        }
    }

    /// The buffer now begins where the last whole record ended.
    pub(super) const fn cut(&mut self) {
        self.at -= self.end;
        self.end = 0;
    }

    /// The buffer is another.
    pub(super) const fn start_again(&mut self) {
        *self = Self::new(self.format);
    }

    /// The end of the last whole record; 0 where none is whole.
    pub(super) fn end(&mut self, buffer: &[u8]) -> usize {
        match self.format {
            Format::Csv => while self.step(buffer) {},
            Format::Ndjson => {
                if let Some(last) = memrchr(b'\n', &buffer[self.at..]) {
                    self.end = self.at + last + 1;
                }
                self.at = buffer.len();
            }
        }
        self.end
    }

    /// The end of the first record, after any blank lines, in a buffer of whole records.
    pub(super) fn first_record(&self, buffer: &[u8]) -> Option<usize> {
        let blank = buffer.iter().position(|byte| !matches!(byte, b'\r' | b'\n'))?;
        let buffer = &buffer[blank..];
        let mut scan = Self::new(self.format);
        let end = memchr2_iter(b'\r', b'\n', buffer)
            // One byte more tells CR from CR LF.
            .map(|index| scan.end(&buffer[..buffer.len().min(index + 2)]))
            .find(|end| *end > 0);
        Some(blank + end.unwrap_or(buffer.len()))
    }

    /// Goes on to the next quotation mark that matters; `false` where the buffer holds no more.
    fn step(&mut self, buffer: &[u8]) -> bool {
        // From one quoted field to the next: where all are quoted, this is every second step.
        if !self.quoted && buffer[self.at..].starts_with(b",\"") {
            self.quoted = true;
            self.at += 2;
            return true;
        }
        let mark = memchr(b'"', &buffer[self.at..]).map(|index| self.at + index);
        if self.quoted {
            match mark {
                None => self.at = buffer.len(),
                // Closing, or the first of two: the next byte will tell.
                Some(mark) if mark + 1 == buffer.len() => {
                    self.at = mark;
                    return false;
                }
                Some(mark) => {
                    let doubled = buffer[mark + 1] == b'"';
                    self.quoted = doubled;
                    self.at = mark + 1 + usize::from(doubled);
                }
            }
        } else {
            let unquoted_end = mark.unwrap_or(buffer.len());
            self.find_line_end(buffer, unquoted_end);
            if let Some(mark) = mark {
                self.quoted = mark == 0 || matches!(buffer[mark - 1], b',' | b'\n' | b'\r');
            }
            self.at = buffer.len().min(unquoted_end + 1);
        }
        mark.is_some()
    }

    /// Finds the last line end from `at` to `end`, all of which is outside quotation marks.
    fn find_line_end(&mut self, buffer: &[u8], end: usize) {
        if let Some(last) = memrchr(b'\n', &buffer[self.at..end]) {
            self.end = self.at + last + 1;
        } else if self.end == 0 {
            // A lone CR is only looked for where no LF is found. The buffer's last byte may be the CR of a CR LF: it is
            // looked at again when more is there.
            let from = self.at.saturating_sub(1);
            let until = end.min(buffer.len().saturating_sub(1));
            let last = buffer.get(from..until).and_then(|span| memrchr(b'\r', span));
            self.end = last.map_or(0, |last| from + last + 1);
        }
    }
}
