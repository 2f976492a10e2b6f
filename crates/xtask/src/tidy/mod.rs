//! `cargo xtask test tidy`: rules of the repository that no other tool holds.

mod arrows;
mod files;
mod licences;
mod names;

use crate::error::Error;
use crate::ui;
use crate::workspace::Workspace;

/// Checks every rule and names every file that breaks one.
pub(crate) fn run(workspace: &Workspace) -> Result<(), Error> {
    let mut broken = Vec::new();
    ui::step("files", |_| {
        let checked = files::check(workspace, &mut broken)?;
        Ok(format!("{checked} files: length, leftovers"))
    })?;
    ui::step("arrows", |_| {
        let checked = arrows::check(workspace, &mut broken)?;
        Ok(format!("{checked} crates: which may know which"))
    })?;
    ui::step("names", |_| {
        names::check(workspace, &mut broken)?;
        Ok("insurers, carriers and categories are data".to_owned())
    })?;
    ui::step("licences", |_| {
        let checked = licences::check(workspace, &mut broken)?;
        Ok(format!("{checked} crates: each may be used"))
    })?;
    if broken.is_empty() {
        return Ok(());
    }
    Err(Error::Rules {
        what: "rules of this repository are broken",
        broken,
        help: "each line names the file and the rule",
    })
}
