//! Webhooks: where a merchant wants to be told of what happens, and how each telling goes.

mod address;
mod delivery;
mod endpoint;
mod message;
mod request;
mod secret;
mod wanted;

pub use address::{Address, NoAddress};
pub use delivery::{Delivery, DeliveryState, Leased, Next, Outcome, Reply, SCHEDULE, Tried, Unreachable};
pub use endpoint::{DisabledBy, Endpoint, EndpointState, FAILING_FOR, Health, MOST_ENDPOINTS};
pub use message::Message;
pub use request::{ChangeRequest, EndpointRequest, OVERLAP, RedeliverRequest, RotateRequest, Switch};
pub use secret::{MOST_SECRETS, SealedSecret, SigningSecret};
pub use wanted::Wanted;
