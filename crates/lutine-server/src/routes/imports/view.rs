//! An import as it is answered.

use lutine_booking::{Import, ImportState, ReportRow, RowEnd, Tally};
use serde::Serialize;
use utoipa::ToSchema;

use crate::routes::rfc3339;

/// A table of shipments that is being booked, and how far that is.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Import)]
pub(crate) struct View<'a> {
    /// Its id.
    id: &'a str,
    state: State,
    /// The only programme that is asked, where one was named.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    programme: Option<&'a str>,
    /// All rows.
    rows: u64,
    /// Those that are booked.
    booked: u64,
    /// Those that no programme takes, or not the insurer, or that are insured already.
    refused: u64,
    /// Those that cannot be read.
    failed: u64,
    /// Those that wait for their turn, or for an insurer's answer.
    waiting: u64,
    /// How much of it is done.
    #[schema(maximum = 100)]
    percent: u64,
    /// The first rows that were refused or failed; the report has all.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    errors: Option<Vec<Bad<'a>>>,
    /// When it was kept.
    #[schema(format = DateTime)]
    created_at: String,
    /// When the last row came to its end.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime, nullable = false)]
    completed_at: Option<String>,
}

/// `running`: rows wait for their turn, or for an insurer's answer; `completed`: every row has its end.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
#[schema(as = ImportState)]
pub(crate) enum State {
    Running,
    Completed,
}

/// A row that is not booked.
#[derive(Serialize, ToSchema)]
#[schema(as = ImportError)]
pub(crate) struct Bad<'a> {
    /// The number of its first line in the table, from 1.
    line: u64,
    outcome: Outcome,
    /// The codes: of a refusal by programme, of a failure by column.
    reasons: &'a str,
}

/// `waiting`: for its turn or for the insurer; `booked`; `refused`: no programme takes it, or not the insurer, or it is insured
/// already; `failed`: it cannot be read.
#[derive(Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
#[schema(as = RowOutcome)]
pub(crate) enum Outcome {
    Waiting,
    Booked,
    Refused,
    Failed,
}

/// Imports, the latest first.
#[derive(Serialize, ToSchema)]
#[schema(as = ImportList)]
pub(crate) struct List<'a> {
    pub(super) data: Vec<View<'a>>,
    /// What `after` takes for the next part; absent where this is the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(super) next: Option<String>,
}

impl<'a> View<'a> {
    pub(super) fn of(import: &'a Import, tally: &Tally) -> Self {
        let (state, completed_at) = match import.state {
            ImportState::Running => (State::Running, None),
            ImportState::Completed { at } => (State::Completed, Some(rfc3339(at))),
        };
        Self {
            id: &import.id,
            state,
            programme: import.programme.as_deref(),
            rows: tally.rows,
            booked: tally.booked,
            refused: tally.refused,
            failed: tally.failed,
            waiting: tally.waiting(),
            percent: tally.percent(),
            errors: None,
            created_at: rfc3339(import.created_at),
            completed_at,
        }
    }

    /// With the first rows that are not booked.
    pub(super) fn with(self, bad: &'a [ReportRow]) -> Self {
        let bad = bad.iter().map(|ReportRow { row, .. }| {
            let (outcome, reasons) = outcome(row.end.as_ref());
            Bad { line: row.line, outcome, reasons }
        });
        Self { errors: Some(bad.collect()), ..self }
    }
}

impl Outcome {
    /// As it stands in reports.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Booked => "booked",
            Self::Refused => "refused",
            Self::Failed => "failed",
        }
    }
}

/// What became of a row, and why.
pub(super) fn outcome(end: Option<&RowEnd>) -> (Outcome, &str) {
    match end {
        None => (Outcome::Waiting, ""),
        Some(RowEnd::Booked { .. }) => (Outcome::Booked, ""),
        Some(RowEnd::Refused { reasons, .. }) => (Outcome::Refused, reasons),
        Some(RowEnd::Failed { reasons }) => (Outcome::Failed, reasons),
    }
}
