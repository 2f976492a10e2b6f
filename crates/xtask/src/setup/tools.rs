//! The tools that are compiled from source into target/tools.

use std::fs;

use super::lockfile;
use crate::command::Cmd;
use crate::error::Error;
use crate::ui::Step;
use crate::workspace::Workspace;

const TRUNK: &str = "0.21.14";
/// Both tools are built here, one after the other, and share the dependencies that they have in common.
const BUILD: &str = "target/tools/build";

/// wasm-bindgen and its test runner, at exactly the version that the widget is compiled with.
pub(super) fn wasm_bindgen(workspace: &Workspace, step: &Step) -> Result<String, Error> {
    let lock = workspace.read_toml("Cargo.lock")?;
    let version = lockfile::version(&lock, "wasm-bindgen").ok_or_else(|| {
        Error::content("Cargo.lock", "holds no wasm-bindgen, which the widget is built with")
    })?;
    if installed(workspace, "wasm-bindgen", version)
        && installed(workspace, "wasm-bindgen-test-runner", version)
    {
        return Ok(format!("{version} is there"));
    }
    step.doing("compiling (about 2 min)");
    // Not --locked: the tool's own lock file may name a release that the registry in use does not have yet.
    let line = "cargo install wasm-bindgen-cli --bin wasm-bindgen --bin wasm-bindgen-test-runner --version";
    install(workspace, step, Cmd::new(workspace, line).arg(format!("={version}")))?;
    Ok(format!("installed {version}"))
}

/// Trunk, which builds the widget and serves it in the development loop.
pub(super) fn trunk(workspace: &Workspace, step: &Step) -> Result<String, Error> {
    if installed(workspace, "trunk", TRUNK) {
        return Ok(format!("{TRUNK} is there"));
    }
    step.doing("compiling (about 3 min)");
    // Without its update check, which Lutine never wants; rustls needs no OpenSSL on the machine.
    let line = "cargo install trunk --locked --no-default-features --features rustls --version";
    install(workspace, step, Cmd::new(workspace, line).arg(TRUNK))?;
    Ok(format!("installed {TRUNK}"))
}

/// A tool whose version nothing depends on.
pub(super) fn newest(workspace: &Workspace, step: &Step, name: &str) -> Result<String, Error> {
    if workspace.path(format!("target/tools/bin/{name}{}", std::env::consts::EXE_SUFFIX)).is_file() {
        return Ok("is there".to_owned());
    }
    step.doing("compiling (some minutes)");
    install(workspace, step, Cmd::new(workspace, "cargo install --locked").arg(name))?;
    Ok("installed".to_owned())
}

/// Removes the folder that the tools were built in. One that stays only costs room.
pub(super) fn clean(workspace: &Workspace) {
    let _ = fs::remove_dir_all(workspace.path(BUILD));
}

/// Debug builds: a third of the time, and these tools are quick enough without optimisation.
fn install(workspace: &Workspace, step: &Step, cargo_install: Cmd<'_>) -> Result<(), Error> {
    cargo_install
        .args(["--debug", "--force", "--root", "target/tools"])
        .env("CARGO_PROFILE_DEV_DEBUG", "false")
        .env("CARGO_TARGET_DIR", workspace.path(BUILD))
        .quiet(step)
        .map_err(|error| {
            error.advise("check the connection to the crate registry, then run `cargo xtask setup`")
        })
}

/// Whether target/tools holds the tool at this version. One elsewhere on PATH may be replaced under our feet.
fn installed(workspace: &Workspace, tool: &str, version: &str) -> bool {
    let path = workspace.path(format!("target/tools/bin/{tool}{}", std::env::consts::EXE_SUFFIX));
    // Trunk reads NO_COLOR as a boolean and stops at the customary `1`.
    let command = Cmd::program(workspace, path).arg("--version").env("NO_COLOR", "true");
    command.read().is_some_and(|text| text.split_whitespace().any(|word| word == version))
}
