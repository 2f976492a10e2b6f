//! @lutine/core, built into target/npm/core and packed beside it.

use super::packing;
use crate::command::Cmd;
use crate::error::Error;
use crate::workspace::Workspace;
use crate::{stamp, ui};

/// The package's folder, as it is packed.
pub(super) const PACKAGE: &str = "target/npm/core";
pub(super) const WASM: &str = "target/npm/core/core.wasm";

const STAMP: &str = "target/npm/stamp";
const INPUTS: [&str; 10] = [
    "Cargo.lock",
    "Cargo.toml",
    "package-lock.json",
    "crates/lutine-core",
    "crates/lutine-programmes",
    "crates/lutine-wasm",
    "crates/xtask/src/npm/build.rs",
    "crates/xtask/src/small.rs",
    "LICENSE-APACHE",
    "LICENSE-MIT",
];
const NOT_INPUTS: [&str; 1] = ["crates/lutine-wasm/budget.toml"];

/// Builds and packs the package, unless what is there was built from the same inputs.
pub(super) fn pack(workspace: &Workspace) -> Result<(), Error> {
    ui::step("@lutine/core", |step| {
        let packed = packing::tarball(workspace, "core")?;
        let hash = stamp::of(workspace, &INPUTS, &NOT_INPUTS)?;
        let is_there = workspace.path(&packed).is_file() && workspace.path(WASM).is_file();
        if is_there && stamp::matches(workspace, STAMP, &hash) {
            return Ok(format!("{packed} is current"));
        }
        step.doing("building it for size");
        let line = "cargo build -p lutine-wasm --profile widget --target wasm32-unknown-unknown";
        Cmd::new(workspace, line).small().quiet(step)?;
        let bound = "target/npm/bound";
        let module = "target/wasm32-unknown-unknown/widget/lutine_wasm.wasm";
        let bind = "wasm-bindgen --target web --no-typescript --omit-default-module-path --out-dir";
        Cmd::new(workspace, &format!("{bind} {bound} {module}")).quiet(step)?;
        step.doing("writing its data");
        let data = Cmd::new(workspace, "cargo run -q -p lutine-programmes --example json");
        let text = data
            .read()
            .ok_or_else(|| Error::content("crates/lutine-programmes/data", format!("see `{data}`")))?;
        workspace.write("target/npm/programmes.json", &text)?;
        step.doing("putting it together");
        let build =
            format!("node crates/lutine-wasm/npm/build.mjs {bound} target/npm/programmes.json {PACKAGE}");
        Cmd::new(workspace, &build).quiet(step)?;
        packing::pack(workspace, step, "core")?;
        // Of what was there before: a file that was changed meanwhile is not built.
        workspace.write(STAMP, &hash)?;
        Ok(format!("packed as {packed}"))
    })
}
