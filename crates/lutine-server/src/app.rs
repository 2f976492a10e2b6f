//! The parts of the backend, put together.

use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use axum::http::{HeaderName, Method};
use axum::routing::{get, post};
use lutine_booking::Desk;
use tokio_util::task::TaskTracker;
use tower_http::cors::{Any, CorsLayer};

use crate::demo::DemoMerchant;
use crate::problem::Problem;
use crate::routes::{bookings, config, events, health, quotes, webhook_endpoints};
use crate::www;

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
    /// Bookings that go on although nobody waits for them any more.
    pub tasks: TaskTracker,
}

/// The whole server.
pub fn router(app: App, settings: &Settings) -> Router {
    let api = Router::new()
        .route("/v1/config", get(config::read::handle))
        .route("/v1/quotes", post(quotes::create::handle))
        .route("/v1/quotes/{id}", get(quotes::read::handle))
        .route("/v1/quotes/{id}/decline", post(quotes::decline::handle))
        .route("/v1/bookings", post(bookings::create::handle).get(bookings::list::handle))
        .route("/v1/bookings/{id}", get(bookings::read::handle))
        .route("/v1/bookings/{id}/confirm", post(bookings::confirm::handle))
        .route("/v1/bookings/{id}/cancel", post(bookings::cancel::handle))
        .route(
            "/v1/webhook-endpoints",
            post(webhook_endpoints::create::handle).get(webhook_endpoints::list::handle),
        )
        .route(
            "/v1/webhook-endpoints/{id}",
            get(webhook_endpoints::read::handle)
                .patch(webhook_endpoints::change::handle)
                .delete(webhook_endpoints::delete::handle),
        )
        .route("/v1/webhook-endpoints/{id}/rotate", post(webhook_endpoints::rotate::handle))
        .route("/v1/webhook-endpoints/{id}/test", post(webhook_endpoints::test::handle))
        .route("/v1/events", get(events::list::handle))
        .route("/v1/events/{id}", get(events::read::handle))
        .route("/v1/events/{id}/redeliver", post(events::redeliver::handle))
        .route("/v1", get(no_such_route).post(no_such_route))
        .route("/v1/", get(no_such_route).post(no_such_route))
        .route("/v1/{*rest}", get(no_such_route).post(no_such_route))
        .method_not_allowed_fallback(|| async { Problem::MethodNotAllowed })
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .with_state(app.clone());
    let plain =
        Router::new().route("/livez", get(health::live)).route("/problems/{slug}", get(crate::problem::page));
    let all = api.merge(plain).layer(any_shop());
    match &settings.www {
        Some(folder) => all.merge(www::router(folder, app)),
        None => all.fallback(no_such_route),
    }
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
