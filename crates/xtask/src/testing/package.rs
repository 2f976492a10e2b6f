//! The npm packages: what they weigh, what their types say, and how they do in every place that they are used from.

use super::{browser, shown};
use crate::command::Cmd;
use crate::error::Error;
use crate::setup::CHROMIUM;
use crate::workspace::Workspace;
use crate::{demo, npm, widget};

pub(super) fn run(workspace: &Workspace) -> Result<(), Error> {
    demo::build_server(workspace)?;
    npm::pack(workspace)?;
    npm::weigh(workspace)?;
    let types = "crates/lutine-wasm/npm/types";
    for line in [
        format!("node {types}/generate.mjs --check"),
        "node crates/lutine-offer/npm/readme.mjs --check".to_owned(),
        format!("tsc -p {types}/test"),
        format!("tsc -p {types}/test/web"),
        // Times mean nothing beside other tests; that all contestants come to the same sums does.
        "node crates/lutine-wasm/npm/bench/run.mjs --quick".to_owned(),
        "node tests/npm/run.mjs".to_owned(),
    ] {
        let browser = browser::found(workspace, &CHROMIUM)?;
        let command = Cmd::new(workspace, &line)
            .env("LUTINE_BIN", workspace.server())
            .env("LUTINE_WWW", workspace.path(widget::WWW))
            .env(CHROMIUM.variable, browser);
        shown(&command)?;
    }
    Ok(())
}
