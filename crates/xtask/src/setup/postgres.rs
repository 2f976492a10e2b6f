//! The PostgreSQL whose programs the tests start servers of their own with.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use super::system;
use crate::error::Error;
use crate::ui::Step;
use crate::workspace::Workspace;

/// Names the folder of another PostgreSQL's programs.
const VARIABLE: &str = "LUTINE_POSTGRES";
/// Where Debian has the programs of each version, which are not on PATH, and the data of the machine's own servers.
const VERSIONS: &str = "/usr/lib/postgresql";
const DATA: &str = "/var/lib/postgresql";
const HELP: &str = "install PostgreSQL 14 or later (Debian: postgresql), or set LUTINE_POSTGRES to the folder of its \
                    `initdb` and `postgres`";

/// Finds the programs, or installs Debian's.
pub(super) fn ensure(workspace: &Workspace, step: &Step) -> Result<String, Error> {
    if let Some(named) = env::var_os(VARIABLE).map(PathBuf::from).filter(|folder| !is_whole(folder)) {
        let help = format!("set {VARIABLE} to the folder of `initdb` and `postgres`, or unset it");
        return Err(Error::missing(format!("PostgreSQL in {} (named by {VARIABLE})", named.display()), help));
    }
    if let Some(folder) = find(workspace) {
        return Ok(format!("{} is there", folder.display()));
    }
    let untouched = !Path::new(DATA).exists();
    system::install(workspace, step, "PostgreSQL", &["postgresql"], HELP)?;
    let folder = find(workspace).ok_or_else(|| Error::missing("PostgreSQL", HELP))?;
    if untouched {
        drop_cluster(workspace, step, &folder)?;
    }
    Ok(format!("installed {}", folder.display()))
}

/// The tests have servers of their own: the one that the package makes and starts for everybody must not stay. It is new
/// and empty, for there was no PostgreSQL before.
fn drop_cluster(workspace: &Workspace, step: &Step, programs: &Path) -> Result<(), Error> {
    let version = programs.parent().and_then(Path::file_name).unwrap_or_default();
    if !Path::new(DATA).join(version).join("main").exists() {
        return Ok(());
    }
    step.doing("removing the empty server that came with it");
    system::as_root(workspace, "pg_dropcluster --stop").arg(version).arg("main").quiet(step)
}

/// Named, or the newest of Debian's, or on PATH.
fn find(workspace: &Workspace) -> Option<PathBuf> {
    let named = env::var_os(VARIABLE).map(PathBuf::from).filter(|folder| is_whole(folder));
    let on_path = || workspace.which("initdb").and_then(|path| path.parent().map(Path::to_path_buf));
    named.or_else(newest).or_else(|| on_path().filter(|folder| is_whole(folder)))
}

fn newest() -> Option<PathBuf> {
    let versions = fs::read_dir(VERSIONS).ok()?.flatten();
    let folders = versions.filter_map(|entry| {
        let version: u32 = entry.file_name().to_str()?.parse().ok()?;
        Some((version, entry.path().join("bin")))
    });
    folders.filter(|(_, folder)| is_whole(folder)).max().map(|(_, folder)| folder)
}

fn is_whole(folder: &Path) -> bool {
    ["initdb", "postgres"].iter().all(|program| folder.join(program).is_file())
}
