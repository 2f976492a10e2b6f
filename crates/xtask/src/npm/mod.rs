//! `cargo xtask npm`: builds @lutine/core, packs it, and weighs it against its budget.

mod budget;
mod build;

use crate::command::Cmd;
use crate::error::Error;
use crate::ui;
use crate::workspace::Workspace;
use budget::{Budget, Figures};

pub(crate) use build::pack;

/// Prints how many milliseconds `require` and a first quote take in a new process.
const START: &str = "crates/lutine-wasm/npm/bench/start.mjs";

/// Weighs the packed package, and fails when it is over its budget.
pub(crate) fn weigh(workspace: &Workspace) -> Result<(), Error> {
    let budget = Budget::read(workspace)?;
    let [raw, _, brotli] = crate::size::bytes(workspace, build::WASM)?;
    let packed = workspace.path(build::tarball(workspace)?);
    let size = std::fs::metadata(&packed).map_err(|source| Error::file("read", &packed, source))?.len();
    let started = Cmd::new(workspace, "node").arg(START).arg(build::PACKAGE).read();
    let start = started.and_then(|text| text.parse::<f64>().ok()).ok_or_else(|| {
        Error::content(START, format!("printed no milliseconds: see `node {START} {}`", build::PACKAGE))
    })?;
    let found = Figures {
        wasm_raw: raw,
        wasm_brotli: brotli,
        tarball: usize::try_from(size).unwrap_or(usize::MAX),
        first_quote_us: (start * 1_000.0) as usize,
    };
    anstream::println!();
    ui::table(["", "now", "most", "wanted", "goal"], &budget.rows(&found));
    let broken = budget.exceeded(&found);
    if broken.is_empty() {
        return Ok(());
    }
    Err(Error::Rules {
        what: "@lutine/core is over its budget",
        broken,
        help: "make it smaller (`cargo xtask npm --crates`), or argue for a new crates/lutine-wasm/budget.toml",
    })
}
