//! What is seen of each request: one span around it, one line in the log, one figure. Nothing that a caller can choose freely
//! is in them but decent ids: the route is its template, never the path, for ids of bookings and keys stand there.

use std::time::Duration;

use axum::extract::{MatchedPath, Request};
use axum::http::header::CONNECTION;
use axum::http::{HeaderValue, Method, StatusCode};
use axum::response::Response;
use tokio::time::Instant;
use tower_http::request_id::RequestId;
use tracing::field::Empty;
use tracing::{Instrument, Span};

use crate::operation::Operation;
use crate::problem::Kind;
use crate::trace_context::TraceId;

/// The route of whatever has none: files, and what is not there.
const NO_ROUTE: &str = "(file)";

/// The target of the line of each request, for who wants to filter by it.
pub const REQUESTS: &str = "lutine::request";

/// A request that is being answered. It is counted when it is dropped, for its caller may go away at any time.
pub(crate) struct Seen {
    operation: Operation,
    method: &'static str,
    route: String,
    request_id: String,
    trace_id: Option<String>,
    span: Span,
    since: Instant,
    answer: Option<(StatusCode, Option<Kind>)>,
}

impl Seen {
    pub(crate) fn of(operation: Operation, request: &Request) -> Self {
        let method = known(request.method());
        let route = request.extensions().get::<MatchedPath>();
        let route = route.map_or(NO_ROUTE, MatchedPath::as_str).to_owned();
        let request_id = request.extensions().get::<RequestId>();
        let request_id = request_id.and_then(|id| id.header_value().to_str().ok()).unwrap_or_default();
        let request_id = request_id.to_owned();
        let trace_id = TraceId::of(request.headers()).map(|id| id.to_string());
        let span = tracing::info_span!(
            target: REQUESTS, "request",
            method, route, request_id, trace_id, status = Empty, problem = Empty, latency_ms = Empty,
        );
        Self { operation, method, route, request_id, trace_id, span, since: Instant::now(), answer: None }
    }

    /// Watches it being answered, within a span.
    pub(crate) async fn until(mut self, answer: impl Future<Output = Response>) -> Response {
        let mut response = answer.instrument(self.span.clone()).await;
        let problem = response.extensions().get::<Kind>().copied();
        self.answered(response.status(), problem);
        if self.operation.stopping.is_cancelled() {
            // Whoever comes back comes to a server that stays.
            response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
        }
        response
    }

    fn answered(&mut self, status: StatusCode, problem: Option<Kind>) {
        if problem == Some(Kind::Unavailable) {
            self.operation.metrics.store_failed();
        }
        self.answer = Some((status, problem));
    }

    /// Whether it is asked so often, or so many at once, that nobody wants to read it.
    fn is_chatter(&self) -> bool {
        matches!(self.route.as_str(), NO_ROUTE | "/livez" | "/readyz" | "/metrics")
    }
}

impl Drop for Seen {
    fn drop(&mut self) {
        let Self { operation, method, route, request_id, trace_id, span, .. } = &*self;
        let took = self.since.elapsed();
        let latency_ms = milliseconds(took);
        let status = self.answer.map(|(status, _)| status.as_u16());
        let problem = self.answer.and_then(|(_, problem)| problem).map(Kind::code);
        let label = self.answer.map(|(status, _)| status);
        operation.metrics.request(route, method, label.as_ref().map_or("gone", StatusCode::as_str), took);
        span.record("status", status).record("problem", problem).record("latency_ms", latency_ms);
        // An event's level is fixed where it is written. It says all itself, so that a line needs no span to be read.
        macro_rules! line {
            ($level:ident, $what:literal) => {
                tracing::$level!(
                    target: REQUESTS, parent: None,
                    method, route, status, latency_ms, problem, request_id, trace_id, $what
                )
            };
        }
        match status {
            _ if self.is_chatter() => line!(debug, "answered"),
            None => line!(info, "the caller went away"),
            Some(500..) => line!(warn, "answered"),
            Some(_) => line!(info, "answered"),
        }
    }
}

/// With three decimals, for a log.
fn milliseconds(took: Duration) -> f64 {
    (took.as_secs_f64() * 1_000_000.0).round() / 1000.0
}

/// A method that there is; callers may invent others, and no label or log is theirs to fill.
fn known(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}
