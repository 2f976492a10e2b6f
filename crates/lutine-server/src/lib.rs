//! The backend: axum over the use cases of `lutine-booking`.
//!
//! `routes` are what is answered, `layers` what is around it, `problem` all that can be wrong; `idempotent` answers a request once, `openapi` says of the routes what they take
//! and answer, and `pages` tells people. `app` puts the parts together, `auth` knows who calls, `sellers` for whom, `demo` is the
//! merchant to try it with. `world` holds the real clock and ids, `www` serves the demo shop and the widget, `origins` are
//! whose pages may show it. `batch` is the one way to answer a whole file, `batches` says how many at once; `lines`
//! cuts a body into lines, `imports` books what was kept of a table, `webhooks` tells merchants of events.
//!
//! Who gets in: `gate` is before every route that takes a key; `cors` looks at the page that calls, `rates` counts, `client` says
//! whom, `limits` how large a request may be, `silence` ends a body that does not come, and `oauth` gives tokens for keys.
//!
//! Running it: `listen` accepts connections and ends them well, `layers` is around every route (`observe`: log and figures;
//! `request_id`, `trace_context`), `metrics` names all figures, `measured` watches the insurer, `settling` is the reconciler's
//! turn, `operation` what they share.

mod app;
mod auth;
pub mod batch;
mod batches;
mod client;
mod cors;
mod demo;
mod gate;
mod idempotent;
mod imports;
mod input;
mod layers;
mod limits;
mod lines;
mod listen;
mod measured;
pub mod metrics;
mod oauth;
mod observe;
mod openapi;
mod operation;
mod origins;
mod pages;
mod pieces;
mod problem;
mod rates;
mod request_id;
mod routes;
mod seller;
mod sellers;
mod settling;
mod silence;
mod trace_context;
pub mod webhooks;
mod world;
mod www;

pub use app::{App, Settings, document, router, watching};
pub use batches::Batches;
pub use client::Proxies;
pub use demo::{DemoError, DemoKeys, close_demo, demo_account, open_demo};
pub use gate::Gate;
pub use imports::{keep_importing, work as import_some};
pub use listen::serve;
pub use measured::Measured;
pub use observe::REQUESTS;
pub use operation::{Figures, Operation};
pub use origins::{NoOrigin, Origins};
pub use problem::{Excess, Kind, Problem};
pub use rates::{PerMinute, Rates};
pub use seller::{Seller, SellerError};
pub use sellers::Sellers;
pub use settling::keep_settling;
pub use world::{SystemClock, TimeIds};

/// A request makes and drops some hundred small texts, on whatever thread it is: the system's allocator has its threads wait for
/// one another.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;
