//! Loading files of rates: every fault of every file at once, each with its line and what to write instead.

use std::fmt;
use std::str::Utf8Error;

use lutine_core::{Carriers, Categories, Date, ErrorCode, FieldError, Node, PremiumTaxes, Programme, Tariff};

use crate::lines::{Lines, Position, position};

/// One fault of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Which file.
    pub file: String,
    /// Where in its text; `None` where there is no text, only data.
    pub position: Option<Position>,
    /// Where in its data: `pricing[0].bands[1].upTo`; empty for the file as a whole.
    pub path: String,
    /// What kind of fault, for a program.
    pub code: ErrorCode,
    /// What is wrong and what to write instead, for a person.
    pub message: String,
}

impl fmt::Display for Fault {
    /// `file:line: path: message (code)`, but for what there is not.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.file)?;
        if let Some(position) = self.position {
            write!(formatter, ":{}", position.line)?;
        }
        if !self.path.is_empty() {
            write!(formatter, ": {}", self.path)?;
        }
        write!(formatter, ": {} ({})", self.message, self.code.as_str())
    }
}

/// Why files of rates cannot be used: all faults of all of them, file by file and in the order of their lines.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", .faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
pub struct LoadError {
    /// At least one.
    pub faults: Vec<Fault>,
}

/// What came of a programme's file.
#[derive(Clone, Debug)]
pub struct Judged {
    /// The programme, where the file alone is sound.
    pub programme: Option<Programme>,
    /// What is wrong with the file, alone or beside the others.
    pub faults: Vec<Fault>,
}

/// A file, or what is known of one.
pub(crate) struct Source<'t> {
    file: String,
    lines: Option<Lines<'t>>,
    pub(crate) node: Node,
}

impl<'t> Source<'t> {
    /// Reads a text.
    pub(crate) fn parse(file: &str, text: &'t str) -> Result<Self, Vec<Fault>> {
        let fault = |span, message| Fault {
            file: String::from(file),
            position: Some(position(text, span)),
            path: String::new(),
            code: ErrorCode::MalformedInput,
            message,
        };
        let lines = Lines::parse(text).map_err(|errors| {
            let faults =
                errors.into_iter().map(|error| fault(error.span().unwrap_or(0..0), of_syntax(&error)));
            let mut faults: Vec<Fault> = faults.collect();
            // What follows on the same line mostly follows from the first.
            faults.sort_by_key(|fault| fault.position);
            faults.dedup_by_key(|fault| fault.position.map(|position| position.line));
            faults
        })?;
        let node = lines.node().map_err(|span| {
            vec![fault(span, format!("nested too deeply: write at most {} levels", Node::MAX_DEPTH))]
        })?;
        Ok(Self { file: String::from(file), lines: Some(lines), node })
    }

    /// Data without a text, called so.
    pub(crate) const fn of_data(name: String, node: Node) -> Self {
        Self { file: name, lines: None, node }
    }

    /// The faults of its data, with the lines that they stand on, in the order of these.
    fn locate(&self, faults: Vec<FieldError>) -> Vec<Fault> {
        let mut located: Vec<Fault> = faults.into_iter().map(|fault| self.located(fault)).collect();
        located.sort_by_key(|fault| fault.position);
        located
    }

    fn located(&self, FieldError { path, code, mut message }: FieldError) -> Fault {
        let position = self.lines.as_ref().map(|lines| {
            let found = lines.find(&path);
            if code == ErrorCode::WrongType
                && let Some(date) = lines.bare_date(&found)
            {
                message = bare_date(date);
            }
            lines.position(&found, is_of_name(code))
        });
        Fault { file: self.file.clone(), position, path, code, message }
    }

    /// Reads what a file holds, or locates its faults.
    pub(crate) fn read<T>(
        &self,
        read: impl FnOnce(&Node) -> Result<T, Vec<FieldError>>,
    ) -> Result<T, Vec<Fault>> {
        read(&self.node).map_err(|faults| self.locate(faults))
    }
}

