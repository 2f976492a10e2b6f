//! Node and the npm packages that build and test the widget and @lutine/core (wasm-opt, esbuild, playwright-core and more).

use crate::command::Cmd;
use crate::error::Error;
use crate::stamp;
use crate::ui::Step;
use crate::workspace::Workspace;

const OLDEST: u32 = 20;
/// Below node_modules, so that whoever removes that folder removes the stamp.
const STAMP: &str = "node_modules/.lutine-stamp";

/// Node itself is the machine's; only its age is checked.
pub(super) fn version(workspace: &Workspace) -> Result<String, Error> {
    let help = format!("install Node {OLDEST} or later with npm (nodejs.org, or your system's packages)");
    let Some(version) = Cmd::new(workspace, "node --version").read() else {
        return Err(Error::missing("Node", help));
    };
    if major(&version).is_none_or(|major| major < OLDEST) {
        return Err(Error::missing(format!("Node {OLDEST} (this is {version}): a newer one"), help));
    }
    Ok(format!("{version} is there"))
}

/// The packages at exactly the versions of package-lock.json.
pub(super) fn packages(workspace: &Workspace, step: &Step) -> Result<String, Error> {
    let hash = stamp::of(workspace, &["package-lock.json"], &[])?;
    if stamp::matches(workspace, STAMP, &hash) {
        return Ok("as in package-lock.json".to_owned());
    }
    step.doing("installing");
    let npm = if cfg!(windows) { "npm.cmd ci" } else { "npm ci" };
    Cmd::new(workspace, npm).quiet(step).map_err(|error| {
        error.advise("check the connection to the npm registry, then run `cargo xtask setup`")
    })?;
    workspace.write(STAMP, &hash)?;
    Ok("installed as in package-lock.json".to_owned())
}

fn major(version: &str) -> Option<u32> {
    version.trim_start_matches('v').split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_is_read() {
        assert_eq!(major("v20.20.2"), Some(20));
        assert_eq!(major("24.0.0"), Some(24));
        assert_eq!(major("unknown"), None);
    }
}
