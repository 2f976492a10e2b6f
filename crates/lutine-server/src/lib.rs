//! The backend: axum over the use cases of `lutine-booking`.
//!
//! Only `routes` and `problem` know HTTP; `idempotent` answers a request once. `app` puts the parts together, `auth` knows
//! who calls, `sellers` for whom, `demo` is the merchant to try it with. `world` holds the real clock and ids, `www` serves the
//! demo shop and the widget, `origins` are those who may frame it. `batch` is the one way to answer a whole file.

mod app;
mod auth;
pub mod batch;
mod client;
mod cors;
mod demo;
mod gate;
mod idempotent;
mod input;
mod limits;
mod oauth;
mod origins;
mod problem;
mod rates;
mod routes;
mod seller;
mod sellers;
mod world;
mod www;

pub use app::{App, ROUTES, Settings, router};
pub use client::Proxies;
pub use demo::{DemoError, DemoKeys, close_demo, demo_account, open_demo};
pub use gate::Gate;
pub use origins::{NoOrigin, Origins};
pub use problem::Problem;
pub use rates::{PerMinute, Rates};
pub use seller::{Seller, SellerError};
pub use sellers::Sellers;
pub use world::{SystemClock, TimeIds};
