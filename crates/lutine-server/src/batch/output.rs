//! An output that is whole or untouched.

use std::ffi::OsStr;
use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use tempfile::{Builder, TempPath};

use super::BatchError;

/// Where answers go. A file is written beside its place, under a name of its own, and put there by `finish` in one step:
/// until then the place holds what it held before, and a drop on the way leaves nothing behind.
#[derive(Debug)]
pub struct Output {
    sink: Sink,
    unfinished: Unfinished,
}

#[derive(Debug)]
enum Sink {
    Stdout(io::Stdout),
    /// A pipe or a device: there is nothing to put in its place.
    Stream(File),
    Beside(File),
}

/// The other end of an output: takes it back while it is not finished.
#[derive(Clone, Debug)]
pub struct Unfinished {
    place: Option<PathBuf>,
    state: Arc<Mutex<State>>,
}

#[derive(Debug)]
enum State {
    /// The file that is beside its place, where there is one; it goes when this is dropped.
    Open(Option<TempPath>),
    Closed,
}

impl Output {
    /// Standard output.
    #[must_use]
    pub fn stdout() -> Self {
        Self::open(Sink::Stdout(io::stdout()), None, None)
    }

    /// A file. One that is there keeps its permissions; a link goes on pointing where it points; a pipe or a device is
    /// written to as it is.
    ///
    /// # Errors
    /// `File`: the folder or the file must not be written.
    pub fn file(path: &Path) -> Result<Self, BatchError> {
        let failed = |error| BatchError::File { path: path.to_owned(), error };
        let place = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        // Not to write it, but to learn what it is, and whether its owner lets it be changed.
        let permissions = match OpenOptions::new().write(true).open(&place) {
            Ok(file) => {
                let metadata = file.metadata().map_err(failed)?;
                if !metadata.is_file() {
                    return Ok(Self::open(Sink::Stream(file), None, None));
                }
                Some(metadata.permissions())
            }
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            Err(error) => return Err(failed(error)),
        };
        let mut builder = Builder::new();
        builder.prefix(".lutine-").suffix(".part");
        #[cfg(unix)]
        {
            // As for any new file: the umask takes away what it takes away.
            use std::os::unix::fs::PermissionsExt;
            builder.permissions(std::fs::Permissions::from_mode(0o666));
        }
        let (file, beside) = builder.tempfile_in(folder(&place)).map_err(failed)?.into_parts();
        if let Some(permissions) = permissions {
            file.set_permissions(permissions).map_err(failed)?;
        }
        Ok(Self::open(Sink::Beside(file), Some(place), Some(beside)))
    }

    fn open(sink: Sink, place: Option<PathBuf>, beside: Option<TempPath>) -> Self {
        let state = Arc::new(Mutex::new(State::Open(beside)));
        Self { sink, unfinished: Unfinished { place, state } }
    }

    /// The end that can take it back.
    #[must_use]
    pub fn unfinished(&self) -> Unfinished {
        self.unfinished.clone()
    }

    /// Puts what was written in its place, on disk.
    ///
    /// # Errors
    /// `Write` and `File`; `Interrupted` where it was taken back before.
    pub fn finish(mut self) -> Result<(), BatchError> {
        self.flush().map_err(BatchError::Write)?;
        if let Sink::Beside(file) = &self.sink {
            file.sync_all().map_err(BatchError::Write)?;
        }
        // From here it can no longer be taken back: whoever wants to finds it in its place.
        let mut state = self.unfinished.state.lock().unwrap_or_else(PoisonError::into_inner);
        match (std::mem::replace(&mut *state, State::Closed), &self.unfinished.place) {
            (State::Open(Some(beside)), Some(place)) => {
                beside
                    .persist(place)
                    .map_err(|error| BatchError::File { path: place.clone(), error: error.error })?;
                // The new name is on disk with its folder. Some systems cannot be told so; they do it anyway.
                let _ = File::open(folder(place)).and_then(|folder| folder.sync_all());
                Ok(())
            }
            (State::Open(_), _) => Ok(()),
            (State::Closed, _) => Err(self.unfinished.interrupted()),
        }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.sink {
            Sink::Stdout(stdout) => stdout.write(bytes),
            Sink::Stream(file) | Sink::Beside(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.sink {
            Sink::Stdout(stdout) => stdout.flush(),
            Sink::Stream(file) | Sink::Beside(file) => file.flush(),
        }
    }
}

impl Unfinished {
    /// Takes the output back: what is beside its place is removed. `None` where it is finished already.
    #[must_use]
    pub fn take_back(&self) -> Option<BatchError> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        match std::mem::replace(&mut *state, State::Closed) {
            State::Open(beside) => {
                drop(beside);
                Some(self.interrupted())
            }
            State::Closed => None,
        }
    }

    fn interrupted(&self) -> BatchError {
        BatchError::Interrupted { untouched: self.place.clone() }
    }
}

/// Where a file is; the current folder for a bare name.
fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if parent.as_os_str() != OsStr::new("") => parent,
        _ => Path::new("."),
    }
}
