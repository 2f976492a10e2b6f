//! Child processes: started in the workspace's root, with the workspace's own tools in front of PATH.

use std::env;
use std::ffi::{OsStr, OsString};
use std::fmt;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::Duration;

use crate::error::{Error, Log};
use crate::ui::Step;
use crate::workspace::Workspace;

/// A command line that can be shown exactly as it runs.
pub(crate) struct Cmd<'w> {
    workspace: &'w Workspace,
    program: OsString,
    args: Vec<OsString>,
    env: Vec<(&'static str, OsString)>,
}

impl<'w> Cmd<'w> {
    /// A command from a line without quoting; an argument that may hold a space is added with `arg`.
    pub(crate) fn new(workspace: &'w Workspace, line: &str) -> Self {
        let mut words = line.split_whitespace().map(OsString::from);
        let program = words.next().unwrap_or_default();
        Self { workspace, program, args: words.collect(), env: Vec::new() }
    }

    pub(crate) fn program(workspace: &'w Workspace, program: impl Into<OsString>) -> Self {
        Self { workspace, program: program.into(), args: Vec::new(), env: Vec::new() }
    }

    pub(crate) fn arg(mut self, arg: impl Into<OsString>) -> Self {
        self.args.push(arg.into());
        self
    }

    pub(crate) fn args(mut self, args: impl IntoIterator<Item = impl Into<OsString>>) -> Self {
        self.args.extend(args.into_iter().map(Into::into));
        self
    }

    pub(crate) fn env(mut self, name: &'static str, value: impl Into<OsString>) -> Self {
        self.env.push((name, value.into()));
        self
    }

    /// The process to be, for a caller that starts it in a way of its own.
    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command.args(&self.args).current_dir(self.workspace.root()).env("PATH", self.workspace.search_path());
        // The paths that we look for results at hold, whatever the user's own configuration of cargo says.
        command.env("CARGO_TARGET_DIR", self.workspace.path("target"));
        // Cargo set these for xtask. Build scripts that watch them would run again after every plain `cargo build`.
        for (name, _) in env::vars_os() {
            let name_text = name.to_string_lossy();
            if name_text.starts_with("CARGO_PKG_") || name_text.starts_with("CARGO_MANIFEST_") {
                command.env_remove(name);
            }
        }
        command.envs(self.env.iter().map(|(name, value)| (name, value)));
        command
    }

    /// Runs with the terminal as it is: what the program prints, the reader sees.
    pub(crate) fn loud(&self) -> Result<(), Error> {
        // Lines of ours that wait in a buffer belong before the program's.
        let _ = std::io::stdout().flush();
        let status = self.command().status().map_err(|source| self.start_error(source))?;
        self.outcome(status, None)
    }

    /// Runs with its output in a file, showing only the newest line; a failure shows the end of it.
    pub(crate) fn quiet(&self, step: &Step) -> Result<(), Error> {
        let below = format!("target/xtask/{}.log", step.name().replace(' ', "-"));
        self.workspace.write(&below, "")?;
        let path = self.workspace.path(&below);
        let file_error = |source| Error::file("write", &path, source);
        let log = File::options().append(true).open(&path).map_err(file_error)?;
        let copy = log.try_clone().map_err(file_error)?;
        let mut command = self.command();
        let child = command.stdin(Stdio::null()).stdout(log).stderr(copy).spawn();
        let status = watch(child.map_err(|source| self.start_error(source))?, step, &path)
            .map_err(|source| self.start_error(source))?;
        self.outcome(status, Some(path))
    }

    /// What the program prints on stdout, or nothing when it is absent or fails.
    pub(crate) fn read(&self) -> Option<String> {
        let output = self.command().stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
        let text = String::from_utf8(output.stdout).ok()?;
        output.status.success().then(|| text.trim().to_owned())
    }

    pub(crate) fn start_error(&self, source: std::io::Error) -> Error {
        Error::Start { line: self.to_string(), source }
    }

    fn outcome(&self, status: ExitStatus, log: Option<PathBuf>) -> Result<(), Error> {
        if status.success() {
            return Ok(());
        }
        let log = log.map(|path| Log { tail: tail(&read_log(&path), 30), path });
        Err(Error::Failed { line: self.to_string(), status: status.to_string(), log, help: None })
    }
}

impl fmt::Display for Cmd<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, value) in &self.env {
            write!(f, "{name}={} ", quoted(value))?;
        }
        f.write_str(&quoted(&self.program))?;
        self.args.iter().try_for_each(|arg| write!(f, " {}", quoted(arg)))
    }
}

/// A word as a shell reads it back.
fn quoted(word: &OsStr) -> String {
    let word = word.to_string_lossy();
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./=:,@+%".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        return word.into_owned();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}

fn watch(mut child: Child, step: &Step, log: &Path) -> std::io::Result<ExitStatus> {
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(status);
        }
        step.tick(tail(&read_log(log), 1).trim());
        thread::sleep(Duration::from_millis(80));
    }
}

fn read_log(path: &Path) -> String {
    let bytes = fs::read(path).unwrap_or_default();
    anstream::adapter::strip_str(&String::from_utf8_lossy(&bytes)).to_string()
}

/// The last lines of a text that say something.
fn tail(text: &str, count: usize) -> String {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    lines[lines.len().saturating_sub(count)..].join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_survives_the_shell() {
        assert_eq!(quoted(OsStr::new("--version==0.2.130")), "--version==0.2.130");
        assert_eq!(quoted(OsStr::new("-D warnings")), "'-D warnings'");
        assert_eq!(quoted(OsStr::new("it's")), r"'it'\''s'");
    }

    #[test]
    fn the_tail_skips_empty_lines() {
        assert_eq!(tail("one\n\ntwo\n\n", 1), "two");
        assert_eq!(tail("", 3), "");
    }
}
