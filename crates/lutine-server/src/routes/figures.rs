//! GET /metrics: the figures, as Prometheus reads them.
//!
//! They tell how much business there is. Without an address of their own they are shown beside the API, but only to programs
//! of this machine: a request that came through a proxy says so in its headers or by the name that it asks for.

use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, Request, State};
use axum::http::HeaderMap;
use axum::http::header::{CONTENT_TYPE, FORWARDED, HOST, VIA};
use axum::http::uri::Authority;
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::openapi::Problems;
use crate::operation::Figures;
use crate::problem::Problem;
use crate::problem::kinds::NotFound;

const TEXT: &str = "text/plain; version=0.0.4; charset=utf-8";

/// On the address of the API: 404 for whoever is not to see them.
#[utoipa::path(
    get,
    path = "/metrics",
    operation_id = "readMetrics",
    summary = "Read the figures",
    description = "The figures as Prometheus reads them; to programs of the same machine alone, or on an address of their own.",
    tag = "operation",
    responses(
        (status = 200, description = "The figures.", body = String, content_type = "text/plain"),
        Problems<(NotFound,)>,
    ),
)]
pub(crate) async fn beside(State(app): State<App>, request: Request) -> Response {
    if app.operation.figures == Figures::ToThisMachine && is_of_this_machine(&request) {
        return shown(&app);
    }
    Problem::NotFound.into_response()
}

/// On an address of their own.
pub(crate) async fn apart(State(app): State<App>) -> Response {
    shown(&app)
}

fn shown(app: &App) -> Response {
    ([(CONTENT_TYPE, TEXT)], app.operation.metrics.text()).into_response()
}

fn is_of_this_machine(request: &Request) -> bool {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    peer.is_some_and(|ConnectInfo(peer)| peer.ip().to_canonical().is_loopback())
        && !was_forwarded(request.headers())
        && asks_for_this_machine(request.headers())
}

fn was_forwarded(headers: &HeaderMap) -> bool {
    let is_of_proxy = |name: &str| name.starts_with("x-forwarded-") || name == "x-real-ip";
    headers.contains_key(FORWARDED)
        || headers.contains_key(VIA)
        || headers.keys().any(|name| is_of_proxy(name.as_str()))
}

fn asks_for_this_machine(headers: &HeaderMap) -> bool {
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    let Some(authority) = host.and_then(|host| host.parse::<Authority>().ok()) else { return false };
    let name = authority.host().trim_start_matches('[').trim_end_matches(']');
    name.eq_ignore_ascii_case("localhost") || name.parse().is_ok_and(|ip: IpAddr| ip.is_loopback())
}
