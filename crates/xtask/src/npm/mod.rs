//! `cargo xtask npm`: builds @lutine/core and @lutine/offer, packs them, and weighs them against their budgets.

mod budget;
mod build;
mod offer;
mod packing;

use crate::command::Cmd;
use crate::error::Error;
use crate::ui;
use crate::workspace::Workspace;
use budget::{Budget, Figures};

/// Packs both packages, unless what is there is current.
pub(crate) fn pack(workspace: &Workspace) -> Result<(), Error> {
    build::pack(workspace)?;
    offer::pack(workspace)
}

/// Weighs both packages, and fails when one is over its budget.
pub(crate) fn weigh(workspace: &Workspace) -> Result<(), Error> {
    weigh_core(workspace)?;
    offer::weigh(workspace)
}

/// Prints how many milliseconds `require` and a first quote take in a new process.
const START: &str = "crates/lutine-wasm/npm/bench/start.mjs";

fn weigh_core(workspace: &Workspace) -> Result<(), Error> {
    let budget = Budget::read(workspace)?;
    let [raw, _, brotli] = crate::size::bytes(workspace, build::WASM)?;
    let packed = workspace.path(packing::tarball(workspace, "core")?);
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
