//! The parts of the form: `kind`, and one `file` or more.

use axum::extract::multipart::{Field, Multipart, MultipartError};
use axum::http::StatusCode;
use lutine_booking::{EvidenceKind, MAX_FILE, MAX_FILES, Upload};
use lutine_core::{ErrorCode, FieldError};

use crate::problem::Problem;
use crate::silence::fell_silent;

/// The longest word for a kind, with room.
const MAX_KIND: usize = 64;

/// A form with so many faults is none that anybody meant: the rest of it is not read.
const MOST_FAULTS: usize = 20;

/// A file as it came, before anybody looked into it.
struct Part {
    name: String,
    declared: String,
    content: Vec<u8>,
}

/// Reads the whole form.
pub(super) async fn read(mut form: Multipart) -> Result<Vec<Upload>, Problem> {
    let (mut kind, mut files, mut faults) = (None, Vec::new(), Vec::new());
    while let Some(field) = form.next_field().await.map_err(broken)? {
        if faults.len() == MOST_FAULTS {
            return Err(Problem::InvalidInput(faults));
        }
        match field.name() {
            Some("file") if files.len() == MAX_FILES => return Err(Problem::EvidenceFull),
            Some("file") => files.push(part(field).await?),
            Some("kind") if kind.is_some() => {
                faults.push(fault("kind", ErrorCode::DuplicateField, "`kind` is given twice: keep one"));
            }
            // Longer than any kind is no kind.
            Some("kind") => kind = Some(whole(field, MAX_KIND).await?.unwrap_or_default()),
            other => {
                let name: String = other.unwrap_or_default().chars().take(40).collect();
                let message = format!("`{name}` is not a part of this form: it has `kind` and `file`");
                faults.push(fault(&name, ErrorCode::UnknownField, &message));
            }
        }
    }
    let kind = kind.map(|kind| EvidenceKind::named(&String::from_utf8_lossy(&kind)));
    match kind {
        None => faults.push(fault("kind", ErrorCode::MissingField, "`kind` is missing: write what it shows")),
        Some(None) => faults.push(fault("kind", ErrorCode::UnknownValue, &no_such_kind())),
        Some(Some(_)) => {}
    }
    if files.is_empty() {
        faults.push(fault("file", ErrorCode::MissingField, "`file` is missing: send one at least"));
    }
    match kind.flatten() {
        Some(kind) if faults.is_empty() => checked(files, kind),
        _ => Err(Problem::InvalidInput(faults)),
    }
}

fn checked(files: Vec<Part>, kind: EvidenceKind) -> Result<Vec<Upload>, Problem> {
    let (mut uploads, mut faults) = (Vec::new(), Vec::new());
    for (place, file) in files.into_iter().enumerate() {
        match Upload::read(&file.name, &file.declared, kind, file.content) {
            Ok(upload) => uploads.push(upload),
            Err(why) => {
                faults.push(fault(&format!("file[{place}]"), ErrorCode::UnknownValue, &why.to_string()));
            }
        }
    }
    if faults.is_empty() { Ok(uploads) } else { Err(Problem::UnsuitableEvidence(faults)) }
}

async fn part(field: Field<'_>) -> Result<Part, Problem> {
    let name = field.file_name().unwrap_or_default().to_owned();
    // What a form does not say is text, by its own rules.
    let declared = field.content_type().unwrap_or("text/plain").to_owned();
    let content = whole(field, MAX_FILE).await?.ok_or(Problem::PayloadTooLarge)?;
    Ok(Part { name, declared, content })
}

/// All of a part; `None` where it is more than this.
async fn whole(mut field: Field<'_>, most: usize) -> Result<Option<Vec<u8>>, Problem> {
    let mut content = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(broken)? {
        if content.len() + chunk.len() > most {
            return Ok(None);
        }
        content.extend_from_slice(&chunk);
    }
    Ok(Some(content))
}

fn broken(error: MultipartError) -> Problem {
    match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::PayloadTooLarge,
        _ if fell_silent(&error) => Problem::TimedOut,
        _ => Problem::malformed(&error.body_text()),
    }
}

fn no_such_kind() -> String {
    let names = EvidenceKind::NAMES.map(|(name, _)| format!("`{name}`"));
    format!("must be one of {}", names.join(", "))
}

fn fault(path: &str, code: ErrorCode, message: &str) -> FieldError {
    FieldError { path: path.to_owned(), code, message: message.to_owned() }
}
