//! A stamp remembers which inputs an output was made from, so that nothing is made twice.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use crate::error::Error;
use crate::workspace::Workspace;

/// The hash of files and of everything in folders. A hasher that changes with the compiler only costs a rebuild.
pub(crate) fn of(workspace: &Workspace, inputs: &[&str], except: &[&str]) -> Result<String, Error> {
    let mut files = Vec::new();
    for input in inputs {
        collect(&workspace.path(input), &mut files)?;
    }
    files.sort();
    let mut hasher = DefaultHasher::new();
    for file in files {
        let shown = workspace.shown(&file);
        if except.iter().any(|name| shown == Path::new(name)) {
            continue;
        }
        shown.hash(&mut hasher);
        fs::read(&file).map_err(|source| Error::file("read", &file, source))?.hash(&mut hasher);
    }
    Ok(format!("{:016x}", hasher.finish()))
}

/// Whether the stamp file holds this hash.
pub(crate) fn matches(workspace: &Workspace, stamp: &str, hash: &str) -> bool {
    fs::read_to_string(workspace.path(stamp)).is_ok_and(|stored| stored == hash)
}

/// Adds a file, or the files of a folder; an input that is not there has no part in the hash.
fn collect(path: &Path, files: &mut Vec<PathBuf>) -> Result<(), Error> {
    if path.is_file() {
        files.push(path.to_path_buf());
    } else if path.is_dir() {
        let read_error = |source| Error::file("read", path, source);
        for entry in fs::read_dir(path).map_err(read_error)? {
            collect(&entry.map_err(read_error)?.path(), files)?;
        }
    }
    Ok(())
}
