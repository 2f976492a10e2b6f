//! `--config`: a file's values stand where the defaults were, so that `--help` shows them and flags and environment come before
//! them.

use std::env::{args_os, var_os};
use std::ffi::{OsStr, OsString};
use std::fmt;
use std::path::{Path, PathBuf};

use clap::builder::Resettable;
use clap::error::{ContextKind, ContextValue};
use clap::{Arg, Command};
use lutine_core::nearest;
use toml::de::{DeTable, DeValue};

use crate::commands::CommandError;

/// Names the file, and so cannot stand in it.
const OPTION: &str = "config";

/// What a file says, and where.
#[derive(Debug, PartialEq, Eq)]
struct Said {
    option: String,
    value: String,
}

/// Something that a file should not say.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    line: usize,
    message: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "line {}: {}", self.line, self.message)
    }
}

/// The command line, as the file changes it that was named.
pub(crate) fn with_file(command: Command) -> Result<Command, CommandError> {
    let Some(path) = named(args_os().skip(1)) else { return Ok(command) };
    let text =
        std::fs::read_to_string(&path).map_err(|error| CommandError::File { path: path.clone(), error })?;
    let mut faults = Vec::new();
    let changed = command.mut_subcommand("serve", |serve| match read(&text, &serve) {
        Ok(said) => said.into_iter().fold(serve, instead_of_default),
        Err(found) => {
            faults = found;
            serve
        }
    });
    if faults.is_empty() { Ok(changed) } else { Err(CommandError::Config { path, faults }) }
}

/// The file that is named on the command line, or else by the environment. Its own values are needed before clap reads the rest.
fn named(mut words: impl Iterator<Item = OsString>) -> Option<PathBuf> {
    if words.next()? != "serve" {
        return None;
    }
    let mut words = words.take_while(|word| word != "--");
    while let Some(word) = words.next() {
        if word == "--config" {
            return words.next().map(PathBuf::from);
        }
        if let Some(path) = word.to_str().and_then(|word| word.strip_prefix("--config=")) {
            return Some(Path::new(path).into());
        }
    }
    var_os("LUTINE_CONFIG").filter(|path| !path.is_empty()).map(PathBuf::from)
}

fn instead_of_default(serve: Command, said: Said) -> Command {
    let Some(id) = with_name(&serve, &said.option).map(|option| option.get_id().clone()) else {
        return serve;
    };
    // A value that is a secret where it comes from the environment is one here as well.
    serve.mut_arg(id, |option| {
        let secret = option.is_hide_env_values_set();
        option.default_value(said.value).hide_default_value(secret)
    })
}

/// What a text says; or every fault.
fn read(text: &str, serve: &Command) -> Result<Vec<Said>, Vec<Fault>> {
    let line = |at: usize| text.get(..at).map_or(1, |before| before.matches('\n').count() + 1);
    let (table, errors) = DeTable::parse_recoverable(text);
    let of_error = |error: &toml::de::Error| Fault {
        line: line(error.span().map_or(0, |span| span.start)),
        message: error.message().to_owned(),
    };
    let mut faults: Vec<Fault> = errors.iter().map(of_error).collect();
    let mut said = Vec::new();
    for (key, value) in table.get_ref() {
        let option: &str = key.get_ref();
        match value_of(serve, option, value.get_ref()) {
            Ok(value) => said.push(Said { option: option.to_owned(), value }),
            Err(message) => faults.push(Fault { line: line(key.span().start), message }),
        }
    }
    faults.sort_by_key(|fault| fault.line);
    if faults.is_empty() { Ok(said) } else { Err(faults) }
}

/// The value of an option, where there is such an option and it takes it.
fn value_of(serve: &Command, option: &str, value: &DeValue<'_>) -> Result<String, String> {
    if with_name(serve, option).is_none() {
        let meant = nearest(option, names(serve));
        let meant = meant.map_or_else(String::new, |name| format!(": write `{name}`"));
        return Err(format!("there is no option `{option}`{meant}"));
    }
    let text = match value {
        DeValue::String(text) => text.to_string(),
        DeValue::Boolean(switch) => switch.to_string(),
        DeValue::Integer(number) => match i64::from_str_radix(number.as_str(), number.radix()) {
            Ok(number) => number.to_string(),
            Err(_) => return Err(format!("`{option}` is too large a number")),
        },
        _ => return Err(format!("`{option}` must be a text, a whole number, or `true` or `false`")),
    };
    match check(serve, option, &text) {
        Ok(()) => Ok(text),
        Err(error) => Err(format!("`{option}` cannot be this: {}", reason(&error))),
    }
}

/// Lets the option itself judge, as if it stood alone on a command line.
fn check(serve: &Command, option: &str, value: &str) -> Result<(), clap::Error> {
    let alone = serve.clone().mut_args(|option| option.env(Resettable::<clap::builder::OsStr>::Reset));
    let words = [OsStr::new("serve"), OsStr::new(&format!("--{option}={value}"))].map(OsStr::to_owned);
    alone.try_get_matches_from(words).map(drop)
}

/// What the option has against a value.
fn reason(error: &clap::Error) -> String {
    use std::error::Error;
    if let Some(ContextValue::Strings(known)) = error.get(ContextKind::ValidValue) {
        return format!(
            "it is one of {}",
            known.iter().map(|one| format!("`{one}`")).collect::<Vec<_>>().join(", ")
        );
    }
    if let Some(source) = error.source() {
        return source.to_string();
    }
    let text = error.to_string();
    text.lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned()
}

fn with_name<'c>(serve: &'c Command, name: &str) -> Option<&'c Arg> {
    serve.get_arguments().find(|option| option.get_long() == Some(name) && is_key(name))
}

/// The names that can stand in a file.
fn names(serve: &Command) -> impl Iterator<Item = &str> {
    serve.get_arguments().filter_map(Arg::get_long).filter(|name| is_key(name))
}

fn is_key(name: &str) -> bool {
    name != OPTION && name != "help"
}

#[cfg(test)]
mod tests;
