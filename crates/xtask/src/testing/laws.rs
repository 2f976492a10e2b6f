//! The laws of the core (`crates/lutine-programmes/tests/laws`), for as many random calls as one likes.

use super::{shown, wasm_tests};
use crate::command::Cmd;
use crate::error::Error;
use crate::workspace::Workspace;

const TESTS: &str = "-p lutine-programmes --test laws";

/// How much is asked.
#[derive(Clone, Copy)]
pub(crate) enum Extent {
    /// What the tests ask in every run.
    Short,
    /// So many calls, with optimised code.
    Rounds(u64),
}

impl Extent {
    fn options(self) -> &'static str {
        match self {
            Self::Short => "",
            Self::Rounds(_) => " --release",
        }
    }

    fn of(self, command: Cmd<'_>) -> Cmd<'_> {
        match self {
            Self::Short => command,
            Self::Rounds(rounds) => command.env("LUTINE_ROUNDS", rounds.to_string()),
        }
    }
}

/// Everything that runs on this machine.
pub(crate) fn native(workspace: &Workspace, extent: Extent) -> Result<(), Error> {
    let line = format!("cargo test {TESTS}{}", extent.options());
    shown(&extent.of(Cmd::new(workspace, &line)))
}

/// The same answers in WebAssembly as here: the digest of all of them is taken here and asked for there.
pub(crate) fn wasm_is_native(workspace: &Workspace, extent: Extent) -> Result<(), Error> {
    let line = format!("cargo test {TESTS}{} -- --nocapture digest", extent.options());
    let here = extent.of(Cmd::new(workspace, &line));
    let digest = here.read().and_then(|text| {
        text.lines().find_map(|line| line.split_once("digest ").map(|(_, digest)| digest.trim().to_owned()))
    });
    let Some(digest) = digest else {
        // Again, to be seen failing.
        here.loud()?;
        return Err(Error::missing(
            "the digest of the answers",
            "see crates/lutine-programmes/tests/laws/digest.rs",
        ));
    };
    let there = wasm_tests(workspace, &format!("{TESTS}{}", extent.options()));
    shown(&extent.of(there).env("LUTINE_DIGEST", digest))
}
