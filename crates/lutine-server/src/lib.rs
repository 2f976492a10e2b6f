//! The backend: axum over the use cases of `lutine-booking`.
//!
//! Only `routes` and `problem` know HTTP; `idempotent` answers a request once. `app` puts the parts together, `auth` knows who calls, `world` holds the
//! real clock and ids, `www` serves the demo shop and the widget, `embedders`
//! are those who may frame it. `batch` is the one way to answer a whole file, `webhooks` tells merchants of events.

mod app;
mod auth;
pub mod batch;
mod demo;
mod embedders;
mod idempotent;
mod input;
mod problem;
mod routes;
pub mod webhooks;
mod world;
mod www;

pub use app::{App, Settings, router};
pub use demo::{DemoError, DemoMerchant, demo_merchant};
pub use embedders::{Embedders, NoOrigin};
pub use problem::Problem;
pub use world::{SystemClock, TimeIds};
