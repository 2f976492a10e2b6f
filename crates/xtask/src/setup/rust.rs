//! What the Rust toolchain itself must bring.

use std::fs;
use std::path::Path;

use crate::command::Cmd;
use crate::error::Error;
use crate::ui::Step;
use crate::workspace::Workspace;

const TARGET: &str = "wasm32-unknown-unknown";

/// The standard library for the browser.
pub(super) fn wasm_target(workspace: &Workspace, step: &Step) -> Result<String, Error> {
    let place = Cmd::new(workspace, "rustc --print target-libdir --target").arg(TARGET);
    let there = || place.read().is_some_and(|folder| holds_libraries(Path::new(&folder)));
    if there() {
        return Ok(format!("{TARGET} is there"));
    }
    step.doing("adding wasm32-unknown-unknown");
    let add = Cmd::new(workspace, "rustup target add").arg(TARGET);
    let advice = format!(
        "rustup could not fetch the standard library for {TARGET}: with a connection, run `{add}`;\n\
         without rustup, install it as your Rust came (Debian: libstd-rust-dev-wasm32)"
    );
    add.quiet(step).map_err(|error| match error {
        Error::Start { .. } => Error::missing(format!("the Rust target {TARGET}"), &advice),
        other => other.advise(&advice),
    })?;
    if there() { Ok(format!("added {TARGET}")) } else { Err(Error::missing(TARGET, advice)) }
}

/// rustfmt and clippy, which a minimal toolchain leaves out.
pub(super) fn lints(workspace: &Workspace, step: &Step) -> Result<String, Error> {
    let there = |line: &str| Cmd::new(workspace, line).read().is_some();
    if there("cargo fmt --version") && there("cargo clippy --version") {
        return Ok("rustfmt and clippy are there".to_owned());
    }
    step.doing("adding rustfmt and clippy");
    let add = Cmd::new(workspace, "rustup component add rustfmt clippy");
    add.quiet(step).map_err(|error| error.advise(format!("with a connection, run `{add}`")))?;
    Ok("added rustfmt and clippy".to_owned())
}

/// The source of the standard library.
pub(super) fn source(workspace: &Workspace, step: &Step) -> Result<String, Error> {
    let there = || {
        let root = Cmd::new(workspace, "rustc --print sysroot").read().unwrap_or_default();
        Path::new(&root).join("lib/rustlib/src/rust/library/std/Cargo.toml").is_file()
    };
    if there() {
        return Ok("rust-src is there".to_owned());
    }
    step.doing("adding rust-src");
    let add = Cmd::new(workspace, "rustup component add rust-src");
    let advice = format!(
        "with a connection, run `{add}`; without rustup, install it as your Rust came (Debian: rust-src)"
    );
    add.quiet(step).map_err(|error| match error {
        Error::Start { .. } => Error::missing("the source of Rust's standard library", &advice),
        other => other.advise(&advice),
    })?;
    if there() { Ok("added rust-src".to_owned()) } else { Err(Error::missing("rust-src", advice)) }
}

fn holds_libraries(folder: &Path) -> bool {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.into_iter().any(|entry| entry.path().extension().is_some_and(|extension| extension == "rlib"))
}
