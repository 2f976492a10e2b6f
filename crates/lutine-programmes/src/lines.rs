//! A TOML text as a tree that knows where each part stands, so that a fault's path leads to a line.

use std::ops::Range;

use lutine_core::Node;
use toml::Spanned;
use toml::de::{DeTable, DeValue, Error};

/// A part of a text, within one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Counted from 1.
    pub line: usize,
    /// In characters, counted from 1.
    pub column: usize,
    /// In characters, at least 1.
    pub width: usize,
}

/// The text and its tree.
#[derive(Debug)]
pub(crate) struct Lines<'t> {
    text: &'t str,
    root: Spanned<DeTable<'t>>,
}

/// What stands at a path, or around it.
#[derive(Clone, Copy)]
enum Part<'a, 't> {
    Table(&'a DeTable<'t>),
    Value(&'a Spanned<DeValue<'t>>),
}

/// How far a path leads into the tree.
pub(crate) struct Found<'a, 't> {
    /// Of the last name on the path, where it ends with one.
    key: Option<Range<usize>>,
    /// Of the value, or, where the path ends in nothing, of what lacks it.
    value: Range<usize>,
    /// The value itself, where the path leads to one.
    at: Option<&'a DeValue<'t>>,
}

impl<'t> Lines<'t> {
    /// Reads a text.
    ///
    /// # Errors
    /// What keeps it from being TOML, in the order of the text.
    pub(crate) fn parse(text: &'t str) -> Result<Self, Vec<Error>> {
        let (root, errors) = DeTable::parse_recoverable(text);
        if errors.is_empty() { Ok(Self { text, root }) } else { Err(errors) }
    }

    /// The neutral tree. A bare date becomes a number: a value that no field takes, because days are strings.
    ///
    /// # Errors
    /// Where the text is nested too deeply for one.
    pub(crate) fn node(&self) -> Result<Node, Range<usize>> {
        table_node(self.root.get_ref(), Node::MAX_DEPTH)
    }

    /// The part of the text that a path such as `pricing[0].bands[1].upTo` leads to, as far as it does.
    pub(crate) fn find(&self, path: &str) -> Found<'_, 't> {
        let mut found = Found { key: None, value: 0..0, at: None };
        let (mut part, mut rest) = (Part::Table(self.root.get_ref()), path);
        while !rest.is_empty() {
            let step = match part {
                Part::Table(table) => named(table, rest).map(|(key, value, rest)| (Some(key), value, rest)),
                Part::Value(value) => indexed(value.get_ref(), rest).map(|(value, rest)| (None, value, rest)),
            };
            let Some((key, value, after)) = step else { return Found { key: None, at: None, ..found } };
            found = Found { key, value: value.span(), at: Some(value.get_ref()) };
            part = match value.get_ref() {
                DeValue::Table(table) => Part::Table(table),
                _ => Part::Value(value),
            };
            rest = after;
        }
        found
    }

    /// The bare date that a path leads to, where it leads to one.
    pub(crate) fn bare_date(&self, found: &Found<'_, 't>) -> Option<&'t str> {
        found.at.filter(|value| value.is_datetime()).and_then(|_| self.text.get(found.value.clone()))
    }

    /// Where what a path leads to stands: its name, or else its value.
    pub(crate) fn position(&self, found: &Found<'_, 't>, of_name: bool) -> Position {
        let span = found.key.clone().filter(|_| of_name).unwrap_or_else(|| found.value.clone());
        position(self.text, span)
    }
}

/// The entry of a table that a path begins with, and the rest of the path. A name may hold points and brackets: the
/// longest that fits is the one.
fn named<'a, 't, 'p>(
    table: &'a DeTable<'t>,
    path: &'p str,
) -> Option<(Range<usize>, &'a Spanned<DeValue<'t>>, &'p str)> {
    let path = path.strip_prefix('.').unwrap_or(path);
    let fits =
        |name: &str| path.strip_prefix(name).filter(|rest| rest.is_empty() || rest.starts_with(['.', '[']));
    let entries = table.iter().filter_map(|(key, value)| Some((key, value, fits(key.get_ref())?)));
    let (key, value, rest) = entries.max_by_key(|(key, ..)| key.get_ref().len())?;
    Some((key.span(), value, rest))
}

/// The element of a list that a path begins with, and the rest of the path.
fn indexed<'a, 't, 'p>(value: &'a DeValue<'t>, path: &'p str) -> Option<(&'a Spanned<DeValue<'t>>, &'p str)> {
    let (index, rest) = path.strip_prefix('[')?.split_once(']')?;
    let value = value.as_array()?.get(index.parse::<usize>().ok()?)?;
    Some((value, rest))
}

/// Where a part of a text stands; what reaches past its first line is cut there.
pub(crate) fn position(text: &str, span: Range<usize>) -> Position {
    let start =
        (0..=span.start.min(text.len())).rev().find(|start| text.is_char_boundary(*start)).unwrap_or(0);
    let (before, after) = text.split_at(start);
    let on_line = before.rsplit('\n').next().unwrap_or_default().chars().count();
    let within = after.get(..span.end.saturating_sub(start)).unwrap_or(after);
    let width = within.lines().next().unwrap_or_default().chars().count();
    Position { line: before.matches('\n').count() + 1, column: on_line + 1, width: width.max(1) }
}

fn table_node(table: &DeTable<'_>, levels: u8) -> Result<Node, Range<usize>> {
    let entry = |(key, value): (&Spanned<_>, &Spanned<DeValue<'_>>)| {
        Ok((String::from(AsRef::<str>::as_ref(key.get_ref())), node(value, levels)?))
    };
    table.iter().map(entry).collect::<Result<_, _>>().map(Node::Table)
}

/// A value with so many levels left above it.
fn node(value: &Spanned<DeValue<'_>>, levels: u8) -> Result<Node, Range<usize>> {
    let levels = levels.checked_sub(1).ok_or_else(|| value.span())?;
    Ok(match value.get_ref() {
        DeValue::String(text) => Node::text(text),
        DeValue::Integer(number) => {
            i64::from_str_radix(number.as_str(), number.radix()).map_or(Node::Number, Node::Integer)
        }
        DeValue::Float(_) | DeValue::Datetime(_) => Node::Number,
        DeValue::Boolean(value) => Node::Bool(*value),
        DeValue::Array(list) => {
            Node::List(list.iter().map(|element| node(element, levels)).collect::<Result<_, _>>()?)
        }
        DeValue::Table(table) => table_node(table, levels)?,
    })
}
