//! `cargo xtask test`: every check in one order, or only the ones named.

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use anstream::println;
use clap::ValueEnum;

use crate::command::Cmd;
use crate::error::Error;
use crate::workspace::Workspace;
use crate::{demo, setup, size, tidy, ui, widget};

/// One step of the tests, in the order in which they run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Step {
    /// The repository's own rules: file sizes, leftovers, which crate may know which
    Tidy,
    /// Formatting
    Fmt,
    /// Clippy with warnings denied, for the machine and for the browser
    Clippy,
    /// Unit and integration tests on this machine
    Native,
    /// Documentation that builds without a warning
    Docs,
    /// Only the test vectors of the programmes (part of native)
    Vectors,
    /// The vectors and the widget's tests as WebAssembly, under Node
    Wasm,
    /// The widget's weight against its budget
    Size,
    /// A shopper's day in a real browser
    E2e,
}

impl Step {
    /// Everything; the vectors run in `native` and in `wasm`.
    const ALL: [Self; 8] =
        [Self::Tidy, Self::Fmt, Self::Clippy, Self::Native, Self::Docs, Self::Wasm, Self::Size, Self::E2e];

    fn name(self) -> &'static str {
        match self {
            Self::Tidy => "tidy",
            Self::Fmt => "fmt",
            Self::Clippy => "clippy",
            Self::Native => "native",
            Self::Docs => "docs",
            Self::Vectors => "vectors",
            Self::Wasm => "wasm",
            Self::Size => "size",
            Self::E2e => "e2e",
        }
    }

    fn what(self) -> &'static str {
        match self {
            Self::Tidy => "the repository's own rules",
            Self::Fmt => "formatting",
            Self::Clippy => "no warning anywhere",
            Self::Native => "unit and integration tests",
            Self::Docs => "the documentation builds",
            Self::Vectors => "the programmes' test vectors",
            Self::Wasm => "the vectors and the widget, as WebAssembly",
            Self::Size => "what a shopper downloads",
            Self::E2e => "a shopper's day in a browser",
        }
    }

    fn needs_tools(self) -> bool {
        matches!(self, Self::Clippy | Self::Wasm | Self::Size | Self::E2e)
    }

    fn run(self, workspace: &Workspace) -> Result<(), Error> {
        match self {
            Self::Tidy => tidy::run(workspace),
            Self::Size => size::run(workspace),
            Self::E2e => browser_tests(workspace),
            _ => self.commands(workspace).iter().try_for_each(shown),
        }
    }

    /// The steps that are nothing but commands.
    fn commands(self, workspace: &Workspace) -> Vec<Cmd<'_>> {
        let cargo = |line: &str| Cmd::new(workspace, &format!("cargo {line}"));
        let wasm = |line: &str| {
            let runner = workspace.path("target/tools/bin/wasm-bindgen-test-runner");
            cargo(line).env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner)
        };
        match self {
            Self::Fmt => vec![cargo("fmt --all --check")],
            Self::Clippy => vec![
                cargo("clippy --workspace --exclude lutine-offer --all-targets -- -D warnings"),
                cargo("clippy -p lutine-offer --target wasm32-unknown-unknown --all-targets -- -D warnings"),
            ],
            Self::Native => vec![cargo("test --workspace --exclude lutine-offer")],
            Self::Docs => {
                vec![
                    cargo("doc --no-deps --workspace --exclude lutine-offer")
                        .env("RUSTDOCFLAGS", "-D warnings"),
                ]
            }
            Self::Vectors => vec![cargo("test -p lutine-programmes --test vectors")],
            Self::Wasm => vec![
                wasm("test --target wasm32-unknown-unknown -p lutine-programmes --test vectors"),
                wasm("test --target wasm32-unknown-unknown -p lutine-offer"),
            ],
            Self::Tidy | Self::Size | Self::E2e => Vec::new(),
        }
    }
}

