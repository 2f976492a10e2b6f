//! Webhooks: endpoints, and the deliveries of events to them.

mod attempts;
mod changes;
mod deliveries;
mod due;
mod endpoints;
mod secrets;

pub(super) use deliveries::fan_out;
