//! Where things are: the folder of the workspace and what xtask keeps below it.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use crate::error::Error;

/// The root folder of the workspace.
pub(crate) struct Workspace {
    root: PathBuf,
}

impl Workspace {
    /// Cargo says where xtask's own manifest is; a binary started by hand looks upwards from where it stands.
    pub(crate) fn find() -> Result<Self, Error> {
        let start = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from).or_else(|| env::current_dir().ok());
        start
            .iter()
            .flat_map(|start| start.ancestors())
            .find(|folder| folder.join("crates/xtask").is_dir() && folder.join("Cargo.toml").is_file())
            .map(|root| Self { root: root.to_path_buf() })
            .ok_or_else(|| Error::missing("the workspace", "run `cargo xtask` inside a clone of Lutine"))
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// A path below the root.
    pub(crate) fn path(&self, below: impl AsRef<Path>) -> PathBuf {
        self.root.join(below)
    }

    /// A path as a person at the root would type it.
    pub(crate) fn shown<'a>(&self, path: &'a Path) -> &'a Path {
        path.strip_prefix(&self.root).unwrap_or(path)
    }

    /// An executable of this name that child processes would find first.
    pub(crate) fn which(&self, program: &str) -> Option<PathBuf> {
        let file = format!("{program}{}", env::consts::EXE_SUFFIX);
        env::split_paths(&self.search_path()).map(|folder| folder.join(&file)).find(|path| path.is_file())
    }

    /// PATH for child processes: the workspace's own tools go before the machine's.
    pub(crate) fn search_path(&self) -> OsString {
        let machine = env::var_os("PATH").unwrap_or_default();
        let own = [self.path("target/tools/bin"), self.path("node_modules/.bin")];
        // Joining fails only where a folder's name holds the separator: such a clone has no tools of its own.
        env::join_paths(own.into_iter().chain(env::split_paths(&machine))).unwrap_or(machine)
    }

    /// The server's binary, as `cargo build --release -p lutine-server` leaves it.
    pub(crate) fn server(&self) -> PathBuf {
        self.path(format!("target/release/lutine{}", env::consts::EXE_SUFFIX))
    }

    pub(crate) fn read(&self, below: &str) -> Result<String, Error> {
        let path = self.path(below);
        fs::read_to_string(&path).map_err(|source| Error::file("read", &path, source))
    }

    /// Reads a TOML file of the workspace.
    pub(crate) fn read_toml(&self, below: &str) -> Result<toml::Table, Error> {
        self.read(below)?.parse().map_err(|error: toml::de::Error| Error::content(below, error.to_string()))
    }

    /// Writes a file below the root, with the folders it needs.
    pub(crate) fn write(&self, below: &str, text: &str) -> Result<(), Error> {
        let path = self.path(below);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(|source| Error::file("create", folder, source))?;
        }
        fs::write(&path, text).map_err(|source| Error::file("write", &path, source))
    }
}
