//! Order, bounds, and ends.

use std::io::{self, Error, ErrorKind, Read, Write, repeat};
use std::num::NonZeroUsize;
use std::sync::{Condvar, Mutex};

use lutine_server::batch::{BatchError, Counts, Format, RowWorker, Rows, Splitter, run};

use crate::harness::{Chance, Pieces, Shout};

fn threads(number: usize) -> NonZeroUsize {
    NonZeroUsize::new(number).unwrap()
}

fn quiet(_: u64, _: &Counts) {}

#[test]
fn answers_come_in_the_inputs_order_however_long_each_takes() {
    let mut chance = Chance(7);
    let lines = 60_000;
    let text: String = (0..lines)
        .map(|number| format!("{} {number}\n", if chance.below(1_000) == 0 { "slow" } else { "quick" }))
        .collect();
    for (number, most) in [(1, 4096), (2, 4096), (16, 4096), (16, 1 << 20)] {
        let input = Pieces { bytes: text.as_bytes(), most, chance: Chance(1) };
        let mut output = Vec::new();
        let last = Mutex::new((0, 0));
        let progress = |read: u64, counts: &Counts| {
            let mut last = last.lock().unwrap();
            assert!(last.0 < read && last.1 < counts.rows, "progress goes back");
            *last = (read, counts.rows);
        };
        let input = Splitter::new(input, Format::Ndjson).unwrap();
        let counts = run(&Shout, input, &mut output, threads(number), &progress).unwrap();
        assert!(output == text.to_ascii_uppercase().as_bytes(), "{number} threads");
        assert_eq!(counts, Counts { rows: lines, offered: lines, ..Counts::default() });
        assert_eq!(*last.lock().unwrap(), (text.len() as u64, lines));
    }
}

/// Holds the first chunk back until all that may be ahead of it is, and knows how much that is.
struct HoldFirst {
    begun: Mutex<usize>,
    moved: Condvar,
    /// How many chunks are begun before the first one ends.
    most: usize,
    /// How often every chunk's answers repeat it.
    times: usize,
}

impl HoldFirst {
    fn new(most: usize, times: usize) -> Self {
        Self { begun: Mutex::new(0), moved: Condvar::new(), most, times }
    }
}

struct Holding<'a>(&'a HoldFirst);

const HELD_THREADS: usize = 3;
/// Four chunks a thread are ahead of the first one or wait to be: more than that is never read.
const FEW_AHEAD: usize = HELD_THREADS * 4 + HELD_THREADS - 1;

impl<'a> Rows for &'a HoldFirst {
    type Worker = Holding<'a>;

    fn worker(&self) -> Holding<'a> {
        Holding(self)
    }
}

impl RowWorker for Holding<'_> {
    fn work(&mut self, chunk: &[u8], first_line: u64, out: &mut Vec<u8>) -> Counts {
        let mut begun = self.0.begun.lock().unwrap();
        *begun += 1;
        self.0.moved.notify_all();
        if first_line == 1 {
            begun = self.0.moved.wait_while(begun, |begun| *begun < self.0.most).unwrap();
            drop(begun);
            // Whoever could go on would.
            (0..10_000).for_each(|_| std::thread::yield_now());
            assert_eq!(*self.0.begun.lock().unwrap(), self.0.most);
        } else {
            drop(begun);
        }
        (0..self.0.times).for_each(|_| out.extend_from_slice(chunk));
        Counts { rows: 1, ..Counts::default() }
    }
}

#[test]
fn a_slow_chunk_holds_the_reading_up_before_memory_fills() {
    // Every line is as long as a read: a chunk each.
    let text = format!("{}\n", "x".repeat(255)).repeat(100);
    let input = Lines(text.as_bytes());
    let mut output = Vec::new();
    let rows = HoldFirst::new(FEW_AHEAD, 1);
    let input = Splitter::new(input, Format::Ndjson).unwrap();
    let counts = run(&&rows, input, &mut output, threads(HELD_THREADS), &quiet).unwrap();
    assert_eq!((counts.rows, output.as_slice()), (100, text.as_bytes()));
}

