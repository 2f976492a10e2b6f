//! `cargo xtask test`: every check in one order, or only the ones named.

mod browser;
mod contract;
pub(crate) mod laws;
mod package;

use std::process::ExitCode;
use std::time::Duration;

use anstream::println;
use clap::ValueEnum;

use crate::command::Cmd;
use crate::error::Error;
use crate::workspace::Workspace;
use crate::{setup, size, tidy, ui};

/// One step of the tests, in the order in which they run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Step {
    /// The repository's own rules: file sizes, leftovers, which crate may know which
    Tidy,
    /// Formatting
    Fmt,
    /// Clippy with warnings denied, for the machine and for the browser
    Clippy,
    /// Unit and integration tests on this machine; the vectors also over HTTP
    Native,
    /// Documentation that builds without a warning
    Docs,
    /// Only the test vectors of the programmes (part of native)
    Vectors,
    /// The vectors and the widget's tests as WebAssembly, under Node
    Wasm,
    /// The npm packages: their weight, their types, and how they do in every place that they are used from
    Npm,
    /// The vectors as WebAssembly, in a real browser
    Browser,
    /// The widget's weight against its budget
    Size,
    /// A shopper's day in a real browser
    E2e,
    /// The API, tried by its own document
    Contract,
}

impl Step {
    /// Everything; the vectors alone are a part of `native`.
    const ALL: [Self; 11] = [
        Self::Tidy,
        Self::Fmt,
        Self::Clippy,
        Self::Native,
        Self::Docs,
        Self::Wasm,
        Self::Npm,
        Self::Browser,
        Self::Size,
        Self::E2e,
        Self::Contract,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Tidy => "tidy",
            Self::Fmt => "fmt",
            Self::Clippy => "clippy",
            Self::Native => "native",
            Self::Docs => "docs",
            Self::Vectors => "vectors",
            Self::Wasm => "wasm",
            Self::Npm => "npm",
            Self::Browser => "browser",
            Self::Size => "size",
            Self::E2e => "e2e",
            Self::Contract => "contract",
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
            Self::Npm => "the npm packages, wherever used",
            Self::Browser => "the vectors, in a browser",
            Self::Size => "what a shopper downloads",
            Self::E2e => "a shopper's day in a browser",
            Self::Contract => "the API, tried by its own document",
        }
    }

    fn needs_tools(self) -> bool {
        !matches!(self, Self::Tidy | Self::Fmt | Self::Native | Self::Docs | Self::Vectors)
    }

    fn run(self, workspace: &Workspace) -> Result<(), Error> {
        match self {
            Self::Tidy => tidy::run(workspace),
            Self::Size => size::run(workspace),
            Self::Wasm => {
                self.commands(workspace).iter().try_for_each(shown)?;
                laws::wasm_is_native(workspace, laws::Extent::Short)
            }
            Self::Npm => package::run(workspace),
            Self::Browser => browser::vectors(workspace),
            Self::E2e => browser::shopping(workspace),
            Self::Contract => contract::run(workspace),
            _ => self.commands(workspace).iter().try_for_each(shown),
        }
    }

    /// The steps that are nothing but commands.
    fn commands(self, workspace: &Workspace) -> Vec<Cmd<'_>> {
        let cargo = |line: &str| Cmd::new(workspace, &format!("cargo {line}"));
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
                wasm_tests(workspace, "-p lutine-programmes --test vectors"),
                wasm_tests(workspace, "-p lutine-offer"),
            ],
            Self::Tidy | Self::Npm | Self::Browser | Self::Size | Self::E2e | Self::Contract => Vec::new(),
        }
    }
}

/// Runs the steps until one fails, and says how each went.
pub(crate) fn run(workspace: &Workspace, chosen: &[Step]) -> Result<ExitCode, Error> {
    let steps = if chosen.is_empty() { &Step::ALL } else { chosen };
    let started = ui::now();
    if steps.iter().any(|step| step.needs_tools()) {
        let driver = steps.contains(&Step::Browser);
        let browser = driver || steps.contains(&Step::Npm) || steps.contains(&Step::E2e);
        let schemathesis = steps.contains(&Step::Contract);
        setup::run(workspace, setup::Wants { lints: true, browser, driver, schemathesis })?;
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
pub(crate) fn shown(command: &Cmd<'_>) -> Result<(), Error> {
    println!("{}$ {command}{:#}", ui::DIM, ui::DIM);
    command.loud()
}

/// Tests as WebAssembly; under Node where the environment names no other place.
fn wasm_tests<'w>(workspace: &'w Workspace, what: &str) -> Cmd<'w> {
    let runner = workspace.path("target/tools/bin/wasm-bindgen-test-runner");
    Cmd::new(workspace, &format!("cargo test --target wasm32-unknown-unknown {what}"))
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner)
}
