//! POST /v1/quotes/batch: prices a table of any length while it arrives. Prices only: nothing is signed and nothing kept.

mod stream;

use std::num::NonZeroUsize;
use std::sync::Arc;
use std::thread::available_parallelism;

use axum::body::Body;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, Response as Answered};
use axum::response::{IntoResponse, Response};
use lutine_core::{Date, Node, Tariff};
use serde::Deserialize;
use tokio::runtime::Handle;
use utoipa::IntoParams;

use self::stream::{Answers, Input, Limit};
use crate::app::App;
use crate::auth::Caller;
use crate::batch::rows::Rows;
use crate::batch::{self, BatchError, Format, Splitter};
use crate::input;
use crate::openapi::Problems;
use crate::openapi::problems::{Keyed, Reads};
use crate::pieces;
use crate::problem::Problem;
use crate::problem::kinds::BatchesRunning;
use crate::routes::invalid_query;
use crate::silence::fell_silent;

/// The query.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// Ask only this programme; without it a row has the first offer.
    #[param(nullable = false)]
    programme: Option<String>,
}

/// 200 with the answers as they are made. What is wrong with the beginning is a problem; what goes wrong later breaks off.
#[utoipa::path(
    post,
    path = "/v1/quotes/batch",
    operation_id = "quoteBatch",
    summary = "Price a batch",
    description = "Prices rows while they arrive and answers them in their order and their format: CSV (`text/csv`, with a header \
        row) or one JSON object a line (`application/x-ndjson`). A row is one parcel: `origin`, `destination`, `amount` and \
        `currency`; and, where known, `reference`, `carrier`, `content`, `category`, `signature`, `policyholder` (a country) and \
        `provider`. The answer adds `outcome` (`quoted`, `declined` or `invalid`), `programme`, `premium`, `tax`, `total` and \
        `reasons`. A line of JSON may also be a whole call, which is answered with a whole answer. The day and the rates are the \
        server's. A row that cannot be read says its line, and the others go on.\n\nThese are prices: nothing is signed or kept. \
        To book, ask for a quote, or book the rows themselves. At most 10,000,000 rows and 1 GiB; beyond that, and where the \
        input breaks off, so does the answer.",
    tag = "quotes",
    params(Asked),
    request_body(content((String = "text/csv"), (String = "application/x-ndjson"))),
    responses(
        (status = 200, description = "The rows with their answers.", content((String = "text/csv"), (String = "application/x-ndjson"))),
        Problems<(Keyed, Reads, BatchesRunning)>,
    ),
    security(("secretKey" = [])),
)]
pub(crate) async fn handle(
    State(app): State<App>,
    caller: Caller,
    query: Result<Query<Asked>, QueryRejection>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    caller.may_read_all()?;
    let Query(Asked { programme }) = query.map_err(|rejection| invalid_query(&rejection))?;
    let format = if input::is_csv(&headers) {
        Format::Csv
    } else if input::is_ndjson(&headers) {
        Format::Ndjson
    } else {
        return Err(Problem::UnsupportedMediaType);
    };
    let merchant = caller.merchant();
    input::sold_programme(programme.as_deref(), merchant)?;
    let as_of = app.desk.today().ok_or(Problem::Unavailable)?;
    let running = app.operation.batches.begin(&merchant.id).ok_or(Problem::BatchesRunning)?;
    let asked = Batch {
        tariff: merchant.tariff.clone(),
        as_of,
        exchange_rates: merchant.rates().unwrap_or(Node::Null),
        programme,
        format,
    };
    let (pieces, receiver) = pieces::pieces(app.operation.answer_within);
    let (pieces, runtime) = (Arc::new(pieces), Handle::current());
    let input = Input::new(body, Arc::clone(&pieces), runtime.clone());
    // Off the threads that answer everybody else: this reads, reckons and writes until it is done or nobody listens.
    app.tasks.spawn_blocking(move || {
        let _running = running;
        let outcome = asked.answer(input, Answers::to(Arc::clone(&pieces), runtime.clone()));
        runtime.block_on(pieces.end(outcome));
    });
    let body = pieces::begun(receiver).await.map_err(problem)?;
    let answered = Answered::builder().header(CONTENT_TYPE, media_type(format));
    Ok(answered.body(body).map_err(|_| Problem::Unavailable)?.into_response())
}

/// What a batch is asked of.
struct Batch {
    tariff: Tariff,
    as_of: Date,
    exchange_rates: Node,
    programme: Option<String>,
    format: Format,
}

impl Batch {
    fn answer(self, input: Input, answers: Answers) -> Result<(), BatchError> {
        let rows_read = input.rows();
        let mut input = Splitter::new(input, self.format)?;
        let header = match self.format {
            Format::Csv => input.header()?,
            Format::Ndjson => Vec::new(),
        };
        let Self { tariff, as_of, exchange_rates, programme, format } = self;
        let rows = Rows::on_the_servers_day(tariff, as_of, exchange_rates, programme, format, &header)?;
        let mut answers = answers.behind(batch::Rows::header(&rows).len());
        let threads = available_parallelism().unwrap_or(NonZeroUsize::MIN);
        batch::run(&rows, input, &mut answers, threads, &|_, counts| rows_read.store(counts.rows))?;
        Ok(())
    }
}

const fn media_type(format: Format) -> &'static str {
    match format {
        Format::Csv => "text/csv",
        Format::Ndjson => "application/x-ndjson",
    }
}

/// What is wrong with a batch whose answer has not begun.
fn problem(error: BatchError) -> Problem {
    match &error {
        BatchError::Read(broken) if broken.get_ref().is_some_and(|inner| inner.is::<Limit>()) => {
            Problem::PayloadTooLarge
        }
        BatchError::Read(broken) if fell_silent(broken) => Problem::TimedOut,
        BatchError::Read(_) => Problem::malformed("the body broke off"),
        error => Problem::malformed(&error.to_string()),
    }
}
