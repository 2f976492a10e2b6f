//! What is around the routes: limits, headers, ids, and the look at each request.

use axum::Router;
use axum::extract::{MatchedPath, Request, State};
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, X_CONTENT_TYPE_OPTIONS};
use axum::middleware::{Next, from_fn, from_fn_with_state, map_request};
use axum::response::Response;
use tower_http::request_id::{PropagateRequestIdLayer, SetRequestIdLayer};

use crate::app::App;
use crate::cors::Page;
use crate::limits;
use crate::observe::observe;
use crate::operation::Operation;
use crate::problem::Problem;
use crate::request_id::{RequestIds, only_decent};
use crate::silence::Patient;

/// The one answer to a key that may be kept: it is the same for every shopper.
const MAY_BE_KEPT: &str = "/v1/config";

/// Around what is answered by key, and where there are tokens for one. The last is the outermost.
pub(crate) fn of_api(routes: Router, app: &App) -> Router {
    routes.layer(from_fn_with_state(app.operation.clone(), in_time)).layer(from_fn(limits::head))
}

/// Around everything. The last is the outermost.
pub(crate) fn of_all(routes: Router, app: &App) -> Router {
    routes
        .layer(from_fn(careful))
        .layer(from_fn_with_state(app.operation.clone(), observe))
        .layer(PropagateRequestIdLayer::x_request_id())
        .layer(SetRequestIdLayer::x_request_id(RequestIds(app.desk.ids.clone())))
        .layer(map_request(only_decent_of))
}

async fn only_decent_of(request: Request) -> Request {
    only_decent(request)
}

/// Gives up an answer whose head takes too long, and a body that is silent for as long. What a booking has begun goes on: it is
/// a task of its own.
async fn in_time(State(operation): State<Operation>, request: Request, next: Next) -> Response {
    let within = operation.answer_within;
    let arrives_within = limits::arrival(&request);
    let request = request.map(|body| Patient::of(body, within));
    let answer = tokio::time::timeout(within + arrives_within, next.run(request));
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