#[test]
fn long_answers_hold_the_reading_up_before_memory_fills() {
    // 32 MiB of answers a chunk: two of them are queued, then a third one, and of the other threads each
    // waits with its own.
    let most = 1 + 3 + (HELD_THREADS - 1);
    let times = 32 * 1024 * 4;
    let line = |number: u64| format!("{number:0255}\n");
    let text: String = (0..10).map(line).collect();
    let mut output = Repeats { times: times as u64, line: 256, ..Repeats::default() };
    let rows = HoldFirst::new(most, times);
    let input = Splitter::new(Lines(text.as_bytes()), Format::Ndjson).unwrap();
    let counts = run(&&rows, input, &mut output, threads(HELD_THREADS), &quiet).unwrap();
    assert_eq!((counts.rows, output.lines), (10, 10 * times as u64));
}

/// Takes lines of so many bytes, each so many times and with the number of how many others came before.
#[derive(Default)]
struct Repeats {
    times: u64,
    line: usize,
    lines: u64,
}

impl Write for Repeats {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        for line in bytes.chunks_exact(self.line) {
            // The lines of one chunk are all the same: its first and last ones tell.
            if self.lines.is_multiple_of(self.times) || (self.lines + 1).is_multiple_of(self.times) {
                let number: u64 = std::str::from_utf8(line).unwrap().trim_end().parse().unwrap();
                assert_eq!(number, self.lines / self.times, "answers out of order");
            }
            self.lines += 1;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Brings a line at once.
struct Lines<'a>(&'a [u8]);

impl Read for Lines<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let end = self.0.iter().position(|byte| *byte == b'\n').map_or(0, |index| index + 1);
        let end = end.min(buffer.len());
        self.0.read(&mut buffer[..end])
    }
}

#[test]
fn the_header_comes_first_and_once() {
    struct Headed;
    impl Rows for Headed {
        type Worker = Shout;
        fn worker(&self) -> Shout {
            Shout
        }
        fn header(&self) -> &[u8] {
            b"outcome\n"
        }
    }
    for text in ["", "row\nrow\n"] {
        let mut output = Vec::new();
        let input = Splitter::new(text.as_bytes(), Format::Csv).unwrap();
        run(&Headed, input, &mut output, threads(2), &quiet).unwrap();
        assert_eq!(output, format!("outcome\n{}", text.to_uppercase()).as_bytes());
    }
}

/// Takes some bytes, then no more.
struct Full(usize);

impl Write for Full {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self.0.min(bytes.len()) {
            0 => Err(Error::from(ErrorKind::BrokenPipe)),
            size => {
                self.0 -= size;
                Ok(size)
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn an_endless_input_ends_when_nobody_takes_the_answers() {
    for number in [1, 4] {
        let input = Splitter::new(repeat(b'\n'), Format::Ndjson).unwrap();
        let error = run(&Shout, input, &mut Full(5_000_000), threads(number), &quiet).unwrap_err();
        assert!(error.is_broken_pipe());
    }
}

#[test]
fn an_input_that_breaks_off_is_an_error() {
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(Error::other("the disk is gone"))
        }
    }
    let text = b"row\n".repeat(1_000_000);
    for number in [1, 4] {
        let input = Splitter::new(text.chain(Broken), Format::Ndjson).unwrap();
        let error = run(&Shout, input, &mut Vec::new(), threads(number), &quiet).unwrap_err();
        assert!(matches!(&error, BatchError::Read(_)));
        assert_eq!(error.to_string(), "the input cannot be read: the disk is gone");
    }
}

#[test]
fn a_worker_that_panics_takes_the_others_along() {
    struct Panics;
    impl Rows for Panics {
        type Worker = Self;
        fn worker(&self) -> Self {
            Self
        }
    }
    impl RowWorker for Panics {
        fn work(&mut self, _: &[u8], first_line: u64, _: &mut Vec<u8>) -> Counts {
            assert!(first_line < 1_000_000, "as wanted");
            Counts::default()
        }
    }
    for number in [1, 4] {
        let ended = std::panic::catch_unwind(|| {
            let input = Splitter::new(repeat(b'\n'), Format::Ndjson).unwrap();
            run(&Panics, input, &mut io::sink(), threads(number), &quiet)
        });
        assert!(ended.is_err());
    }
}
