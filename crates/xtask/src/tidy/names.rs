//! Insurers, programmes, carriers and categories are data: no source names one, but for the insurers' own adapters.

use std::collections::BTreeSet;

use crate::command::Cmd;
use crate::error::Error;
use crate::workspace::Workspace;

const DATA: &str = "crates/lutine-programmes/data";
/// Adapters name their insurer, and the list of files names the files.
const EXCUSED: [&str; 2] = ["crates/lutine-insurers/", "crates/lutine-programmes/src/lib.rs"];

/// Checks every source file that is no test.
pub(super) fn check(workspace: &Workspace, broken: &mut Vec<String>) -> Result<(), Error> {
    let names = names(workspace)?;
    let sources = Cmd::new(workspace, "git ls-files --cached --others --exclude-standard crates/*/src/*.rs")
        .read()
        .ok_or_else(|| Error::missing("the list of files from git", "install git and work in a clone"))?;
    for file in sources.lines().filter(|file| !EXCUSED.iter().any(|excused| file.starts_with(excused))) {
        if workspace.path(file).is_file() {
            broken.extend(problems(file, &workspace.read(file)?, &names));
        }
    }
    Ok(())
}

/// Every id in the data.
fn names(workspace: &Workspace) -> Result<BTreeSet<String>, Error> {
    let mut names = BTreeSet::new();
    for (file, list) in [("carriers.toml", "carrier"), ("categories.toml", "category")] {
        let table = workspace.read_toml(&format!("{DATA}/{file}"))?;
        let entries = table.get(list).and_then(toml::Value::as_array).into_iter().flatten();
        names.extend(entries.filter_map(|entry| Some(entry.get("id")?.as_str()?.to_owned())));
    }
    for programme in listed(workspace, "programmes") {
        for revision in listed(workspace, &programme) {
            let table = workspace.read_toml(&format!("{DATA}/{revision}"))?;
            let ids = ["id", "insurer"].into_iter().filter_map(|field| table.get(field)?.as_str());
            names.extend(ids.map(str::to_owned));
        }
    }
    Ok(names)
}

/// What is in a folder of the data, as paths below the data.
fn listed(workspace: &Workspace, folder: &str) -> Vec<String> {
    let entries = std::fs::read_dir(workspace.path(format!("{DATA}/{folder}")));
    let names = entries.into_iter().flatten().flatten().map(|entry| entry.file_name());
    names.map(|name| format!("{folder}/{}", name.to_string_lossy())).collect()
}

fn problems(file: &str, text: &str, names: &BTreeSet<String>) -> Vec<String> {
    let code = text.lines().take_while(|line| !line.starts_with("#[cfg(test)]"));
    let mut found = Vec::new();
    for (index, line) in code.enumerate().filter(|(_, line)| !line.trim_start().starts_with("//")) {
        let named = line.split('"').skip(1).step_by(2).filter(|quoted| names.contains(*quoted));
        found.extend(named.map(|name| format!("{file}:{}: names `{name}`, which is data", index + 1)));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_in_code_is_found_and_one_in_a_comment_or_a_test_is_not() {
        let names = BTreeSet::from(["ups".to_owned()]);
        let text =
            "// such as \"ups\"\nlet a = \"groups\"; let b = \"ups\";\n#[cfg(test)]\nlet c = \"ups\";\n";
        assert_eq!(problems("a.rs", text, &names), ["a.rs:2: names `ups`, which is data"]);
    }
}
