//! Workers that take chunks, answer them, and write the answers in the input's order.
//!
//! There is no reader and no writer thread. A worker takes the next chunk itself, under the input's lock, and
//! hands its answers in to a queue; whoever hands in what is next to be written writes it, and all that is
//! ready behind it, while the others go on. So one thread is the same code without the company, and memory is
//! bounded by construction: a chunk and its answers a worker, and in the queue at most `AHEAD` answers a
//! worker, of little more than `MOST_QUEUED`.

use std::collections::VecDeque;
use std::io::{Read, Write};
use std::num::NonZeroUsize;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use super::{BatchError, Chunk, Counts, RowWorker, Rows, Splitter};

/// How many chunks a worker may be ahead of the slowest one.
const AHEAD: usize = 4;
/// How many bytes of answers may be queued before only the next ones are taken: a chunk of short rows that
/// are all bad becomes many times as long.
const MOST_QUEUED: usize = 64 * 1024 * 1024;
/// The largest empty buffer that is kept: one for the answers to an ordinary chunk.
const MOST_SPARE: usize = 4 * 1024 * 1024;

/// Answers all of `input`'s rows on `threads` threads, the calling one among them, and writes the answers to
/// `output`, behind the rows' header. Calls `progress` with the bytes of the input that are done, and the
/// counts so far, whenever answers are written.
///
/// # Errors
/// `Read`, `Write` and `RecordTooLong`. Answers that were before the error may be missing in the output.
pub fn run<R: Read + Send, W: Write + Send>(
    rows: &impl Rows,
    input: Splitter<R>,
    output: &mut W,
    threads: NonZeroUsize,
    progress: &(dyn Fn(u64, &Counts) + Sync),
) -> Result<Counts, BatchError> {
    output.write_all(rows.header()).map_err(BatchError::Write)?;
    let queue = Queue {
        output: Some(&mut *output),
        next: 0,
        ready: VecDeque::new(),
        queued: 0,
        spare: Vec::new(),
        counts: Counts::default(),
        stopped: false,
        error: None,
    };
    let run = Run {
        input: Mutex::new((0, input)),
        queue: Mutex::new(queue),
        moved: Condvar::new(),
        ahead: threads.get() as u64 * AHEAD as u64,
        progress,
    };
    thread::scope(|scope| {
        for _ in 1..threads.get() {
            // Where the system gives no more threads, those that are there do the work.
            let _ = thread::Builder::new().name("batch".into()).spawn_scoped(scope, || run.work(rows));
        }
        run.work(rows);
    });
    let queue = run.queue.into_inner().unwrap_or_else(PoisonError::into_inner);
    let counts = queue.counts;
    if let Some(error) = queue.error {
        return Err(error);
    }
    output.flush().map_err(BatchError::Write)?;
    Ok(counts)
}

/// What the workers share.
struct Run<'a, R, W> {
    /// The next chunk's number, and where it comes from.
    input: Mutex<(u64, Splitter<R>)>,
    queue: Mutex<Queue<W>>,
    /// Told when the queue moved on or stopped.
    moved: Condvar,
    /// How far ahead of the next one answers may be handed in.
    ahead: u64,
    progress: &'a (dyn Fn(u64, &Counts) + Sync),
}

/// Answers on their way out.
struct Queue<W> {
    /// Out of here while someone writes.
    output: Option<W>,
    /// Which chunk's answers are written next.
    next: u64,
    /// Its answers, and those of the chunks behind it, where they are there.
    ready: VecDeque<Option<Answers>>,
    /// How many bytes they are together.
    queued: usize,
    /// Empty buffers.
    spare: Vec<Vec<u8>>,
    counts: Counts,
    stopped: bool,
    /// Why, where it was an error: the first one.
    error: Option<BatchError>,
}

/// What a chunk became.
struct Answers {
    bytes: Vec<u8>,
    counts: Counts,
    /// Where in the input the chunk ended.
    read: u64,
}

impl<R: Read, W: Write> Run<'_, R, W> {
    fn work(&self, rows: &impl Rows) {
        // A worker that panics never hands its chunk in: the others must not wait for it.
        let _stop = OnPanic(|| self.stop(None));
        let mut worker = rows.worker();
        let mut chunk = Chunk::default();
        let mut bytes = Vec::new();
        while let Some(number) = self.take(&mut chunk) {
            let counts = worker.work(chunk.bytes(), chunk.first_line(), &mut bytes);
            let Some(empty) = self.hand_in(number, Answers { bytes, counts, read: chunk.end() }) else {
                return;
            };
            bytes = empty;
        }
    }

    /// Fills `chunk` and says its number; `None` at the end.
    fn take(&self, chunk: &mut Chunk) -> Option<u64> {
        let mut input = self.input.lock().unwrap_or_else(PoisonError::into_inner);
        if self.queue().stopped {
            return None;
        }
        let (next, splitter) = &mut *input;
        match splitter.next(chunk) {
            Ok(true) => {
                *next += 1;
                Some(*next - 1)
            }
            Ok(false) => None,
            Err(error) => {
                self.stop(Some(error));
                None
            }
        }
    }

    /// Hands a chunk's answers in and gives an empty buffer back; `None` when the run has stopped.
    fn hand_in(&self, number: u64, answers: Answers) -> Option<Vec<u8>> {
        let mut queue = self.queue();
        // Whoever has the next one never waits here, so the queue always moves on.
        while !queue.stopped && queue.is_full(number, self.ahead) {
            queue = self.moved.wait(queue).unwrap_or_else(PoisonError::into_inner);
        }
        if queue.stopped {
            return None;
        }
        queue.put(number, answers);
        if let Some(mut output) = queue.output.take() {
            while let Some(mut answers) = queue.pop() {
                drop(queue);
                let written = output.write_all(&answers.bytes);
                queue = self.queue();
                if let Err(error) = written {
                    drop(queue);
                    self.stop(Some(BatchError::Write(error)));
                    return None;
                }
                queue.counts.add(answers.counts);
                (self.progress)(answers.read, &queue.counts);
                answers.bytes.clear();
                if answers.bytes.capacity() <= MOST_SPARE {
                    queue.spare.push(answers.bytes);
                }
                self.moved.notify_all();
            }
            queue.output = Some(output);
        }
        Some(queue.spare.pop().unwrap_or_default())
    }

    fn stop(&self, error: Option<BatchError>) {
        let mut queue = self.queue();
        queue.stopped = true;
        queue.error = queue.error.take().or(error);
        self.moved.notify_all();
    }

    fn queue(&self) -> MutexGuard<'_, Queue<W>> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<W> Queue<W> {
    /// Whether a chunk's answers must wait. The next ones never do.
    const fn is_full(&self, number: u64, ahead: u64) -> bool {
        number != self.next && (number - self.next >= ahead || self.queued > MOST_QUEUED)
    }

    fn put(&mut self, number: u64, answers: Answers) {
        // No further than `ahead`, which fits.
        let place = (number - self.next) as usize;
        if self.ready.len() <= place {
            self.ready.resize_with(place + 1, || None);
        }
        self.queued += answers.bytes.len();
        self.ready[place] = Some(answers);
    }

    fn pop(&mut self) -> Option<Answers> {
        let answers = self.ready.front_mut()?.take()?;
        self.ready.pop_front();
        self.queued -= answers.bytes.len();
        self.next += 1;
        Some(answers)
    }
}

/// Calls what it holds where a panic drops it.
struct OnPanic<F: Fn()>(F);

impl<F: Fn()> Drop for OnPanic<F> {
    fn drop(&mut self) {
        if thread::panicking() {
            (self.0)();
        }
    }
}
