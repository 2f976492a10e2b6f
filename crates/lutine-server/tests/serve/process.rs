//! A server that a test starts, over a folder of its own.

use std::io::{BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::Arc;
use std::thread::{self, JoinHandle};

use tempfile::TempDir;

/// A `lutine` with nothing set by the environment that the tests run in.
pub(crate) fn lutine() -> Command {
    alone(Command::new(env!("CARGO_BIN_EXE_lutine")))
}

fn alone(mut command: Command) -> Command {
    for (name, _) in std::env::vars_os() {
        let is_setting = name.to_string_lossy().starts_with("LUTINE_");
        if is_setting
            || ["DATABASE_URL", "RUST_LOG", "CLICOLOR_FORCE", "NOTIFY_SOCKET"]
                .iter()
                .any(|known| name == *known)
        {
            command.env_remove(name);
        }
    }
    command.env("COLUMNS", "100").stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// What becomes of what a server logs.
enum Log {
    Read,
    Closed,
}

/// A server that answers.
pub(crate) struct Process {
    child: Child,
    log: Option<JoinHandle<String>>,
    /// What it said at its start.
    pub(crate) announcement: String,
    pub(crate) address: SocketAddr,
    folder: Arc<TempDir>,
}

impl Process {
    /// A server with options, on a free port.
    pub(crate) fn start(options: &[&str]) -> Self {
        Self::start_with(options, &[])
    }

    /// A server with options and an environment, too.
    pub(crate) fn start_with(options: &[&str], environment: &[(&str, &str)]) -> Self {
        Self::spawn(lutine(), Arc::new(TempDir::new().unwrap()), options, environment, Log::Read)
    }

    /// A server whose standard error is closed at its other end.
    pub(crate) fn start_deaf(options: &[&str]) -> Self {
        Self::spawn(lutine(), Arc::new(TempDir::new().unwrap()), options, &[], Log::Closed)
    }

    /// A server that may have so many files open.
    pub(crate) fn start_with_files(files: u32) -> Self {
        let mut shell = Command::new("sh");
        let within = format!("ulimit -n {files} && exec \"$0\" \"$@\"");
        shell.args(["-c", &within, env!("CARGO_BIN_EXE_lutine")]);
        Self::spawn(alone(shell), Arc::new(TempDir::new().unwrap()), &[], &[], Log::Read)
    }

    /// Another server over what this one has left.
    pub(crate) fn again(&self, options: &[&str]) -> Self {
        Self::spawn(lutine(), self.folder.clone(), options, &[], Log::Read)
    }

    fn spawn(
        mut command: Command,
        folder: Arc<TempDir>,
        options: &[&str],
        environment: &[(&str, &str)],
        log: Log,
    ) -> Self {
        command.arg("serve").args(["--listen", "127.0.0.1:0"]).args(options);
        // What they do under load is not to be told apart from what they do when somebody calls too often.
        command.envs(
            ["LUTINE_PAGE_REQUESTS", "LUTINE_SERVER_REQUESTS", "LUTINE_STRANGER_REQUESTS"]
                .map(|name| (name, "0")),
        );
        command.current_dir(folder.path()).envs(environment.iter().copied());
        let mut child = command.spawn().expect("the binary starts");
        let mut said = BufReader::new(child.stdout.take().expect("piped"));
        let mut announcement = String::new();
        while !announcement.contains("Ctrl-C") {
            assert_ne!(said.read_line(&mut announcement).unwrap(), 0, "it did not start: {announcement}");
        }
        let mut errors = child.stderr.take().expect("piped");
        let log = thread::spawn(move || {
            let mut read = String::new();
            match log {
                Log::Read => drop(errors.read_to_string(&mut read).unwrap()),
                Log::Closed => drop(errors),
            }
            read
        });
        let address = announcement.split("http://").nth(1).unwrap().split_whitespace().next().unwrap();
        let address = address.parse().unwrap();
        Self { child, log: Some(log), announcement, address, folder }
    }

    /// What the announcement says of something.
    pub(crate) fn told(&self, of: &str) -> &str {
        let line = self.announcement.lines().find_map(|line| line.trim().strip_prefix(of));
        line.unwrap_or_else(|| panic!("nothing of {of} in {}", self.announcement)).trim()
    }

    pub(crate) fn secret(&self) -> String {
        self.told("merchant secret").to_owned()
    }

    /// A path in the folder that it runs in.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn signal(&self, name: &str) {
        let number = self.child.id().to_string();
        assert!(Command::new("kill").args(["-s", name, &number]).status().unwrap().success());
    }

    /// Waits for its end: how it ended, and what it logged.
    pub(crate) fn ended(&mut self) -> (ExitStatus, String) {
        let status = self.child.wait().unwrap();
        (status, self.log.take().expect("it ends once").join().unwrap())
    }

    /// Stops it well.
    pub(crate) fn stop(&mut self) -> String {
        self.signal("INT");
        let (status, log) = self.ended();
        assert!(status.success(), "{status}: {log}");
        log
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
