//! A new endpoint.

use super::{Revealed, WebhookError};
use crate::desk::Desk;
use crate::merchant::Merchant;
use crate::ports::{Added, StoreError};
use crate::webhook::{Endpoint, EndpointRequest, EndpointState, SealedSecret, SigningSecret};

impl Desk {
    /// Makes an endpoint, with a secret made of what nobody can guess. Made before under this id, it and its secret are
    /// what they were.
    ///
    /// # Errors
    /// Where no message may go there, or there are too many, or the store fails.
    pub async fn create_endpoint(
        &self,
        merchant: &Merchant,
        id: String,
        request: EndpointRequest,
        secret: SigningSecret,
    ) -> Result<Revealed, WebhookError> {
        self.sink.admits(&request.address)?;
        let now = self.clock.now();
        let sealed = SealedSecret::seal(&self.signer.sealer(), &id, self.ids.fresh("secret"), &secret, now);
        let endpoint = Endpoint {
            id,
            merchant: merchant.id.clone(),
            address: request.address,
            description: request.description,
            wanted: request.wanted,
            state: EndpointState::Enabled,
            secrets: vec![sealed],
            created_at: now,
        };
        match self.store.add_endpoint(&endpoint).await? {
            Added::Added => Ok(Revealed { endpoint, secret }),
            Added::Before(endpoint) => self.reveal(*endpoint),
            Added::TooMany => Err(WebhookError::TooMany),
        }
    }

    /// An endpoint with its latest secret.
    pub(super) fn reveal(&self, endpoint: Endpoint) -> Result<Revealed, WebhookError> {
        let secret = endpoint
            .secrets
            .first()
            .and_then(|sealed| sealed.open(&self.signer.sealer(), &endpoint.id))
            .ok_or_else(|| StoreError::Unreadable(format!("the secret of endpoint {}", endpoint.id)))?;
        Ok(Revealed { endpoint, secret })
    }
}
