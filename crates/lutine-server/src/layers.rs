//! What is around the routes: limits, headers, ids, and the look at each request.

use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, MatchedPath, Request, State};
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, X_CONTENT_TYPE_OPTIONS};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use tower::ServiceBuilder;
use tower_http::request_id::{PropagateRequestIdLayer, SetRequestIdLayer};

use crate::app::App;
use crate::cors::Page;
use crate::observe::Seen;
use crate::operation::Operation;
use crate::problem::Problem;
use crate::request_id::{RequestIds, only_decent};
use crate::silence::Patient;
use crate::{gate, limits};

/// The one answer to a key that may be kept: it is the same for every shopper.
const MAY_BE_KEPT: &str = "/v1/config";

// Each of these is one stack: a router boxes what it is given at once, and clones each box for every request.

/// Around what is answered by key.
pub(crate) fn of_api(routes: Router<App>, app: &App) -> Router<App> {
    let stack = ServiceBuilder::new()
        .layer(from_fn_with_state(app.clone(), by_key))
        .layer(DefaultBodyLimit::max(limits::BODY));
    routes.layer(stack)
}

/// Around where there are tokens for a key.
pub(crate) fn of_tokens(routes: Router<App>, app: &App) -> Router<App> {
    let stack = ServiceBuilder::new()
        .layer(from_fn_with_state(app.clone(), for_strangers))
        .layer(DefaultBodyLimit::max(limits::FORM));
    routes.layer(stack)
}

/// Around everything. The first is the outermost.
pub(crate) fn of_all(routes: Router, app: &App) -> Router {
    let stack = ServiceBuilder::new()
        .map_request(only_decent)
        .layer(SetRequestIdLayer::x_request_id(RequestIds(app.desk.ids.clone())))
        .layer(PropagateRequestIdLayer::x_request_id())
        .layer(from_fn_with_state(app.operation.clone(), observed));
    routes.layer(stack)
}

async fn by_key(State(app): State<App>, request: Request, next: Next) -> Response {
    in_time(app.operation.answer_within, request, |request| gate::by_key(app, request, next)).await
}

async fn for_strangers(State(app): State<App>, request: Request, next: Next) -> Response {
    in_time(app.operation.answer_within, request, |request| gate::for_strangers(app, request, next)).await
}

async fn observed(State(operation): State<Operation>, request: Request, next: Next) -> Response {
    Seen::of(operation, &request).until(careful(request, next)).await
}

/// Refuses a head that is too large, and gives up an answer whose head takes too long, and a body that is silent for as long.
/// What a booking has begun goes on: it is a task of its own.
async fn in_time<A>(within: Duration, request: Request, answer: impl FnOnce(Request) -> A) -> Response
where
    A: Future<Output = Response>,
{
    if limits::is_head_too_large(&request) {
        return Page::Unknown.told(Problem::HeadersTooLarge);
    }
    let arrives_within = limits::arrival(&request);
    let request = request.map(|body| Patient::of(body, within));
    let answer = tokio::time::timeout(within + arrives_within, answer(request));
    answer.await.unwrap_or_else(|_| Page::Unknown.told(Problem::TimedOut))
}

/// Nobody takes an answer for another kind of file, and none with somebody's business in it lies about.
async fn careful(request: Request, next: Next) -> Response {
    let may_be_kept =
        request.extensions().get::<MatchedPath>().is_some_and(|path| path.as_str() == MAY_BE_KEPT);
    let of_somebody = request.uri().path().starts_with("/v1") && !may_be_kept;
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.entry(X_CONTENT_TYPE_OPTIONS).or_insert(HeaderValue::from_static("nosniff"));
    if of_somebody {
        headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    }
    response
}
