//! The step that tries the API by its own document.

use super::shown;
use crate::command::Cmd;
use crate::error::Error;
use crate::workspace::Workspace;
use crate::{demo, setup};

/// Schemathesis, over the server as it ships.
pub(super) fn run(workspace: &Workspace) -> Result<(), Error> {
    demo::build_server(workspace)?;
    let command = Cmd::new(workspace, "node tests/contract/run.mjs")
        .env("LUTINE_BIN", workspace.server())
        .env("LUTINE_SCHEMATHESIS", setup::schemathesis(workspace));
    shown(&command)
}
