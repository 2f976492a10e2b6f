//! What comes from the machine's own packages: installed on Debian and its kin, asked for elsewhere.

use crate::command::Cmd;
use crate::error::Error;
use crate::ui::Step;
use crate::workspace::Workspace;

/// A C compiler, which SQLite and the tools' cryptography are built with.
pub(super) fn compiler(workspace: &Workspace, step: &Step) -> Result<String, Error> {
    let found = || ["cc", "cl"].into_iter().find(|name| workspace.which(name).is_some());
    if let Some(name) = found() {
        return Ok(format!("{name} is there"));
    }
    let help = "install a C compiler (Debian: build-essential; macOS: xcode-select --install)";
    install(workspace, step, "a C compiler", &["build-essential"], help)?;
    found().map_or_else(|| Err(Error::missing("a C compiler", help)), |name| Ok(format!("installed {name}")))
}

/// Installs packages with apt where there is apt; elsewhere says what to install.
pub(super) fn install(
    workspace: &Workspace,
    step: &Step,
    what: &str,
    packages: &[&str],
    help: &str,
) -> Result<(), Error> {
    if workspace.which("apt-get").is_none() {
        return Err(Error::missing(what, help));
    }
    if !is_root(workspace) && workspace.which("sudo").is_none() {
        return Err(Error::missing(what, format!("{help}; neither root nor sudo is here to do it for you")));
    }
    step.doing("asking the package lists");
    as_root(workspace, "apt-get update").quiet(step).map_err(|error| error.advise(help))?;
    step.doing("installing");
    // Through env: sudo hands on no variables of its caller.
    as_root(workspace, "env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends")
        .args(packages)
        .quiet(step)
        .map_err(|error| error.advise(help))
}

/// A command as root, through sudo for whoever is not.
pub(super) fn as_root<'w>(workspace: &'w Workspace, line: &str) -> Cmd<'w> {
    if is_root(workspace) { Cmd::new(workspace, line) } else { Cmd::new(workspace, &format!("sudo {line}")) }
}

fn is_root(workspace: &Workspace) -> bool {
    Cmd::new(workspace, "id -u").read().is_some_and(|id| id == "0")
}
