//! Whoever takes messages to where merchants want them.

use async_trait::async_trait;

use crate::webhook::{Address, Message, Outcome};

/// Posts messages. Each call has its own deadline inside; no redirect is followed.
#[async_trait]
pub trait Sink: Send + Sync {
    /// Whether messages may go to an address, by its looks. What its name stands for is looked at anew at each sending.
    fn admits(&self, address: &Address) -> Result<(), NotAdmitted>;

    /// Posts a message.
    async fn post(&self, message: &Message) -> Outcome;
}

/// Why no message goes to an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAdmitted {
    /// On its way everybody could read it.
    #[error("must begin with `https://`")]
    NotEncrypted,
    /// It is not on the public internet.
    #[error("must be on the public internet")]
    NotPublic,
}
