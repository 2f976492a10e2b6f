//! `cargo xtask setup`: installs what is missing into the workspace's own folders, and does nothing when all is there.

mod browser;
mod lockfile;
mod node;
mod python;
mod rust;
mod system;
mod tools;

pub(crate) use browser::{CHROMEDRIVER, CHROMIUM, Program};
pub(crate) use python::schemathesis;

use crate::error::Error;
use crate::ui;
use crate::workspace::Workspace;

/// What a task needs beyond the tools that build the widget.
#[derive(Clone, Copy, Default)]
pub(crate) struct Wants {
    /// rustfmt and clippy
    pub(crate) lints: bool,
    /// a Chromium for the browser tests
    pub(crate) browser: bool,
    /// the driver through which WebAssembly's test runner speaks to it
    pub(crate) driver: bool,
    /// what tries the API by its document
    pub(crate) schemathesis: bool,
}

/// A tool of cargo's own kind that only a drill needs, at whatever version the registry has.
pub(crate) fn tool(workspace: &Workspace, name: &'static str) -> Result<(), Error> {
    ui::step(name, |step| tools::newest(workspace, step, name))?;
    tools::clean(workspace);
    Ok(())
}

/// Makes sure that everything is there, one line a step.
pub(crate) fn run(workspace: &Workspace, wants: Wants) -> Result<(), Error> {
    ui::header("setup", "installs what is missing");
    ui::step("C compiler", |step| system::compiler(workspace, step))?;
    if wants.lints {
        ui::step("rust lints", |step| rust::lints(workspace, step))?;
    }
    ui::step("wasm target", |step| rust::wasm_target(workspace, step))?;
    ui::step("rust source", |step| rust::source(workspace, step))?;
    // npm before the tools: a missing Node should be known in a second, not after minutes of compiling.
    ui::step("node", |_| node::version(workspace))?;
    ui::step("npm packages", |step| node::packages(workspace, step))?;
    ui::step("wasm-bindgen", |step| tools::wasm_bindgen(workspace, step))?;
    ui::step("trunk", |step| tools::trunk(workspace, step))?;
    tools::clean(workspace);
    if wants.browser {
        ui::step("chromium", |step| CHROMIUM.ensure(workspace, step))?;
    }
    if wants.driver {
        ui::step("chromedriver", |step| CHROMEDRIVER.ensure(workspace, step))?;
    }
    if wants.schemathesis {
        ui::step("schemathesis", |step| python::packages(workspace, step))?;
    }
    Ok(())
}
