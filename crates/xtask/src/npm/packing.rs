//! Folders below target/npm as the tarballs that npm makes of them.

use std::fs;

use crate::command::Cmd;
use crate::error::Error;
use crate::ui::Step;
use crate::workspace::Workspace;

/// The version of every crate and of both packages.
pub(super) fn version(workspace: &Workspace) -> Result<String, Error> {
    let manifest = workspace.read_toml("Cargo.toml")?;
    let package = manifest.get("workspace").and_then(|workspace| workspace.get("package"));
    let version = package.and_then(|package| package.get("version")).and_then(toml::Value::as_str);
    let missing = || Error::content("Cargo.toml", "has no [workspace.package] version");
    version.map(str::to_owned).ok_or_else(missing)
}

/// Where a packed package is: npm names it by its version.
pub(super) fn tarball(workspace: &Workspace, name: &str) -> Result<String, Error> {
    Ok(format!("target/npm/lutine-{name}-{}.tgz", version(workspace)?))
}

/// Packs the folder of a package, in place of what was packed before under whatever version.
pub(super) fn pack(workspace: &Workspace, step: &Step, name: &str) -> Result<(), Error> {
    let entries = fs::read_dir(workspace.path("target/npm")).into_iter().flatten().flatten();
    for old in entries {
        let file = old.file_name().to_string_lossy().into_owned();
        if file.starts_with(&format!("lutine-{name}-")) && file.ends_with(".tgz") {
            fs::remove_file(old.path()).map_err(|source| Error::file("remove", &old.path(), source))?;
        }
    }
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let line = format!("{npm} pack ./target/npm/{name} --pack-destination target/npm");
    Cmd::new(workspace, &line).quiet(step)?;
    let packed = workspace.path(tarball(workspace, name)?);
    fs::metadata(&packed).map_err(|source| Error::file("read", &packed, source))?;
    Ok(())
}
