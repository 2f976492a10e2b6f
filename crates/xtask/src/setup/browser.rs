//! The Chromium that the browser tests drive.

use std::env;
use std::path::PathBuf;

use super::system;
use crate::error::Error;
use crate::ui::Step;
use crate::workspace::Workspace;

/// Names another Chromium than the machine's.
pub(crate) const VARIABLE: &str = "LUTINE_CHROMIUM";

const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// The browser to test with, if there is one.
pub(crate) fn find(workspace: &Workspace) -> Option<PathBuf> {
    let named = env::var_os(VARIABLE).map(PathBuf::from).filter(|path| path.is_file());
    named.or_else(|| NAMES.iter().find_map(|name| workspace.which(name)))
}

/// Finds a Chromium, or installs Debian's.
pub(super) fn ensure(workspace: &Workspace, step: &Step) -> Result<String, Error> {
    if let Some(named) = env::var_os(VARIABLE).map(PathBuf::from).filter(|path| !path.is_file()) {
        let help = format!("set {VARIABLE} to a Chromium's executable, or unset it");
        return Err(Error::missing(format!("{} (named by {VARIABLE})", named.display()), help));
    }
    if let Some(path) = find(workspace) {
        return Ok(format!("{} is there", path.display()));
    }
    let help = format!("install Chromium or Chrome, or set {VARIABLE} to the path of one");
    system::install(workspace, step, "Chromium", &["chromium", "fonts-liberation"], &help)?;
    let path = find(workspace).ok_or_else(|| Error::missing("Chromium", help))?;
    Ok(format!("installed {}", path.display()))
}
