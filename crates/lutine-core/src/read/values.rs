//! The values of single fields: texts, ids, numbers and words of closed lists.

use core::fmt;

use super::instead::{as_slug, kind_of};
use super::{Fault, FromNode};
use crate::error::{ErrorCode, message};
use crate::nearest::listed;
use crate::node::Node;

/// Free text is at most this many bytes: room for any description of goods, none for a flood.
const MAX_TEXT: usize = 2_000;

/// The string of a node, whatever its content, up to 2,000 bytes.
///
/// # Errors
/// Where it is no string, or a longer one.
pub fn text(node: &Node) -> Result<&str, Fault> {
    text_within(node, MAX_TEXT)
}

/// The string of a node, up to so many bytes.
///
/// # Errors
/// Where it is no string, or a longer one.
pub fn text_within(node: &Node, most: usize) -> Result<&str, Fault> {
    match node.as_text() {
        None => Err(Fault::of(ErrorCode::WrongType, message!("must be a string, not {}", kind_of(node)))),
        Some(text) if text.len() > most => Err(Fault::of(
            ErrorCode::TextTooLong,
            message!("is {} bytes long: write at most {most}", text.len()),
        )),
        Some(text) => Ok(text),
    }
}

impl FromNode for String {
    const WANTED: &'static str = "text in quotes";

    fn from_node(node: &Node) -> Result<Self, Fault> {
        text(node).map(String::from)
    }
}

impl FromNode for bool {
    const WANTED: &'static str = "`true` or `false`";

    fn from_node(node: &Node) -> Result<Self, Fault> {
        if let Node::Bool(value) = node {
            return Ok(*value);
        }
        Err(Fault::of(ErrorCode::WrongType, message!("must not be {}", kind_of(node))))
    }
}

impl FromNode for u32 {
    const WANTED: &'static str = "a whole number such as `30`";

    fn from_node(node: &Node) -> Result<Self, Fault> {
        if let Node::Integer(value) = node
            && let Ok(value) = Self::try_from(*value)
        {
            return Ok(value);
        }
        Err(Fault::of(ErrorCode::WrongType, message!("must be zero or more, not {}", kind_of(node))))
    }
}

/// An id such as `dhl-express`: lower-case letters, digits, `-` and `_`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Slug(pub(crate) String);

impl FromNode for Slug {
    const WANTED: &'static str = "an id such as `dhl-express`";

    fn from_node(node: &Node) -> Result<Self, Fault> {
        let given = text(node)?;
        let of_slug =
            |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'_');
        if !given.is_empty() && given.bytes().all(of_slug) {
            return Ok(Self(String::from(given)));
        }
        let message = message!("{} is not an id in lower case{}", quoted(given), as_slug(given));
        Err(Fault::of(ErrorCode::UnknownValue, message))
    }
}

/// The caller's words, short enough to stand in a message.
pub(crate) fn quoted(text: &str) -> impl fmt::Display {
    fmt::from_fn(move |formatter| {
        let end = text.char_indices().nth(40).map_or(text.len(), |(end, _)| end);
        let short = text.get(..end).unwrap_or_default();
        write!(formatter, "`{short}{}`", if end < text.len() { "…" } else { "" })
    })
}

/// Picks the value of a word from a closed list.
///
/// # Errors
/// Where it is no string, or none of the words.
pub fn word<T: Copy>(node: &Node, words: &[(&str, T)]) -> Result<T, Fault> {
    let given = text(node)?;
    for (name, value) in words {
        if *name == given {
            return Ok(*value);
        }
    }
    Err(no_such_word(given, &|place| words.get(place).map(|(name, _)| *name)))
}

/// Apart from [`word`], which is compiled anew for every type.
#[inline(never)]
fn no_such_word<'w>(given: &str, words: &dyn Fn(usize) -> Option<&'w str>) -> Fault {
    let words: Vec<&str> = (0..).map_while(words).collect();
    Fault::of(ErrorCode::UnknownValue, message!("{} is not one of {}", quoted(given), listed(&words)))
}
