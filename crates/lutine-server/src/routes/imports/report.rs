//! GET /v1/imports/{id}/report: every row of an import and what became of it, as a table.

use std::io;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use lutine_booking::{ReportRow, RowPage, Rows, Store};

use super::view::outcome;
use crate::app::App;
use crate::auth::Caller;
use crate::input::Id;
use crate::openapi::Problems;
use crate::openapi::parameters::IdInPath;
use crate::openapi::problems::Keyed;
use crate::problem::Problem;
use crate::problem::kinds::NotFound;

/// How many rows are read at once.
const PAGE: u32 = 500;
const COLUMNS: [&str; 7] = ["line", "outcome", "booking", "policy", "total", "currency", "reasons"];

/// 200 with the table, while it is read.
#[utoipa::path(
    get,
    path = "/v1/imports/{id}/report",
    operation_id = "reportImport",
    summary = "Report an import",
    description = "Every row of an import in its order and what became of it, as a table with a header row: `line` (of the table \
        that was sent), `outcome` (`waiting`, `booked`, `refused` or `failed`), `booking`, `policy` (with a space between two), \
        `total`, `currency` and `reasons`.",
    tag = "imports",
    params(IdInPath),
    responses(
        (status = 200, description = "The table.", body = String, content_type = "text/csv", headers(("content-disposition" = String, description = "A name for the file."))),
        Problems<(Keyed, NotFound)>,
    ),
    security(("secretKey" = [])),
)]
pub(crate) async fn handle(State(app): State<App>, caller: Caller, Id(id): Id) -> Result<Response, Problem> {
    caller.may_read_all()?;
    let store = Arc::clone(&app.desk.store);
    let (import, _) = store.import(&caller.merchant().id, &id).await?.ok_or(Problem::NotFound)?;
    let name = format!("attachment; filename=\"{}.csv\"", import.id);
    let from = Some(Place { store, import: import.id, after: None });
    let pages = stream::unfold(from, async |place| place?.next().await);
    let headers = [(CONTENT_TYPE, "text/csv".to_owned()), (CONTENT_DISPOSITION, name)];
    Ok((headers, Body::from_stream(pages)).into_response())
}

/// Where in a report one is.
struct Place {
    store: Arc<dyn Store>,
    import: String,
    /// The last line that was told; `None` before the header row.
    after: Option<u64>,
}

impl Place {
    /// The next part of the table, and the place behind it; a fault breaks it off, so that nobody takes a part for the whole.
    async fn next(self) -> Option<(io::Result<Vec<u8>>, Option<Self>)> {
        let Some(after) = self.after else {
            let header = written([COLUMNS.map(str::to_owned)]);
            return Some((header, Some(Self { after: Some(0), ..self })));
        };
        let page = RowPage { limit: PAGE, after, of: Rows::All };
        let rows = match self.store.rows(&self.import, &page).await {
            Ok(rows) => rows,
            Err(error) => return Some((Err(io::Error::other(error)), None)),
        };
        let last = rows.last()?.row.line;
        Some((written(rows.iter().map(cells)), Some(Self { after: Some(last), ..self })))
    }
}

fn written(rows: impl IntoIterator<Item = [String; COLUMNS.len()]>) -> io::Result<Vec<u8>> {
    let mut table = csv::Writer::from_writer(Vec::new());
    for row in rows {
        table.write_record(row).map_err(io::Error::other)?;
    }
    table.into_inner().map_err(|error| io::Error::other(error.to_string()))
}

fn cells(ReportRow { row, booking }: &ReportRow) -> [String; COLUMNS.len()] {
    let (outcome, reasons) = outcome(row.end.as_ref());
    let policies = booking.iter().flat_map(|booking| booking.state.policies());
    let policies: Vec<&str> = policies.map(|policy| policy.number.as_str()).collect();
    let total = booking.as_ref().map(|booking| booking.total);
    [
        row.line.to_string(),
        outcome.name().to_owned(),
        booking.as_ref().map(|booking| booking.id.clone()).unwrap_or_default(),
        policies.join(" "),
        total.map(|total| total.amount()).unwrap_or_default(),
        total.map(|total| total.currency().code().to_owned()).unwrap_or_default(),
        reasons.to_owned(),
    ]
}
