//! Schemathesis, which tries what the API answers, in an environment of Python's below target/tools.

use std::path::PathBuf;

use super::system;
use crate::command::Cmd;
use crate::error::Error;
use crate::stamp;
use crate::ui::Step;
use crate::workspace::Workspace;

/// The packages, each at one version.
const REQUIREMENTS: &str = "tests/contract/requirements.txt";
const FOLDER: &str = "target/tools/schemathesis";
/// Inside of the folder, so that whoever removes that removes the stamp.
const STAMP: &str = "target/tools/schemathesis/.lutine-stamp";
const HELP: &str = "install Python 3.10 or later with its module venv (Debian: python3-venv)";

/// Its executable.
pub(crate) fn schemathesis(workspace: &Workspace) -> PathBuf {
    executable(workspace, "st")
}

/// The packages at exactly the versions of the list.
pub(super) fn packages(workspace: &Workspace, step: &Step) -> Result<String, Error> {
    let hash = stamp::of(workspace, &[REQUIREMENTS], &[])?;
    if stamp::matches(workspace, STAMP, &hash) && schemathesis(workspace).is_file() {
        return Ok(format!("as in {REQUIREMENTS}"));
    }
    if !has_venv(workspace) {
        system::install(workspace, step, "Python with venv", &["python3", "python3-venv"], HELP)?;
    }
    step.doing("installing");
    Cmd::new(workspace, PYTHON)
        .args(["-m", "venv", "--clear", FOLDER])
        .quiet(step)
        .map_err(|error| error.advise(HELP))?;
    Cmd::program(workspace, executable(workspace, "python"))
        .args(["-m", "pip", "install", "--no-deps", "--disable-pip-version-check", "-r", REQUIREMENTS])
        .quiet(step)
        .map_err(|error| {
            error.advise("check the connection to the Python registry, then run `cargo xtask test contract`")
        })?;
    workspace.write(STAMP, &hash)?;
    Ok(format!("installed as in {REQUIREMENTS}"))
}

const PYTHON: &str = if cfg!(windows) { "python" } else { "python3" };

/// Debian's Python comes without the half of venv that installs pip.
fn has_venv(workspace: &Workspace) -> bool {
    Cmd::new(workspace, PYTHON).args(["-c", "import venv, ensurepip"]).read().is_some()
}

fn executable(workspace: &Workspace, name: &str) -> PathBuf {
    let folder = if cfg!(windows) { "Scripts" } else { "bin" };
    workspace.path(FOLDER).join(folder).join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}
