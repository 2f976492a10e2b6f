//! POST /v1/quotes: a QuoteCall without `asOf` and `exchangeRates`, answered with signed offers.

use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use lutine_booking::{Answered, Quoted};

use crate::app::App;
use crate::auth::Caller;
use crate::input;
use crate::problem::Problem;
use crate::routes::mark_replayed;

/// 200 with the answer, also when every programme declines; 400 with every fault.
pub(crate) async fn handle(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Problem> {
    caller.may_sell()?;
    let (call, body) = input::json(&headers, body)?;
    let idempotency = input::idempotency(&headers, "POST /v1/quotes", &body)?;
    let quoted = app.desk.quote(app.merchant(), call, idempotency.as_ref()).await?;
    app.operation.metrics.quote(outcome(&quoted));
    match quoted {
        Quoted::Invalid(errors) => Err(Problem::InvalidInput(errors)),
        Quoted::KeyReused => Err(Problem::IdempotencyKeyReused),
        Quoted::Answered(Answered::Now(body)) => Ok(json(body)),
        Quoted::Answered(Answered::Before(body)) => {
            let mut response = json(body);
            mark_replayed(&mut response);
            Ok(response)
        }
    }
}

fn json(body: String) -> Response {
    ([(CONTENT_TYPE, "application/json")], body).into_response()
}

/// What came of a call, for the figures.
const fn outcome(quoted: &Quoted) -> &'static str {
    match quoted {
        Quoted::Invalid(_) => "invalid",
        Quoted::KeyReused => "key_reused",
        Quoted::Answered(Answered::Now(_)) => "quoted",
        Quoted::Answered(Answered::Before(_)) => "replayed",
    }
}
