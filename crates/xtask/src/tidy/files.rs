//! Source files: not too long, and nothing left to do in them.

use std::ffi::OsStr;
use std::path::Path;

use crate::command::Cmd;
use crate::error::Error;
use crate::workspace::Workspace;

const LONGEST: usize = 400;
const COUNTED: [&str; 3] = ["rs", "js", "mjs"];
const SEARCHED: [&str; 9] = ["rs", "js", "mjs", "css", "html", "json", "sql", "toml", "yml"];
/// In two halves, so that this file does not break its own rule.
const LEFTOVERS: [&str; 3] = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("to", "do!")];

/// Checks all files that git tracks or would track; returns how many.
pub(super) fn check(workspace: &Workspace, broken: &mut Vec<String>) -> Result<usize, Error> {
    let list = Cmd::new(workspace, "git ls-files --cached --others --exclude-standard")
        .read()
        .ok_or_else(|| Error::missing("the list of files from git", "install git and work in a clone"))?;
    let mut checked = 0;
    for file in list.lines() {
        // A file that was deleted and not yet committed is still listed.
        if has(file, &SEARCHED) && workspace.path(file).is_file() {
            checked += 1;
            broken.extend(problems(file, &workspace.read(file)?));
        }
    }
    Ok(checked)
}

fn problems(file: &str, text: &str) -> Vec<String> {
    let lines = text.lines().count();
    let long = has(file, &COUNTED) && lines > LONGEST;
    let long =
        long.then(|| format!("{file}: {lines} lines, {LONGEST} at most: give it a second subject's file"));
    let left = text.lines().enumerate().filter_map(|(index, line)| {
        let word = LEFTOVERS.iter().find(|word| line.contains(**word))?;
        Some(format!("{file}:{}: `{word}`: finish it, or take it out", index + 1))
    });
    long.into_iter().chain(left).collect()
}

fn has(file: &str, extensions: &[&str]) -> bool {
    let extension = Path::new(file).extension().and_then(OsStr::to_str);
    extension.is_some_and(|extension| extensions.contains(&extension))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_may_have_400_lines() {
        assert!(problems("a.rs", &"x\n".repeat(400)).is_empty());
        assert_eq!(problems("a.rs", &"x\n".repeat(401)).len(), 1);
        assert!(problems("a.toml", &"x\n".repeat(401)).is_empty());
    }

    #[test]
    fn a_leftover_is_named_with_its_line() {
        let text = format!("fine\n// {}: later\n", LEFTOVERS[0]);
        assert_eq!(
            problems("a.js", &text),
            [format!("a.js:2: `{}`: finish it, or take it out", LEFTOVERS[0])]
        );
    }
}
