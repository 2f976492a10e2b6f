//! Cuts an input into chunks of whole records, without reading the records.

mod scan;

use std::io::{ErrorKind, Read};

use self::scan::Scan;
pub(super) use self::scan::is_open;
pub(crate) use self::scan::{line_ends, stray_quote};
use super::{BatchError, Format};

/// How much is asked of the input at once: enough to make the rest of the work per chunk cheap, and few enough to stay
/// in a core's cache. A read that brings less is cut all the same, so that a slow stream is answered as it comes.
const BLOCK: usize = 256 * 1024;
/// The longest record, with its line's end, in bytes; no chunk is longer either.
pub const LONGEST_RECORD: usize = 1024 * 1024;
/// What some programs begin a UTF-8 file with.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Some whole records. Made once a thread and filled again and again.
#[derive(Debug)]
pub struct Chunk {
    /// As long as the longest record; the first `len` are the chunk's. The system gives what is used of it.
    bytes: Vec<u8>,
    len: usize,
    first_line: u64,
    end: u64,
}

impl Default for Chunk {
    fn default() -> Self {
        Self { bytes: vec![0; LONGEST_RECORD], len: 0, first_line: 1, end: 0 }
    }
}

impl Chunk {
    /// The records, with their lines' ends; the input's last may have none.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes[..self.len]
    }

    /// The number of the first line in the input, from 1.
    #[must_use]
    pub const fn first_line(&self) -> u64 {
        self.first_line
    }

    /// How many bytes of the input lie before the chunk's end.
    #[must_use]
    pub const fn end(&self) -> u64 {
        self.end
    }
}

/// An input that comes in chunks.
#[derive(Debug)]
pub struct Splitter<R> {
    input: R,
    scan: Scan,
    /// What is read and not yet in a chunk.
    rest: Vec<u8>,
    /// The number of its first line, from 1.
    line: u64,
    /// Where in the input it begins.
    offset: u64,
    ended: bool,
}

impl<R: Read> Splitter<R> {
    /// Takes an input from its beginning. A byte order mark is skipped.
    ///
    /// # Errors
    /// `Read`.
    pub fn new(mut input: R, format: Format) -> Result<Self, BatchError> {
        let mut rest = Vec::new();
        let mark = BYTE_ORDER_MARK.len() as u64;
        let read = input.by_ref().take(mark).read_to_end(&mut rest).map_err(BatchError::Read)?;
        let marked = rest == BYTE_ORDER_MARK;
        if marked {
            rest.clear();
        }
        let offset = if marked { mark } else { 0 };
        let ended = read < BYTE_ORDER_MARK.len();
        Ok(Self { input, scan: Scan::new(format), rest, line: 1, offset, ended })
    }

    /// Takes the first record off, with its line's end: a CSV file's header. Empty where there is none.
    ///
    /// # Errors
    /// `Read` and `RecordTooLong`.
    pub fn header(&mut self) -> Result<Vec<u8>, BatchError> {
        let mut chunk = Chunk::default();
        while self.next(&mut chunk)? {
            if let Some(end) = self.scan.first_record(chunk.bytes()) {
                let (header, others) = chunk.bytes().split_at(end);
                self.rest.splice(..0, others.iter().copied());
                self.scan.start_again();
                self.line = chunk.first_line + self.scan.lines(header);
                self.offset -= others.len() as u64;
                return Ok(header.to_vec());
            }
        }
        Ok(Vec::new())
    }

    /// Fills `chunk` with the next records; `false` at the input's end.
    ///
    /// # Errors
    /// `Read` and `RecordTooLong`.
    pub fn next(&mut self, chunk: &mut Chunk) -> Result<bool, BatchError> {
        chunk.len = self.rest.len();
        chunk.bytes[..chunk.len].copy_from_slice(&self.rest);
        self.rest.clear();
        loop {
            let end = self.scan.end(chunk.bytes());
            if end > 0 {
                self.rest.extend_from_slice(&chunk.bytes()[end..]);
                chunk.len = end;
                self.scan.cut();
                break;
            }
            if self.ended {
                // A last record without a line's end.
                self.scan.start_again();
                break;
            }
            if chunk.len == LONGEST_RECORD {
                return Err(BatchError::RecordTooLong { line: self.line, quoted: self.scan.quoted() });
            }
            let until = LONGEST_RECORD.min(chunk.len + BLOCK);
            match self.input.read(&mut chunk.bytes[chunk.len..until]) {
                Ok(0) => self.ended = true,
                Ok(read) => chunk.len += read,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(BatchError::Read(error)),
            }
        }
        chunk.first_line = self.line;
        self.line += self.scan.lines(chunk.bytes());
        self.offset += chunk.len as u64;
        chunk.end = self.offset;
        Ok(chunk.len > 0)
    }
}
