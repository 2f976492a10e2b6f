//! The widget and the demo shop, built by Trunk into target/www.

use crate::command::Cmd;
use crate::error::Error;
use crate::workspace::Workspace;
use crate::{stamp, ui};

/// The folder that the server serves.
pub(crate) const WWW: &str = "target/www";

const STAMP: &str = "target/xtask/widget.stamp";
const INPUTS: [&str; 9] = [
    "Cargo.lock",
    "Cargo.toml",
    "Trunk.toml",
    "package-lock.json",
    "crates/lutine-core",
    "crates/lutine-offer",
    "crates/lutine-wasm/npm/wasm-opt.mjs",
    "crates/xtask/src/small.rs",
    "www",
];
/// Inputs by their place only: a new budget does not change what is weighed.
const NOT_INPUTS: [&str; 1] = ["crates/lutine-offer/budget.toml"];
const OUTPUTS: [&str; 2] = ["target/www/index.html", "target/www/embed/v1/lutine-offer_bg.wasm"];

/// Builds the widget, unless what is there was built from the same inputs.
pub(crate) fn build(workspace: &Workspace) -> Result<(), Error> {
    ui::step("widget", |step| {
        let hash = stamp::of(workspace, &INPUTS, &NOT_INPUTS)?;
        let built = OUTPUTS.iter().all(|output| workspace.path(output).is_file());
        if built && stamp::matches(workspace, STAMP, &hash) {
            return Ok(format!("{WWW} is current"));
        }
        step.doing("fetching its crates");
        // Trunk then builds offline: it would fetch tools of its own otherwise.
        // With the flags of the build, which needs the crates of the standard library too.
        Cmd::new(workspace, "cargo fetch --locked --target wasm32-unknown-unknown").small().quiet(step)?;
        step.doing("building it for the browser");
        // Trunk reads NO_COLOR as a boolean and stops at the customary `1`.
        Cmd::new(workspace, "trunk build --release --offline")
            .env("NO_COLOR", "true")
            .env("RUST_BACKTRACE", "0")
            .small()
            .quiet(step)
            .map_err(|error| error.advise("mend what it says, then run `cargo xtask widget`"))?;
        if let Some(absent) = OUTPUTS.iter().find(|output| !workspace.path(output).is_file()) {
            return Err(Error::missing(*absent, "trunk did not write it: see Trunk.toml and www/index.html"));
        }
        // Of what was there before: a file that was changed meanwhile is not built.
        workspace.write(STAMP, &hash)?;
        Ok(format!("built into {WWW}"))
    })
}
