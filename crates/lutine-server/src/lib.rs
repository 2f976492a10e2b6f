//! The backend: axum over the use cases of `lutine-booking`.
//!
//! Only `routes` and `problem` know HTTP; `idempotent` answers a request once, `openapi` says of the routes what they take
//! and answer, and `pages` tells people. `app` puts the parts together, `auth` knows who calls, `world` holds the
//! real clock and ids, `www` serves the demo shop and the widget, `embedders`
//! are those who may frame it. `batch` is the one way to answer a whole file, `batches` says how many at once.

mod app;
mod auth;
pub mod batch;
mod batches;
mod demo;
mod embedders;
mod idempotent;
mod input;
mod openapi;
mod pages;
mod problem;
mod routes;
mod world;
mod www;

pub use app::{App, Settings, document, router};
pub use batches::Batches;
pub use demo::{DemoError, DemoMerchant, demo_merchant};
pub use embedders::{Embedders, NoOrigin};
pub use problem::{Kind, Problem};
pub use world::{SystemClock, TimeIds};
