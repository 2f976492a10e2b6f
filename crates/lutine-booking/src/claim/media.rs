//! What kind of file it is: by its first bytes, whatever it is called.

use serde::{Deserialize, Serialize};

/// The kinds of files that prove something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Media {
    /// A document.
    #[serde(rename = "application/pdf")]
    Pdf,
    /// A picture.
    #[serde(rename = "image/jpeg")]
    Jpeg,
    /// A picture.
    #[serde(rename = "image/png")]
    Png,
    /// A picture.
    #[serde(rename = "image/webp")]
    WebP,
    /// A picture, as telephones take them.
    #[serde(rename = "image/heic")]
    Heic,
}

const ALL: [Media; 5] = [Media::Pdf, Media::Jpeg, Media::Png, Media::WebP, Media::Heic];

impl Media {
    /// As it stands in a header.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::WebP => "image/webp",
            Self::Heic => "image/heic",
        }
    }

    /// Of the endings that such files have, the first is given to one that has none.
    pub(super) const fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Pdf => &[".pdf"],
            Self::Jpeg => &[".jpg", ".jpeg"],
            Self::Png => &[".png"],
            Self::WebP => &[".webp"],
            Self::Heic => &[".heic", ".heif"],
        }
    }

    /// What a file says of itself; `None` for anything that is not taken.
    #[must_use]
    pub fn of_content(content: &[u8]) -> Option<Self> {
        ALL.into_iter().find(|media| media.begins(content))
    }

    fn begins(self, content: &[u8]) -> bool {
        let holds = |at: usize, bytes: &[u8]| content.get(at..).is_some_and(|rest| rest.starts_with(bytes));
        match self {
            Self::Pdf => holds(0, b"%PDF-"),
            Self::Jpeg => holds(0, &[0xff, 0xd8, 0xff]),
            Self::Png => holds(0, b"\x89PNG\r\n\x1a\n"),
            Self::WebP => holds(0, b"RIFF") && holds(8, b"WEBP"),
            Self::Heic => holds(4, b"ftyp") && is_heic(content),
        }
    }
}

/// The first box of the file names its brands: the main one, a version, and those that it can also be read as.
fn is_heic(content: &[u8]) -> bool {
    let length = content.first_chunk::<4>().map_or(0, |length| u32::from_be_bytes(*length));
    let end = usize::try_from(length).unwrap_or(usize::MAX).min(content.len());
    let brands = content.get(8..end).unwrap_or_default().chunks_exact(4);
    brands
        .enumerate()
        .any(|(place, brand)| place != 1 && matches!(brand, b"heic" | b"heix" | b"heim" | b"heis"))
}

#[cfg(test)]
mod tests {
    use super::Media;

    #[test]
    fn a_file_is_what_it_begins_with() {
        let heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic";
        let as_heif = b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic";
        let files: [(&[u8], Option<Media>); 12] = [
            (b"%PDF-1.7\n", Some(Media::Pdf)),
            (&[0xff, 0xd8, 0xff, 0xe0], Some(Media::Jpeg)),
            (b"\x89PNG\r\n\x1a\n\0\0", Some(Media::Png)),
            (b"RIFF\x10\0\0\0WEBPVP8 ", Some(Media::WebP)),
            (heic, Some(Media::Heic)),
            (as_heif, Some(Media::Heic)),
            (b"\0\0\0\x18ftypavif\0\0\0\0mif1avif", None),
            (b"RIFF\x10\0\0\0WAVEfmt ", None),
            (b"PK\x03\x04%PDF-", None),
            (b"<html>%PDF-", None),
            (b"\xff\xff\xff\xffftyp", None),
            (b"", None),
        ];
        for (content, media) in files {
            assert_eq!(Media::of_content(content), media, "{content:?}");
        }
    }
}
