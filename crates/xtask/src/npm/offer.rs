//! @lutine/offer, put together in target/npm/offer around the widget that was built, packed, and weighed.

use toml::Value;

use super::packing;
use crate::command::Cmd;
use crate::error::Error;
use crate::workspace::Workspace;
use crate::{size, stamp, ui, widget};

const PACKAGE: &str = "target/npm/offer";
const STAMP: &str = "target/npm/offer.stamp";
const INPUTS: [&str; 10] = [
    "Cargo.toml",
    "crates/lutine-offer/EMBEDDING.md",
    "crates/lutine-offer/npm",
    "crates/lutine-offer/shell/properties.json",
    "crates/lutine-offer/shell/themes",
    "crates/lutine-wasm/npm/types/contract.d.cts",
    "crates/xtask/src/npm/offer.rs",
    "package-lock.json",
    "LICENSE-APACHE",
    "LICENSE-MIT",
];

const BUDGET: &str = "crates/lutine-offer/budget.toml";
/// What a shop's bundle may take of the package.
const WEIGHED: [&str; 3] = ["index", "react", "vue"];

/// Packs the package, unless what is there was made of the same inputs and for the same widget.
pub(super) fn pack(workspace: &Workspace) -> Result<(), Error> {
    widget::build(workspace)?;
    ui::step("@lutine/offer", |step| {
        let integrity = format!("{}/embed/{}/integrity.json", widget::WWW, packing::version(workspace)?);
        let packed = packing::tarball(workspace, "offer")?;
        let mut inputs = INPUTS.to_vec();
        inputs.push(&integrity);
        let hash = stamp::of(workspace, &inputs, &[])?;
        if workspace.path(&packed).is_file() && stamp::matches(workspace, STAMP, &hash) {
            return Ok(format!("{packed} is current"));
        }
        step.doing("putting it together");
        let build = format!("node crates/lutine-offer/npm/build.mjs {integrity} {PACKAGE}");
        Cmd::new(workspace, &build).quiet(step)?;
        packing::pack(workspace, step, "offer")?;
        // Of what was there before: a file that was changed meanwhile is not packed.
        workspace.write(STAMP, &hash)?;
        Ok(format!("packed as {packed}"))
    })
}

/// Weighs what a shop's bundle takes of the package, and fails when that is over its budget.
pub(super) fn weigh(workspace: &Workspace) -> Result<(), Error> {
    let file = workspace.read_toml(BUDGET)?;
    let (mut rows, mut broken) = (Vec::new(), Vec::new());
    for name in WEIGHED {
        let most = file.get("npm").and_then(|npm| npm.get(name)).and_then(Value::as_integer);
        let most = most.and_then(|most| usize::try_from(most).ok());
        let most =
            most.ok_or_else(|| Error::content(BUDGET, format!("[npm] {name} must be a number of bytes")))?;
        let [raw, gzip, brotli] = size::bytes(workspace, &format!("{PACKAGE}/{name}.js"))?;
        let [raw, gzip, now, limit] = [raw, gzip, brotli, most].map(ui::thousands);
        if brotli > most {
            broken.push(format!("{name}.js: {now} where {limit} is the most"));
        }
        rows.push([format!("@lutine/offer {name}.js"), raw, gzip, now, limit]);
    }
    anstream::println!();
    ui::table(["bytes", "raw", "gzip", "brotli", "budget"], &rows);
    if broken.is_empty() {
        return Ok(());
    }
    let help = "make it smaller, or argue for a new crates/lutine-offer/budget.toml";
    Err(Error::Rules { what: "@lutine/offer is over its budget (brotli)", broken, help })
}
