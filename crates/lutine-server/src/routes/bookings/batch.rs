//! POST /v1/bookings/batch: books lines while they arrive, each by itself, on the merchant's own account.

use std::convert::Infallible;
use std::pin::pin;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use futures_util::{StreamExt, stream};
use lutine_booking::{Booked, Booking, DirectRequest, Idempotency, fingerprint};
use serde::Serialize;
use utoipa::ToSchema;

use super::requests;
use super::view::View;
use super::{begun_under, status, to_its_end};
use crate::app::App;
use crate::auth::Caller;
use crate::input;
use crate::lines::{Line, Lines};
use crate::openapi::Problems;
use crate::openapi::parameters::IdempotencyKey;
use crate::openapi::problems::{Keyed, Reads};
use crate::pieces;
use crate::problem::kinds::{BatchesRunning, IdempotencyKeyMissing};
use crate::problem::{self, Problem};

/// How many lines are booked at once.
const AT_ONCE: usize = 16;

/// What became of a line: `booking` or `problem`.
#[derive(Serialize, ToSchema)]
#[schema(as = BatchBooking)]
pub(crate) struct Answered<'a> {
    /// The number of the line, from 1.
    line: u64,
    /// As the answer to the same line alone would have it.
    status: u16,
    /// The booking; where it was made before, as it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    booking: Option<View<'a>>,
    /// Why there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Object, required = false)]
    problem: Option<problem::Body<'a>>,
}

/// 200 with a line for each line, in their order. Whoever goes away leaves what is being booked to its end, and the rest undone.
#[utoipa::path(
    post,
    path = "/v1/bookings/batch",
    operation_id = "bookBatch",
    summary = "Book a batch",
    description = "Books one JSON object a line (`application/x-ndjson`), each by itself, on the merchant's own account: at once, \
        and on the merchant's consent, which is recorded with the programme's wording. A line names a signed quote, or a call of \
        which the first offer is taken. It is booked under its own `key`, or under the batch's `Idempotency-Key` and its number: \
        sent again, it is the booking that was made. The answer is a line for each line, `BatchBooking`, as they are done and in \
        their order. A line that cannot be booked says why, and the others go on. Many \
        are booked at once: of two for the same order and shipment one is refused, and not always the second. At most 100,000 lines, and 64 KiB a line.",
    tag = "bookings",
    params(IdempotencyKey),
    request_body(content = requests::DirectRequest, content_type = "application/x-ndjson"),
    responses(
        (status = 200, description = "What became of each line.", body = Answered, content_type = "application/x-ndjson"),
        Problems<(Keyed, Reads, IdempotencyKeyMissing, BatchesRunning)>,
    ),
    security(("secretKey" = [])),
)]
pub(crate) async fn handle(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    caller.may_read_all()?;
    if !input::is_ndjson(&headers) {
        return Err(Problem::UnsupportedMediaType);
    }
    let key = input::idempotency(&headers, "", b"")?.ok_or(Problem::IdempotencyKeyMissing)?.key;
    let running = app.operation.batches.begin(&caller.merchant().id).ok_or(Problem::BatchesRunning)?;
    let batch = Arc::new(Batch { app, caller, key });
    let lines = stream::unfold((Lines::of(body), running), async |(mut lines, running)| {
        let line = lines.next().await?;
        Some((line, (lines, running)))
    });
    let (pieces, receiver) = pieces::pieces::<Infallible>(batch.app.operation.answer_within);
    let tasks = batch.app.tasks.clone();
    let answers = lines
        .map(move |line| {
            let batch = Arc::clone(&batch);
            async move { batch.answer(line).await }
        })
        .buffered(AT_ONCE);
    tasks.spawn(async move {
        let mut answers = pin!(answers);
        loop {
            let answer = tokio::select! {
                answer = answers.next() => answer,
                () = pieces.unread() => return,
            };
            let Some(answer) = answer else { return pieces.end(Ok(())).await };
            if pieces.send(answer.into()).await.is_err() {
                return;
            }
        }
    });
    Ok(([(CONTENT_TYPE, "application/x-ndjson")], pieces::body(receiver)).into_response())
}

/// What all lines have in common.
struct Batch {
    app: App,
    caller: Caller,
    key: String,
}

impl Batch {
    /// What became of a line, as a line.
    async fn answer(&self, Line { number, text }: Line) -> String {
        let booked = match text {
            Ok(text) => self.book(number, &text).await,
            Err(broken) => Err(broken.into()),
        };
        let answered = match &booked {
            Ok((booking, known)) => Answered {
                line: number,
                status: status(booking, *known).as_u16(),
                booking: Some(View::of(&self.caller, booking)),
                problem: None,
            },
            Err(problem) => Answered {
                line: number,
                status: problem.kind().status().as_u16(),
                booking: None,
                problem: Some(problem.body()),
            },
        };
        let mut line = serde_json::to_string(&answered).unwrap_or_default();
        line.push('\n');
        line
    }

    async fn book(&self, number: u64, text: &[u8]) -> Result<(Booking, StatusCode), Problem> {
        let node = input::tree(text)?;
        let request = DirectRequest::read(&node).map_err(Problem::InvalidInput)?;
        let key = request.key.clone().unwrap_or_else(|| format!("{}/{number}", self.key));
        let body = String::from_utf8_lossy(text);
        let fingerprint = fingerprint(&format!("POST /v1/bookings/batch\n{body}"));
        let idempotency = Idempotency { key, fingerprint };
        let work = {
            let (app, seller) = (self.app.clone(), Arc::clone(self.caller.seller()));
            let idempotency = idempotency.clone();
            async move { app.desk.book_directly(&seller.merchant, request, &idempotency).await }
        };
        match to_its_end(&self.app, work).await? {
            Some(Booked::Now(booking)) => {
                self.app.operation.metrics.booking(booking.state.name());
                Ok((booking, StatusCode::CREATED))
            }
            Some(Booked::Before(booking)) => Ok((booking, StatusCode::OK)),
            None => {
                let begun = begun_under(&self.app, &self.caller, &idempotency).await?;
                Ok((begun, StatusCode::CREATED))
            }
        }
    }
}
