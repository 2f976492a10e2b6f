//! The parts of the backend, put together.

use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::Method;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{get, post};
use lutine_booking::Desk;
use tokio_util::task::TaskTracker;
use tower_http::cors::{Any, CorsLayer};

use crate::gate::{self, Gate};
use crate::limits;
use crate::problem::Problem;
use crate::routes::{bookings, config, health, oauth, quotes};
use crate::sellers::Sellers;
use crate::www;

/// What can be set from outside.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The folder of the demo shop and the widget; without it only the API is served.
    pub www: Option<PathBuf>,
}

/// What every route can reach.
#[derive(Clone)]
pub struct App {
    /// The use cases.
    pub desk: Arc<Desk>,
    /// Who sells.
    pub sellers: Arc<Sellers>,
    /// Who gets in, and how often.
    pub gate: Arc<Gate>,
    /// Bookings that go on although nobody waits for them any more.
    pub tasks: TaskTracker,
}

/// The whole server.
pub fn router(app: App, settings: &Settings) -> Router {
    let api = by_key()
        .route("/v1", get(no_such_route).post(no_such_route))
        .route("/v1/", get(no_such_route).post(no_such_route))
        .route("/v1/{*rest}", get(no_such_route).post(no_such_route))
        .method_not_allowed_fallback(|| async { Problem::MethodNotAllowed })
        .layer(DefaultBodyLimit::max(limits::BODY))
        .layer(from_fn_with_state(app.clone(), gate::by_key))
        .with_state(app.clone());
    let tokens = Router::new()
        .route("/oauth/token", post(oauth::token::handle))
        .method_not_allowed_fallback(|| async { Problem::MethodNotAllowed })
        .layer(DefaultBodyLimit::max(limits::FORM))
        .layer(from_fn_with_state(app.clone(), gate::for_strangers))
        .with_state(app.clone());
    let plain =
        Router::new().route("/livez", get(health::live)).route("/problems/{slug}", get(crate::problem::page));
    let all = api.merge(tokens).merge(plain.layer(any_shop())).layer(from_fn(limits::head));
    match &settings.www {
        Some(folder) => all.merge(www::router(folder, app)),
        None => all.fallback(no_such_route),
    }
}

/// What is answered by key. The list of it is made with it, so that what holds for every route is tested on every route.
macro_rules! routes {
    ($($method:ident $path:literal => $handler:path;)*) => {
        fn by_key() -> Router<App> {
            Router::new()$(.route($path, $method($handler)))*
        }

        /// Every route that is answered by key: its method, in small letters, and its path.
        pub const ROUTES: &[(&str, &str)] = &[$((stringify!($method), $path)),*];
    };
}

routes! {
    get "/v1/config" => config::read::handle;
    post "/v1/quotes" => quotes::create::handle;
    get "/v1/quotes/{id}" => quotes::read::handle;
    post "/v1/quotes/{id}/decline" => quotes::decline::handle;
    post "/v1/bookings" => bookings::create::handle;
    get "/v1/bookings" => bookings::list::handle;
    get "/v1/bookings/{id}" => bookings::read::handle;
    post "/v1/bookings/{id}/confirm" => bookings::confirm::handle;
    post "/v1/bookings/{id}/cancel" => bookings::cancel::handle;
}

async fn no_such_route() -> Problem {
    Problem::NotFound
}

/// What is public is for every page: the widget's files, and what explains a problem.
pub(crate) fn any_shop() -> CorsLayer {
    CorsLayer::new().allow_origin(Any).allow_methods([Method::GET])
}
