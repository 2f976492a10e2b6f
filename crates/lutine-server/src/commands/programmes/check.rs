//! `lutine programmes check`: a merchant's own files, every fault shown where it stands.

use std::path::PathBuf;
use std::process::ExitCode;

use lutine_programmes::{Fault, Judged, is_assumed, judge, shipped};

use crate::commands::CommandError;
use crate::commands::terminal::{self, BOLD, DIM, GREEN, RED, YELLOW, counted};

#[derive(clap::Args)]
pub(super) struct Check {
    /// Programme files as TOML; they are also checked together
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
}

impl Check {
    pub(super) fn run(self) -> Result<ExitCode, CommandError> {
        let (mut files, mut missed) = (Vec::new(), Vec::new());
        for path in self.files {
            match std::fs::read(&path) {
                Ok(content) => files.push((path.display().to_string(), content)),
                Err(error) => missed.push(CommandError::File { path, error }),
            }
        }
        let checked = check(&files)?;
        // Those that can be read are shown first, and only then why the others are not among them.
        missed.sort_by_key(|error| error.exit_code() == ExitCode::from(2));
        let Some(last) = missed.pop() else { return Ok(checked) };
        for error in &missed {
            eprintln!("lutine: {error}");
        }
        Err(last)
    }
}

/// Judges the files and shows what came of each.
fn check(files: &[(String, Vec<u8>)]) -> Result<ExitCode, CommandError> {
    if files.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    let tariff = shipped()?;
    let judged = judge(files, &tariff.categories, &tariff.carriers);
    let mut shown = String::new();
    for ((file, content), judged) in files.iter().zip(&judged) {
        let text = String::from_utf8_lossy(content);
        for fault in &judged.faults {
            shown += &excerpt(fault, &text);
        }
        shown += &good(file, judged);
    }
    if !shown.ends_with("\n\n") {
        shown.push('\n');
    }
    terminal::show(&(shown + &summary(&judged)))?;
    let faulty = judged.iter().any(|judged| !judged.faults.is_empty());
    Ok(if faulty { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// The fault, and the line that it stands on with what is meant underlined.
fn excerpt(fault: &Fault, text: &str) -> String {
    let Some(position) = fault.position else { return format!("{fault}\n\n") };
    let place = format!("{}:{}", fault.file, position.line);
    let path = if fault.path.is_empty() { String::new() } else { format!(" {}:", fault.path) };
    let (message, code) = (&fault.message, fault.code.as_str());
    let line = text.lines().nth(position.line - 1).unwrap_or_default();
    // Whatever width a tab has, it has it below as well.
    let before: String = line
        .chars()
        .chain(std::iter::repeat(' '))
        .take(position.column - 1)
        .map(|letter| if letter == '\t' { '\t' } else { ' ' })
        .collect();
    let number = position.line.to_string();
    let margin = " ".repeat(number.len());
    let carets = "^".repeat(position.width);
    format!(
        "{BOLD}{place}:{BOLD:#}{path} {RED}{message}{RED:#} {DIM}({code}){DIM:#}\n\
         {DIM}{margin} |{DIM:#}\n\
         {DIM}{number} |{DIM:#} {line}\n\
         {DIM}{margin} |{DIM:#} {before}{RED}{carets}{RED:#}\n\n"
    )
}

/// A line for a file without faults: what it holds, and how much of that is assumed.
fn good(file: &str, judged: &Judged) -> String {
    let Some(programme) = judged.programme.as_ref().filter(|_| judged.faults.is_empty()) else {
        return String::new();
    };
    let assumed = programme.source.iter().filter(|source| is_assumed(source)).count();
    let sources = counted(programme.source.len(), "source");
    let assumed = match assumed {
        0 => format!("{sources}, nothing assumed"),
        _ => format!("{sources}, {YELLOW}{assumed} assumed{YELLOW:#}"),
    };
    format!("{GREEN}ok{GREEN:#} {BOLD}{file}{BOLD:#}: {} {}, {assumed}\n", programme.id, programme.revision)
}

fn summary(judged: &[Judged]) -> String {
    let faults: usize = judged.iter().map(|judged| judged.faults.len()).sum();
    let faulty = judged.iter().filter(|judged| !judged.faults.is_empty()).count();
    let files = counted(judged.len(), "file");
    if faults == 0 {
        return format!("{GREEN}{files} checked, no faults{GREEN:#}\n");
    }
    format!("{RED}{} in {faulty} of {files}{RED:#}\n", counted(faults, "fault"))
}
