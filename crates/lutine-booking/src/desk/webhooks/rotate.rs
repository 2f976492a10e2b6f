//! Another secret. Those of before stay good for a while, so that a receiver that knows one of them goes on.

use time::Duration;

use super::{Revealed, WebhookError};
use crate::desk::Desk;
use crate::merchant::Merchant;
use crate::ports::Rotation;
use crate::webhook::{SealedSecret, SigningSecret};

impl Desk {
    /// Gives an endpoint a new secret. Given before under this id, it is what it was.
    ///
    /// # Errors
    /// Where there is no such endpoint, or the store fails.
    pub async fn rotate_secret(
        &self,
        merchant: &Merchant,
        endpoint: &str,
        id: String,
        secret: SigningSecret,
        overlap: Duration,
    ) -> Result<Revealed, WebhookError> {
        let now = self.clock.now();
        let rotation = Rotation {
            merchant: merchant.id.clone(),
            endpoint: endpoint.to_owned(),
            secret: SealedSecret::seal(&self.signer.sealer(), endpoint, id, &secret, now),
            others_until: now + overlap,
        };
        let endpoint = self.store.rotate_secret(&rotation).await?.ok_or(WebhookError::NotFound)?;
        self.reveal(endpoint)
    }
}
