//! Webhooks, on their way out: `delivering` sends what is due, `sink` posts it, and `guard` keeps it from going where a
//! merchant's address must never lead: into the network that the server stands in.

mod delivering;
mod guard;
mod names;
mod retry_after;
mod sink;

pub use delivering::keep_delivering;
pub use guard::{Guard, NoGuard, Reach};
pub use names::{Names, SystemNames};
pub use sink::{DEADLINE, HttpSink};
