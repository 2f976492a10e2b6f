//! What is in the file's place, and when.

use std::fs;
use std::io::{Read, Write};
use std::path::Path;
use std::process::Command;

use lutine_server::batch::{Output, Unfinished};

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_file_is_whole_or_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("out.csv");
    fs::write(&place, "old").unwrap();

    let unfinished = Unfinished::default();
    let mut output = Output::file(&place, &unfinished).unwrap();
    output.write_all(b"new").unwrap();
    assert_eq!(fs::read(&place).unwrap(), b"old");
    output.finish().unwrap();
    assert_eq!(fs::read(&place).unwrap(), b"new");
    assert!(unfinished.take_back().is_none(), "what is finished can be taken back");

    let mut output = Output::file(&place, &Unfinished::default()).unwrap();
    output.write_all(b"torn").unwrap();
    drop(output);
    assert_eq!(fs::read(&place).unwrap(), b"new");
    assert_eq!(names(folder.path()), ["out.csv"]);
}

#[test]
fn what_is_taken_back_cannot_be_finished() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("out.csv");
    let unfinished = Unfinished::default();
    let mut output = Output::file(&place, &unfinished).unwrap();
    output.write_all(b"half").unwrap();
    let said = unfinished.take_back().unwrap().to_string();
    assert_eq!(said, format!("interrupted; `{}` is as it was", place.display()));
    assert!(names(folder.path()).is_empty());
    assert!(output.finish().is_err());
    // Nor begun again.
    assert_eq!(Output::file(&place, &unfinished).unwrap_err().to_string(), said);
    assert!(names(folder.path()).is_empty());
}

#[test]
fn a_folder_is_no_file_and_a_missing_one_has_a_name() {
    let folder = tempfile::tempdir().unwrap();
    for place in [folder.path().to_owned(), folder.path().join("missing/out.csv")] {
        let error = Output::file(&place, &Unfinished::default()).unwrap_err().to_string();
        assert!(error.starts_with(&format!("`{}`: ", place.display())), "{error}");
    }
    assert!(names(folder.path()).is_empty());
}

#[cfg(unix)]
#[test]
fn permissions_and_links_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = tempfile::tempdir().unwrap();
    let [place, link, plain] = ["real.csv", "link.csv", "plain"].map(|name| folder.path().join(name));
    fs::write(&place, "old").unwrap();
    fs::set_permissions(&place, fs::Permissions::from_mode(0o640)).unwrap();
    symlink(&place, &link).unwrap();
    Output::file(&link, &Unfinished::default()).unwrap().finish().unwrap();
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(fs::read(&place).unwrap(), b"");
    assert_eq!(fs::metadata(&place).unwrap().permissions().mode() & 0o777, 0o640);

    // A new one is as open as any new file.
    let fresh = folder.path().join("fresh.csv");
    Output::file(&fresh, &Unfinished::default()).unwrap().finish().unwrap();
    fs::write(&plain, "").unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode();
    assert_eq!(mode(&fresh), mode(&plain));
}

#[cfg(unix)]
#[test]
fn a_pipe_is_written_to_and_not_replaced() {
    use std::os::unix::fs::FileTypeExt;
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let reader = std::thread::spawn({
        let pipe = pipe.clone();
        move || {
            let mut text = String::new();
            fs::File::open(pipe).unwrap().read_to_string(&mut text).unwrap();
            text
        }
    });
    let mut output = Output::file(&pipe, &Unfinished::default()).unwrap();
    output.write_all(b"rows").unwrap();
    output.finish().unwrap();
    assert_eq!(reader.join().unwrap(), "rows");
    assert!(fs::metadata(&pipe).unwrap().file_type().is_fifo());
}
