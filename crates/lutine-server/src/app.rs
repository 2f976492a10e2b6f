//! The parts of the backend, put together.

use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use axum::http::{HeaderName, Method};
use axum::routing::get;
use lutine_booking::Desk;
use tokio_util::task::TaskTracker;
use tower_http::cors::{Any, CorsLayer};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::batches::Batches;
use crate::demo::DemoMerchant;
use crate::problem::Problem;
use crate::routes::{bookings, config, contract, health, problems, quotes};
use crate::{openapi, www};

/// The largest body that is read, in bytes: a cart of some hundred lines.
const MAX_BODY: usize = 64 * 1024;

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
    pub demo: Arc<DemoMerchant>,
    /// Who has a batch answered just now.
    pub batches: Batches,
    /// Bookings that go on although nobody waits for them any more.
    pub tasks: TaskTracker,
}

/// The whole server.
pub fn router(app: App, settings: &Settings) -> Router {
    let (api, plain) = (api().split_for_parts().0, plain().split_for_parts().0);
    let api = api
        .route("/v1", get(no_such_route).post(no_such_route))
        .route("/v1/", get(no_such_route).post(no_such_route))
        .route("/v1/{*rest}", get(no_such_route).post(no_such_route))
        .method_not_allowed_fallback(|| async { Problem::MethodNotAllowed })
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .with_state(app.clone());
    let all = api.merge(plain).layer(any_shop());
    match &settings.www {
        Some(folder) => all.merge(www::router(folder, app)),
        None => all.fallback(no_such_route),
    }
}

/// What is answered by key. A route is served because it is documented: there is no other way into this table.
fn api() -> OpenApiRouter<App> {
    OpenApiRouter::with_openapi(openapi::frame())
        .routes(routes!(config::read::handle))
        .routes(routes!(quotes::create::handle))
        .routes(routes!(quotes::batch::handle))
        .routes(routes!(quotes::read::handle))
        .routes(routes!(quotes::decline::handle))
        .routes(routes!(bookings::create::handle, bookings::list::handle))
        .routes(routes!(bookings::read::handle))
        .routes(routes!(bookings::confirm::handle))
        .routes(routes!(bookings::cancel::handle))
        .routes(routes!(bookings::amend::handle))
}

/// What is answered to anybody.
fn plain() -> OpenApiRouter {
    OpenApiRouter::default()
        .routes(routes!(health::live))
        .routes(routes!(problems::handle))
        .routes(routes!(contract::document))
        .routes(routes!(contract::reference))
        .routes(routes!(contract::style))
}

/// The document of the API, OpenAPI 3.1, from the routes. What the server gives out is `openapi.json`, which is this.
#[must_use]
pub fn document() -> serde_json::Value {
    let mut document = api().into_openapi();
    document.merge(plain().into_openapi());
    openapi::finish(document)
}

async fn no_such_route() -> Problem {
    Problem::NotFound
}

/// Shops call from their own origins. A key is no cookie: what it may do does not depend on where it comes from.
pub(crate) fn any_shop() -> CorsLayer {
    CorsLayer::new()
        .allow_origin(Any)
        .allow_methods([Method::GET, Method::POST])
        .allow_headers([AUTHORIZATION, CONTENT_TYPE, HeaderName::from_static("idempotency-key")])
        .expose_headers([HeaderName::from_static("idempotent-replayed")])
}
