//! Outbound adapters: one folder an insurer. Only an adapter knows how its insurer is spoken to.

mod sandbox;

pub use sandbox::Sandbox;