/// Runs the steps until one fails, and says how each went.
pub(crate) fn run(workspace: &Workspace, chosen: &[Step]) -> Result<ExitCode, Error> {
    let steps = if chosen.is_empty() { &Step::ALL } else { chosen };
    let started = ui::now();
    if steps.iter().any(|step| step.needs_tools()) {
        setup::run(workspace, setup::Wants { lints: true, browser: steps.contains(&Step::E2e) })?;
    }
    let mut done = Vec::new();
    for &step in steps {
        ui::header(step.name(), step.what());
        let began = ui::now();
        let result = step.run(workspace);
        done.push((step, began.elapsed(), result.is_ok()));
        if let Err(error) = result {
            ui::error(&error);
            summary(steps, &done, started.elapsed());
            return Ok(ExitCode::FAILURE);
        }
    }
    summary(steps, &done, started.elapsed());
    Ok(ExitCode::SUCCESS)
}

fn summary(steps: &[Step], done: &[(Step, Duration, bool)], total: Duration) {
    let (bold, dim, green, red) = (ui::BOLD, ui::DIM, ui::GREEN, ui::RED);
    ui::header("summary", "how each step went");
    for (step, time, ok) in done {
        let (style, mark, word) = if *ok { (green, "✓", "ok") } else { (red, "✗", "FAILED") };
        let (name, what, time) = (step.name(), step.what(), ui::seconds(*time));
        println!(
            "  {style}{mark}{style:#} {bold}{name:10}{bold:#}{what:45}{style}{word:6}{style:#}{dim}{time:>12}{dim:#}"
        );
    }
    for step in &steps[done.len()..] {
        println!("  {dim}· {:10}{:45}not run{dim:#}", step.name(), step.what());
    }
    let total = ui::seconds(total);
    match done.iter().find(|(_, _, ok)| !ok) {
        None => {
            let all = if done.len() == 1 {
                "The step passed".to_owned()
            } else {
                format!("All {} steps passed", done.len())
            };
            println!("\n{green}{all}{green:#} in {total}.");
        }
        Some((step, ..)) => {
            let name = step.name();
            println!(
                "\n{red}{name} failed{red:#} after {total}. Again, alone: {bold}cargo xtask test {name}{bold:#}"
            );
        }
    }
}

/// Runs a command after showing it, so that it can be run again by hand.
fn shown(command: &Cmd<'_>) -> Result<(), Error> {
    println!("{}$ {command}{:#}", ui::DIM, ui::DIM);
    command.loud()
}

fn browser_tests(workspace: &Workspace) -> Result<(), Error> {
    widget::build(workspace)?;
    demo::build_server(workspace)?;
    let browser = setup::find_browser(workspace)
        .ok_or_else(|| Error::missing("Chromium", "run `cargo xtask setup --browser`"))?;
    let tests = browser_test_files(workspace)?;
    let command = Cmd::new(workspace, "node --test --test-concurrency=1 --test-reporter=spec")
        .args(tests)
        .env("LUTINE_BIN", workspace.server())
        .env("LUTINE_WWW", workspace.path(widget::WWW))
        .env(setup::BROWSER_VARIABLE, browser);
    shown(&command)
}

/// Listed here and not by a pattern: Node 20 knows no patterns, and not every shell expands one.
fn browser_test_files(workspace: &Workspace) -> Result<Vec<PathBuf>, Error> {
    let folder = workspace.path("tests/e2e");
    let entries = fs::read_dir(&folder).map_err(|source| Error::file("read", &folder, source))?;
    let paths = entries.flatten().map(|entry| entry.path());
    let mut tests: Vec<PathBuf> = paths
        .filter(|path| path.to_string_lossy().ends_with(".test.mjs"))
        .map(|path| workspace.shown(&path).to_path_buf())
        .collect();
    tests.sort();
    if tests.is_empty() {
        return Err(Error::missing("tests/e2e/*.test.mjs", "restore the browser tests with git"));
    }
    Ok(tests)
}
