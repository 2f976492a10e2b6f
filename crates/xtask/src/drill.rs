//! `cargo xtask drill`: what takes longer than anybody waits for a test. Each has its short form among the tests.

use clap::ValueEnum;

use crate::command::Cmd;
use crate::error::Error;
use crate::testing::{laws, shown};
use crate::workspace::Workspace;
use crate::{setup, ui};

/// One drill.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Drill {
    /// A million random calls: the laws, the second opinion, bulk against readable, WebAssembly against this machine
    Laws,
    /// Rubbish for the JSON and the TOML entrance, by cargo-fuzz (needs a nightly Rust)
    Fuzz,
    /// Every fault that cargo-mutants can put into the core's arithmetic: some test must notice
    Mutants,
    /// The server killed 200 times in the middle of bookings, on SQLite and on PostgreSQL, and PostgreSQL with it
    Crash,
    /// 100,000 seeded worlds of shoppers, replicas and an insurer in which everything goes wrong
    Simulation,
}

/// How long each target is fuzzed, in seconds.
const FUZZ_SECONDS: u32 = 600;
const ROUNDS: u64 = 1_000_000;
/// How often the server is killed on each store, and how many worlds are lived through.
const KILLS: u64 = 200;
const SEEDS: u64 = 100_000;

/// What is mutated stands in `.cargo/mutants.toml`.
const MUTANTS: &str = "cargo mutants -p lutine-core --test-package lutine-core,lutine-programmes --profile mutants \
    --output target/mutants --jobs 2 --baseline skip --timeout 60 -- --lib --test data --test vectors --test laws";

/// Runs the drills that are named, or all.
pub(crate) fn run(workspace: &Workspace, chosen: &[Drill]) -> Result<(), Error> {
    let drills = if chosen.is_empty() { Drill::value_variants() } else { chosen };
    setup::run(workspace, setup::Wants::default())?;
    for drill in drills {
        match drill {
            Drill::Laws => {
                ui::header("laws", "a million random calls");
                laws::native(workspace, laws::Extent::Rounds(ROUNDS))?;
                laws::wasm_is_native(workspace, laws::Extent::Rounds(ROUNDS))?;
            }
            Drill::Fuzz => {
                ui::header("fuzz", "rubbish for every entrance");
                setup::tool(workspace, "cargo-fuzz")?;
                shown(&fuzz(workspace, "json", "tests/vectors")?)?;
                shown(&fuzz(workspace, "toml", "crates/lutine-programmes/data")?)?;
            }
            Drill::Mutants => {
                ui::header("mutants", "faults that some test must notice");
                setup::tool(workspace, "cargo-mutants")?;
                // Few rounds: a fault shows in the first hundreds or never.
                shown(&Cmd::new(workspace, MUTANTS).env("LUTINE_ROUNDS", "1000"))?;
            }
            Drill::Crash => {
                ui::header("crash", "killed in the middle of bookings");
                setup::postgres(workspace)?;
                // One store after the other: each is to have the machine for itself.
                let line = "cargo test -p lutine-server --test crash -- --nocapture --test-threads 1";
                shown(&Cmd::new(workspace, line).env("LUTINE_ROUNDS", KILLS.to_string()))?;
            }
            Drill::Simulation => {
                ui::header("simulation", "worlds in which everything goes wrong");
                let line = "cargo test -p lutine-store --test simulation --release -- --nocapture";
                shown(&Cmd::new(workspace, line).env("LUTINE_SEEDS", SEEDS.to_string()))?;
            }
        }
    }
    Ok(())
}

/// Starts from what it found before and from what lies in a folder of good input.
fn fuzz<'w>(workspace: &'w Workspace, target: &str, good: &str) -> Result<Cmd<'w>, Error> {
    // The folder that grows must be there before it is named.
    let corpus = format!("tests/fuzz/corpus/{target}");
    let path = workspace.path(&corpus);
    std::fs::create_dir_all(&path).map_err(|source| Error::file("make", &path, source))?;
    let line = format!(
        "cargo +nightly fuzz run --fuzz-dir tests/fuzz {target} {corpus} {good} -- -max_total_time={FUZZ_SECONDS} \
         -timeout=5 -max_len=65536"
    );
    Ok(Cmd::new(workspace, &line))
}
