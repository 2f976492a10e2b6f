//! The parts of the backend, put together.

use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::Method;
use axum::response::Redirect;
use axum::routing::{any, get};
use lutine_booking::{Desk, MAX_UPLOAD};
use tokio_util::task::TaskTracker;
use tower_http::compression::CompressionLayer;
use tower_http::cors::{Any, CorsLayer};
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouterExt};
use utoipa_axum::routes;

use crate::gate::Gate;
use crate::layers;
use crate::operation::Operation;
use crate::problem::Problem;
use crate::routes::{
    bookings, claims, config, contract, events, figures, health, imports, oauth, problems, quotes,
    webhook_endpoints,
};
use crate::sellers::Sellers;
use crate::{openapi, www};

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
    /// How it is run.
    pub operation: Operation,
}

/// The whole server.
#[expect(clippy::disallowed_methods, reason = "what is not there is not documented")]
pub fn router(app: App, settings: &Settings) -> Router {
    let (api, plain) = (api().split_for_parts().0, plain().split_for_parts().0);
    let api = api
        .route("/v1", any(no_such_route))
        .route("/v1/", any(no_such_route))
        .route("/v1/{*rest}", any(no_such_route))
        .method_not_allowed_fallback(no_such_method);
    let tokens = tokens().split_for_parts().0.method_not_allowed_fallback(no_such_method);
    let all = layers::of_api(api, &app)
        .merge(layers::of_tokens(tokens, &app))
        .with_state(app.clone())
        .merge(plain.method_not_allowed_fallback(no_such_method).layer(any_shop()));
    let all = ["/docs/", "/problems", "/problems/"]
        .into_iter()
        .fold(all, |all, beside| all.route(beside, get(to_the_docs)));
    let watched = probes().routes(routes!(figures::beside)).split_for_parts().0;
    let all = all.merge(watched.method_not_allowed_fallback(no_such_method).with_state(app.clone()));
    let all = match &settings.www {
        Some(folder) => all.merge(www::router(folder, app.clone())),
        None => all.fallback(no_such_route),
    };
    layers::of_all(all, &app)
}

/// What an address of its own for the figures answers.
#[expect(
    clippy::disallowed_methods,
    reason = "at this address the figures are as they are documented at the other"
)]
pub fn watching(app: App) -> Router {
    let probes = probes().split_for_parts().0.with_state(app.clone());
    let figures = Router::new().route("/metrics", get(figures::apart)).with_state(app.clone());
    layers::of_all(figures.merge(probes).fallback(no_such_route), &app)
}

/// For whoever starts servers and sends them requests.
fn probes() -> OpenApiRouter<App> {
    OpenApiRouter::default().routes(routes!(health::live)).routes(routes!(health::ready))
}

/// What is answered by key. A route is served because it is documented: there is no other way into this table.
fn api() -> OpenApiRouter<App> {
    OpenApiRouter::with_openapi(openapi::frame())
        // The one answer that every shopper waits for, and the largest.
        .routes(routes!(config::read::handle).layer(CompressionLayer::new()))
        .routes(routes!(quotes::create::handle))
        .routes(routes!(quotes::batch::handle))
        .routes(routes!(quotes::read::handle))
        .routes(routes!(quotes::decline::handle))
        .routes(routes!(bookings::create::handle, bookings::list::handle))
        .routes(routes!(bookings::read::handle))
        .routes(routes!(bookings::confirm::handle))
        .routes(routes!(bookings::cancel::handle))
        .routes(routes!(claims::create::handle, claims::list::handle))
        .routes(routes!(claims::read::handle))
        .routes(routes!(claims::withdraw::handle))
        .routes(routes!(claims::decide::handle))
        .routes(routes!(claims::evidence::add::handle).layer(DefaultBodyLimit::max(MAX_UPLOAD)))
        .routes(routes!(claims::evidence::read::handle))
        .routes(routes!(webhook_endpoints::create::handle, webhook_endpoints::list::handle))
        .routes(routes!(
            webhook_endpoints::read::handle,
            webhook_endpoints::change::handle,
            webhook_endpoints::delete::handle
        ))
        .routes(routes!(webhook_endpoints::rotate::handle))
        .routes(routes!(webhook_endpoints::test::handle))
        .routes(routes!(events::list::handle))
        .routes(routes!(events::read::handle))
        .routes(routes!(events::redeliver::handle))
        .routes(routes!(bookings::amend::handle))
        .routes(routes!(bookings::batch::handle))
        .routes(
            routes!(imports::create::handle, imports::list::handle)
                .layer(DefaultBodyLimit::max(imports::create::MAX_BODY)),
        )
        .routes(routes!(imports::read::handle))
        .routes(routes!(imports::report::handle))
}

/// Where a key is exchanged for a token.
fn tokens() -> OpenApiRouter<App> {
    OpenApiRouter::default().routes(routes!(oauth::token::handle))
}

/// What is answered to anybody.
fn plain() -> OpenApiRouter {
    OpenApiRouter::default()
        .routes(routes!(problems::handle))
        .routes(routes!(contract::document))
        .routes(routes!(contract::reference))
        .routes(routes!(contract::style))
}

/// The document of the API, OpenAPI 3.1, from the routes. What the server gives out is `openapi.json`, which is this.
#[must_use]
pub fn document() -> serde_json::Value {
    let mut document = api().into_openapi();
    document.merge(tokens().into_openapi());
    document.merge(plain().into_openapi());
    document.merge(probes().routes(routes!(figures::beside)).into_openapi());
    openapi::finish(document)
}

async fn no_such_route() -> Problem {
    Problem::NotFound
}

async fn no_such_method() -> Problem {
    Problem::MethodNotAllowed
}

async fn to_the_docs() -> Redirect {
    Redirect::permanent("/docs")
}

/// What is public is for every page: the widget's files, and what explains the API.
pub(crate) fn any_shop() -> CorsLayer {
    CorsLayer::new().allow_origin(Any).allow_methods([Method::GET])
}
