//! A batch that is ended in the middle, by a signal that can be heard and by one that cannot.
#![cfg(unix)]

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::num::NonZeroUsize;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Once;

use lutine_server::batch::{
    BatchError, Format, Output, Signals, Splitter, Unfinished, run, until_interrupted,
};

use crate::harness::Shout;

const OUT: &str = "LUTINE_TEST_BATCH_OUT";
const WRITTEN: &str = "answers are written";

/// Not a test, but what the tests below start: standard input to the file that the environment names.
#[tokio::test]
async fn batch() {
    let Some(place) = std::env::var_os(OUT) else { return };
    let signals = Signals::listen().unwrap();
    let unfinished = Unfinished::default();
    let result = until_interrupted(signals, unfinished.clone(), move || {
        let mut output = Output::file(Path::new(&place), &unfinished)?;
        let said = Once::new();
        let input = Splitter::new(std::io::stdin(), Format::Csv)?;
        run(&Shout, input, &mut output, NonZeroUsize::MIN.saturating_add(1), &|_, _| {
            said.call_once(|| eprintln!("{WRITTEN}"));
        })?;
        output.finish()
    });
    std::process::exit(match result.await {
        Ok(()) => 0,
        Err(error) => {
            eprintln!("{error}");
            assert!(matches!(error, BatchError::Interrupted { .. }));
            1
        }
    });
}

struct Run {
    folder: tempfile::TempDir,
    place: PathBuf,
    child: Child,
}

impl Run {
    /// Starts a batch over a file that holds `old`, where there is one.
    fn start(old: Option<&str>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("out.csv");
        if let Some(old) = old {
            fs::write(&place, old).unwrap();
        }
        let child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "interrupt::batch", "--nocapture"])
            .env(OUT, &place)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        Self { folder, place, child }
    }

    /// Waits until some answers are on disk; what is said on standard error after that can be read then.
    fn under_way(&mut self) -> BufReader<impl Read + use<>> {
        let mut said = BufReader::new(self.child.stderr.take().unwrap());
        let mut line = String::new();
        said.read_line(&mut line).unwrap();
        assert_eq!(line.trim_end(), WRITTEN);
        let parts = fs::read_dir(self.folder.path()).unwrap().map(Result::unwrap);
        let part = parts.into_iter().find(|entry| entry.path() != self.place).unwrap();
        assert!(part.metadata().unwrap().len() > 0);
        said
    }

    fn signal(&self, name: &str) {
        let number = self.child.id().to_string();
        assert!(Command::new("kill").args(["-s", name, &number]).status().unwrap().success());
    }

    /// What the place holds in the end, and what else is in the folder.
    fn left(&self) -> (Option<String>, usize) {
        let text = fs::read_to_string(&self.place).ok();
        let others = fs::read_dir(self.folder.path()).unwrap().count() - usize::from(text.is_some());
        (text, others)
    }
}

#[test]
fn a_signal_leaves_nothing_behind_even_while_the_input_is_silent() {
    for (signal, old) in [("INT", Some("old")), ("TERM", Some("old")), ("INT", None)] {
        let mut run = Run::start(old);
        let mut input = run.child.stdin.take().unwrap();
        input.write_all(b"row\n").unwrap();
        let mut said = run.under_way();
        run.signal(signal);
        assert_eq!(run.child.wait().unwrap().code(), Some(1), "{signal}");
        assert_eq!(run.left(), (old.map(str::to_owned), 0));
        let mut text = String::new();
        said.read_to_string(&mut text).unwrap();
        assert_eq!(text, format!("interrupted; `{}` is as it was\n", run.place.display()));
        drop(input);
    }
}

#[test]
fn a_signal_leaves_nothing_behind_in_the_middle_of_the_work() {
    let mut run = Run::start(Some("old"));
    let mut input = run.child.stdin.take().unwrap();
    let endless = std::thread::spawn(move || while input.write_all(&b"some,row\n".repeat(1_000)).is_ok() {});
    let _said = run.under_way();
    run.signal("INT");
    assert_eq!(run.child.wait().unwrap().code(), Some(1));
    assert_eq!(run.left(), (Some("old".to_owned()), 0));
    endless.join().unwrap();
}

#[test]
fn a_kill_leaves_the_file_as_it_was() {
    let mut run = Run::start(Some("old"));
    let mut input = run.child.stdin.take().unwrap();
    input.write_all(b"row\n").unwrap();
    let _said = run.under_way();
    run.child.kill().unwrap();
    assert_eq!(run.child.wait().unwrap().signal(), Some(9));
    // Nobody was left to remove what was beside it.
    assert_eq!(run.left(), (Some("old".to_owned()), 1));
}

#[test]
fn an_input_that_ends_is_put_in_its_place() {
    let mut run = Run::start(Some("old"));
    let mut input = run.child.stdin.take().unwrap();
    input.write_all(b"row\n").unwrap();
    let _said = run.under_way();
    input.write_all(b"last\n").unwrap();
    drop(input);
    assert_eq!(run.child.wait().unwrap().code(), Some(0));
    assert_eq!(run.left(), (Some("ROW\nLAST\n".to_owned()), 0));
}
