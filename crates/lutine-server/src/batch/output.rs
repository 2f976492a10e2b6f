//! An output that is whole or untouched.

use std::ffi::OsStr;
use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

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

/// The other end of an output, made before it: takes it back while it is not finished.
#[derive(Clone, Debug, Default)]
pub struct Unfinished(Arc<Mutex<State>>);

#[derive(Debug, Default)]
enum State {
    /// Nothing to remove: there is no file yet, or what is written is out.
    #[default]
    Open,
    Beside(Beside),
    Finished,
    TakenBack,
}

/// A file beside its place.
#[derive(Debug)]
struct Beside {
    /// Removed when this is dropped.
    file: TempPath,
    place: PathBuf,
    /// The place as the caller calls it.
    named: PathBuf,
}

impl Output {
    /// Standard output.
    #[must_use]
    pub fn stdout(unfinished: &Unfinished) -> Self {
        Self { sink: Sink::Stdout(io::stdout()), unfinished: unfinished.clone() }
    }

    /// A file. One that is there keeps its permissions; a link goes on pointing where it points; a pipe or a device is
    /// written to as it is, once somebody listens.
    ///
    /// # Errors
    /// `File`: the folder or the file must not be written; `Interrupted` where it was taken back before.
    pub fn file(path: &Path, unfinished: &Unfinished) -> Result<Self, BatchError> {
        let failed = |error| BatchError::File { path: path.to_owned(), error };
        let place = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let unfinished = unfinished.clone();
        // Not to write it, but to learn what it is, and whether its owner lets it be changed.
        let permissions = match OpenOptions::new().write(true).open(&place) {
            Ok(file) => {
                let metadata = file.metadata().map_err(failed)?;
                if !metadata.is_file() {
                    return Ok(Self { sink: Sink::Stream(file), unfinished });
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
        let mut state = unfinished.state();
        if matches!(*state, State::TakenBack) {
            return Err(BatchError::Interrupted { untouched: Some(path.to_owned()) });
        }
        // The error would name a file that the caller never asked for: its kind says enough.
        let made = builder.tempfile_in(folder(&place)).map_err(|error| failed(error.kind().into()))?;
        let (file, beside) = made.into_parts();
        *state = State::Beside(Beside { file: beside, place, named: path.to_owned() });
        drop(state);
        if let Some(permissions) = permissions {
            file.set_permissions(permissions).map_err(failed)?;
        }
        Ok(Self { sink: Sink::Beside(file), unfinished })
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
        // From here it can no longer be taken back: whoever wants to waits, and finds it in its place.
        let mut state = self.unfinished.state();
        match std::mem::replace(&mut *state, State::Finished) {
            State::Open | State::Finished => Ok(()),
            State::Beside(Beside { file, place, named }) => {
                file.persist(&place).map_err(|error| BatchError::File { path: named, error: error.error })?;
                // The new name is on disk with its folder. Some systems cannot be told so; they do it anyway.
                let _ = File::open(folder(&place)).and_then(|folder| folder.sync_all());
                Ok(())
            }
            State::TakenBack => {
                *state = State::TakenBack;
                Err(BatchError::Interrupted { untouched: None })
            }
        }
    }
}

impl Drop for Output {
    fn drop(&mut self) {
        let mut state = self.unfinished.state();
        if matches!(*state, State::Beside(_)) {
            *state = State::TakenBack;
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
        let mut state = self.state();
        let untouched = match std::mem::replace(&mut *state, State::TakenBack) {
            State::Open | State::TakenBack => None,
            State::Beside(beside) => Some(beside.named),
            State::Finished => {
                *state = State::Finished;
                return None;
            }
        };
        Some(BatchError::Interrupted { untouched })
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Where a file is; the current folder for a bare name.
fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if parent.as_os_str() != OsStr::new("") => parent,
        _ => Path::new("."),
    }
}
