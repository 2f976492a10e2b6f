//! The Chromium of the browser tests, and the driver through which WebAssembly's test runner speaks to it.

use std::env;
use std::path::PathBuf;

use super::system;
use crate::error::Error;
use crate::ui::Step;
use crate::workspace::Workspace;

/// A program of the machine's that the browser tests need.
pub(crate) struct Program {
    /// What a person calls it.
    pub(crate) name: &'static str,
    /// The environment variable that names another than the machine's.
    pub(crate) variable: &'static str,
    executables: &'static [&'static str],
    /// Where Debian has it.
    packages: &'static [&'static str],
    /// What to do where there is no apt.
    help: &'static str,
}

/// The browser.
pub(crate) const CHROMIUM: Program = Program {
    name: "Chromium",
    variable: "LUTINE_CHROMIUM",
    executables: &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"],
    packages: &["chromium", "fonts-liberation"],
    help: "install Chromium or Chrome, or set LUTINE_CHROMIUM to the path of one",
};

/// Its driver, which speaks to a Chromium of its own version only: apt brings both to the same.
pub(crate) const CHROMEDRIVER: Program = Program {
    name: "ChromeDriver",
    variable: "CHROMEDRIVER",
    executables: &["chromedriver"],
    packages: &["chromium-driver", "chromium"],
    help: "install the ChromeDriver of your Chromium's version, or set CHROMEDRIVER to the path of one",
};

impl Program {
    /// The program to test with, if there is one.
    pub(crate) fn find(&self, workspace: &Workspace) -> Option<PathBuf> {
        let named = env::var_os(self.variable).map(PathBuf::from).filter(|path| path.is_file());
        named.or_else(|| self.executables.iter().find_map(|name| workspace.which(name)))
    }

    /// Finds the program, or installs Debian's.
    pub(super) fn ensure(&self, workspace: &Workspace, step: &Step) -> Result<String, Error> {
        let Self { name, variable, .. } = self;
        if let Some(named) = env::var_os(variable).map(PathBuf::from).filter(|path| !path.is_file()) {
            let help = format!("set {variable} to the executable of a {name}, or unset it");
            return Err(Error::missing(format!("{} (named by {variable})", named.display()), help));
        }
        if let Some(path) = self.find(workspace) {
            return Ok(format!("{} is there", path.display()));
        }
        system::install(workspace, step, name, self.packages, self.help)?;
        let path = self.find(workspace).ok_or_else(|| Error::missing(*name, self.help))?;
        Ok(format!("installed {}", path.display()))
    }
}
