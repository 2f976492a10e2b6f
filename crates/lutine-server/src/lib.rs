//! The backend: axum over the use cases of `lutine-booking`.
//!
//! Only `routes` and `problem` know HTTP; `idempotent` answers a request once, `openapi` says of the routes what they take
//! and answer, and `pages` tells people. `app` puts the parts together, `auth` knows who calls, `sellers` for whom, `demo` is the
//! merchant to try it with. `world` holds the real clock and ids, `www` serves the demo shop and the widget, `embedders` are
//! those who may frame it. `batch` is the one way to answer a whole file, `batches` says how many
//! at once; `lines` cuts a body into lines, `imports` books what was kept of a table.
//!
//! Running it: `listen` accepts connections and ends them well, `layers` is around every route (`observe`: log and figures;
//! `request_id`, `trace_context`), `metrics` names all figures, `measured` watches the insurer, `settling` is the reconciler's
//! turn, `operation` what they share.

mod app;
mod auth;
pub mod batch;
mod batches;
mod demo;
mod embedders;
mod idempotent;
mod imports;
mod input;
mod layers;
mod lines;
mod listen;
mod measured;
pub mod metrics;
mod observe;
mod openapi;
mod operation;
mod pages;
mod problem;
mod request_id;
mod routes;
mod seller;
mod sellers;
mod settling;
mod trace_context;
mod world;
mod www;

pub use app::{App, Settings, document, router, watching};
pub use batches::Batches;
pub use demo::{DemoError, DemoKeys, close_demo, demo_account, open_demo};
pub use embedders::{Embedders, NoOrigin};
pub use imports::{keep_importing, work as import_some};
pub use listen::serve;
pub use measured::Measured;
pub use observe::REQUESTS;
pub use operation::{Figures, Operation};
pub use problem::{Kind, Problem};
pub use seller::{Seller, SellerError};
pub use sellers::Sellers;
pub use settling::keep_settling;
pub use world::{SystemClock, TimeIds};
