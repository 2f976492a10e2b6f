//! The npm package: what it weighs, what its types say, and its answers in every place that it is used from.

use super::{browser, shown};
use crate::command::Cmd;
use crate::error::Error;
use crate::npm;
use crate::setup::CHROMIUM;
use crate::workspace::Workspace;

pub(super) fn run(workspace: &Workspace) -> Result<(), Error> {
    npm::pack(workspace)?;
    npm::weigh(workspace)?;
    let types = "crates/lutine-wasm/npm/types";
    for line in [
        format!("node {types}/generate.mjs --check"),
        format!("tsc -p {types}/test"),
        format!("tsc -p {types}/test/web"),
        // Times mean nothing beside other tests; that all contestants come to the same sums does.
        "node crates/lutine-wasm/npm/bench/run.mjs --quick".to_owned(),
        "node tests/npm/run.mjs".to_owned(),
    ] {
        let browser = browser::found(workspace, &CHROMIUM)?;
        shown(&Cmd::new(workspace, &line).env(CHROMIUM.variable, browser))?;
    }
    Ok(())
}
