//! Files that prove a claim.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use time::OffsetDateTime;

use super::media::Media;

/// The largest file, in bytes.
pub const MAX_FILE: usize = 10 * 1024 * 1024;
/// The most files of a claim.
pub const MAX_FILES: usize = 20;
/// The most bytes that come in one request: two of the largest files, and what is written around them.
pub const MAX_UPLOAD: usize = 2 * MAX_FILE + 64 * 1024;
/// The longest name of a file, in bytes.
const MAX_NAME: usize = 120;

/// What a file shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EvidenceKind {
    /// What the goods were worth.
    Invoice,
    /// What became of them.
    Photo,
    /// What the police wrote.
    PoliceReport,
    /// What the carrier wrote.
    CarrierReport,
    /// Anything else.
    Other,
}

impl EvidenceKind {
    /// The words for them.
    pub const NAMES: [(&'static str, Self); 5] = [
        ("invoice", Self::Invoice),
        ("photo", Self::Photo),
        ("police-report", Self::PoliceReport),
        ("carrier-report", Self::CarrierReport),
        ("other", Self::Other),
    ];

    /// As it stands in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, kind)| *kind == self).map_or("other", |(name, _)| name)
    }

    /// The one of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(known, _)| *known == name).map(|(_, kind)| *kind)
    }
}

/// What is known of a file without opening it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Its id.
    pub id: String,
    /// Its name, with nothing in it that a file system or a terminal would take amiss.
    pub name: String,
    /// What it shows.
    pub kind: EvidenceKind,
    /// What kind of file it is.
    #[serde(rename = "type")]
    pub media: Media,
    /// Its bytes.
    pub size: usize,
    /// The hash of its content, in hexadecimal digits.
    pub sha256: String,
    /// When it came.
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
}

/// What is in a file. Never in a log: `Debug` says how much it is.
#[derive(Clone, PartialEq, Eq)]
pub struct Content(Arc<Vec<u8>>);

impl Content {
    /// What is in it.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// The same, copied only where others hold it too.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        Arc::unwrap_or_clone(self.0)
    }
}

impl From<Vec<u8>> for Content {
    fn from(bytes: Vec<u8>) -> Self {
        Self(Arc::new(bytes))
    }
}

impl fmt::Debug for Content {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Content({} bytes)", self.0.len())
    }
}

/// A file as it came, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upload {
    /// Its name.
    pub name: String,
    /// What it shows.
    pub kind: EvidenceKind,
    /// What kind of file it is.
    pub media: Media,
    /// The hash of its content, in hexadecimal digits.
    pub sha256: String,
    /// What is in it.
    pub content: Content,
}

/// A file with what is known of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvidenceFile {
    /// What is known of it.
    pub evidence: Evidence,
    /// What is in it.
    pub content: Content,
}

/// Why a file is not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unsuitable {
    /// It is none of the kinds that are.
    #[error("is no PDF, JPEG, PNG, WebP or HEIC by its content")]
    Unknown,
    /// It is another kind than it was said to be.
    #[error("is `{}` by its content, and was sent as `{declared}`", .content.name())]
    Mistyped {
        /// What it was said to be.
        declared: String,
        /// What it is.
        content: Media,
    },
}

impl Upload {
    /// Checks a file: what it is said to be, it must be.
    ///
    /// # Errors
    /// Where it is not.
    pub fn read(
        name: &str,
        declared: &str,
        kind: EvidenceKind,
        content: Vec<u8>,
    ) -> Result<Self, Unsuitable> {
        let media = Media::of_content(&content).ok_or(Unsuitable::Unknown)?;
        let essence = declared.split(';').next().unwrap_or_default().trim();
        if !essence.eq_ignore_ascii_case(media.name()) {
            let declared = essence.chars().take(60).collect();
            return Err(Unsuitable::Mistyped { declared, content: media });
        }
        let sha256 = Sha256::digest(&content).iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(Self { name: plain_name(name, media), kind, media, sha256, content: content.into() })
    }

    /// The file as a claim keeps it.
    pub(crate) fn kept(self, id: String, at: OffsetDateTime) -> EvidenceFile {
        let Self { name, kind, media, sha256, content } = self;
        let size = content.bytes().len();
        EvidenceFile { evidence: Evidence { id, name, kind, media, size, sha256, at }, content }
    }
}

/// A file's own name without folders, without anything that could be taken for more than a name, and with an ending that says
/// what it is.
fn plain_name(given: &str, media: Media) -> String {
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = last.chars().filter(|char| !is_hidden(*char)).map(plain).collect();
    let name = name.trim_matches(|char: char| char == '.' || char.is_whitespace());
    let lower = name.to_ascii_lowercase();
    let ending = media.endings().iter().find(|ending| lower.ends_with(*ending));
    let known = ending.and_then(|ending| name.len().checked_sub(ending.len()));
    let (stem, ending) = match known.and_then(|at| name.split_at_checked(at)) {
        Some(parts) => parts,
        None => (name, media.endings().first().copied().unwrap_or_default()),
    };
    let most = (0..=MAX_NAME).rev().find(|end| stem.is_char_boundary(*end) && *end <= stem.len());
    let stem = most.and_then(|end| stem.get(..end)).unwrap_or_default();
    let stem = if stem.is_empty() { "evidence" } else { stem };
    format!("{stem}{ending}")
}

/// What nobody sees, or what turns the order of what follows around.
fn is_hidden(char: char) -> bool {
    char.is_control()
        || matches!(char, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// What some file system gives a meaning of its own.
const fn plain(char: char) -> char {
    match char {
        '<' | '>' | ':' | '"' | '|' | '?' | '*' | '%' => '_',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::{Media, plain_name};

    #[test]
    fn a_name_is_only_a_name() {
        let names = [
            ("invoice.pdf", "invoice.pdf"),
            ("Rechnung März.PDF", "Rechnung März.PDF"),
            ("../../etc/passwd", "passwd.pdf"),
            ("..\\..\\boot.ini", "boot.ini.pdf"),
            ("C:\\scan.pdf", "scan.pdf"),
            ("a\r\nx-header: 1.pdf", "ax-header_ 1.pdf"),
            ("nul\0.pdf", "nul.pdf"),
            ("fdp.\u{202e}exe.pdf", "fdp.exe.pdf"),
            ("photo.html", "photo.html.pdf"),
            ("..", "evidence.pdf"),
            (".pdf", "pdf.pdf"),
            ("", "evidence.pdf"),
            ("a/", "evidence.pdf"),
            ("a\"; filename=\"b.exe", "a_; filename=_b.exe.pdf"),
        ];
        for (given, plain) in names {
            assert_eq!(plain_name(given, Media::Pdf), plain, "{given:?}");
        }
        let long = plain_name(&format!("{}.jpeg", "ä".repeat(500)), Media::Jpeg);
        assert_eq!(long, format!("{}.jpeg", "ä".repeat(60)));
    }
}
