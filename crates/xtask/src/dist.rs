//! `cargo xtask dist`: the widget as a CDN would serve it, in a folder that never changes.

use std::fs;
use std::path::Path;

use crate::error::Error;
use crate::ui;
use crate::widget;
use crate::workspace::Workspace;

/// Builds the widget and copies its versioned folder to target/dist/embed; prints the script tag that loads it.
pub(crate) fn run(workspace: &Workspace) -> Result<(), Error> {
    widget::build(workspace)?;
    let version = env!("CARGO_PKG_VERSION");
    let (from, to) = (format!("{}/embed/{version}", widget::WWW), format!("target/dist/embed/{version}"));
    let target = workspace.path(&to);
    if target.exists() {
        fs::remove_dir_all(&target).map_err(|source| Error::file("remove", &target, source))?;
    }
    let files = copy(&workspace.path(&from), &target)?;
    let manifest = workspace.read(&format!("{to}/integrity.json"))?;
    let integrity = shell_integrity(&manifest)
        .ok_or_else(|| Error::content(format!("{to}/integrity.json"), "names no lutine.js".to_owned()))?;
    anstream::println!(
        "\n  {files} files in {to}\n\n  {}<script type=\"module\" src=\"https://HOST/embed/{version}/lutine.js\"\n    \
         integrity=\"{integrity}\"\n    crossorigin data-key=\"pk_…\"></script>{:#}\n",
        ui::BOLD,
        ui::BOLD
    );
    Ok(())
}

/// The manifest is our own: a name, a colon and a hash on each line.
fn shell_integrity(manifest: &str) -> Option<&str> {
    let line = manifest.lines().find(|line| line.contains("\"lutine.js\""))?;
    line.split('"').find(|part| part.starts_with("sha384-"))
}

fn copy(from: &Path, to: &Path) -> Result<usize, Error> {
    fs::create_dir_all(to).map_err(|source| Error::file("create", to, source))?;
    let entries = fs::read_dir(from).map_err(|source| Error::file("read", from, source))?;
    let mut files = 0;
    for entry in entries.flatten() {
        let (path, target) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            files += copy(&path, &target)?;
        } else {
            fs::copy(&path, &target).map_err(|source| Error::file("copy", &path, source))?;
            files += 1;
        }
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::shell_integrity;

    #[test]
    fn the_shell_is_found_among_all_files() {
        let manifest =
            "{\n  \"files\": {\n    \"dialog.js\": \"sha384-a\",\n    \"lutine.js\": \"sha384-b\"\n  }\n}\n";
        assert_eq!(shell_integrity(manifest), Some("sha384-b"));
        assert_eq!(shell_integrity("{}"), None);
    }
}