/// Whether a kind of fault is a field's name rather than its value: `limit.category.unicorns`.
const fn is_of_name(code: ErrorCode) -> bool {
    matches!(
        code,
        ErrorCode::UnknownField
            | ErrorCode::DuplicateField
            | ErrorCode::UnknownCategory
            | ErrorCode::UnknownCountry
    )
}

fn bare_date(date: &str) -> String {
    if Date::parse(date).is_some() {
        return format!("a day is a string: write `\"{date}\"`");
    }
    format!("must not be the bare time `{date}`: a day is a string such as `\"2026-01-31\"`")
}

/// What the parser says of a text that is no TOML.
fn of_syntax(error: &toml::de::Error) -> String {
    let said = error.message().trim();
    match said {
        "duplicate key" => String::from("the same name a second time: keep one"),
        _ => said.replace('\n', ", "),
    }
}

/// Judges the files of some programmes, each alone and then together: `(name, content)`, and as many verdicts.
#[must_use]
pub fn judge(files: &[(String, Vec<u8>)], categories: &Categories, carriers: &Carriers) -> Vec<Judged> {
    let sources = files.iter().map(|(file, content)| match str::from_utf8(content) {
        Ok(text) => Source::parse(file, text),
        Err(error) => Err(vec![not_text(file, content, error)]),
    });
    judge_sources(sources.collect(), categories, carriers)
}

/// The fault of a file that is no text. It has no position, for its lines are nothing to show.
fn not_text(file: &str, content: &[u8], error: Utf8Error) -> Fault {
    let line = 1 + content.iter().take(error.valid_up_to()).filter(|byte| **byte == b'\n').count();
    Fault {
        file: String::from(file),
        position: None,
        path: String::new(),
        code: ErrorCode::MalformedInput,
        message: format!("line {line} is not UTF-8: save the file as text in UTF-8"),
    }
}

pub(crate) fn judge_sources(
    sources: Vec<Result<Source<'_>, Vec<Fault>>>,
    categories: &Categories,
    carriers: &Carriers,
) -> Vec<Judged> {
    let mut judged: Vec<Judged> = sources
        .iter()
        .map(|source| {
            let read = source.as_ref().map_err(Clone::clone);
            match read.and_then(|source| source.read(|node| Programme::read(node, categories))) {
                Ok(programme) => Judged { programme: Some(programme), faults: Vec::new() },
                Err(faults) => Judged { programme: None, faults },
            }
        })
        .collect();
    // Those that can be read, and the place of each among all.
    let readable = judged.iter().enumerate().filter_map(|(place, one)| Some((place, one.programme.clone()?)));
    let (places, programmes): (Vec<usize>, Vec<Programme>) = readable.unzip();
    let together = Tariff {
        programmes,
        categories: categories.clone(),
        carriers: carriers.clone(),
        taxes: PremiumTaxes::default(),
    };
    let mut between: Vec<Vec<FieldError>> = sources.iter().map(|_| Vec::new()).collect();
    for mut fault in together.contradictions() {
        if let Some((index, path)) = of_programme(&fault.path) {
            let place = places[index];
            fault.path = String::from(path);
            between[place].push(fault);
        }
    }
    for ((judged, source), overlaps) in judged.iter_mut().zip(&sources).zip(between) {
        if let Ok(source) = source {
            let mut faults = carriers.unknown_in(&source.node);
            faults.extend(overlaps);
            judged.faults.extend(source.locate(faults));
            judged.faults.sort_by_key(|fault| fault.position);
        }
    }
    judged
}

/// The programme that a path between programmes leads into, and the path within it: `programmes[3].valid`.
fn of_programme(path: &str) -> Option<(usize, &str)> {
    let (index, rest) = path.strip_prefix("programmes[")?.split_once(']')?;
    Some((index.parse().ok()?, rest.strip_prefix('.').unwrap_or(rest)))
}
