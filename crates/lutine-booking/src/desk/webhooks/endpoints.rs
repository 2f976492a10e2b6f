//! Endpoints that are there: read, changed, removed, tested.

use super::WebhookError;
use crate::desk::Desk;
use crate::event::Event;
use crate::merchant::Merchant;
use crate::ports::{EndpointChange, StoreError, Telling};
use crate::webhook::{ChangeRequest, Endpoint};

impl Desk {
    /// One endpoint of a merchant.
    ///
    /// # Errors
    /// Where there is none, or the store fails.
    pub async fn endpoint(&self, merchant: &Merchant, id: &str) -> Result<Endpoint, WebhookError> {
        self.store.endpoint(&merchant.id, id).await?.ok_or(WebhookError::NotFound)
    }

    /// A merchant's endpoints, the oldest first.
    ///
    /// # Errors
    /// Where the store fails.
    pub async fn endpoints(&self, merchant: &Merchant) -> Result<Vec<Endpoint>, StoreError> {
        self.store.endpoints(&merchant.id).await
    }

    /// Changes an endpoint.
    ///
    /// # Errors
    /// Where there is none, or no message may go where it is to be, or the store fails.
    pub async fn change_endpoint(
        &self,
        merchant: &Merchant,
        id: &str,
        to: ChangeRequest,
    ) -> Result<Endpoint, WebhookError> {
        if let Some(address) = &to.address {
            self.sink.admits(address)?;
        }
        let change = EndpointChange {
            merchant: merchant.id.clone(),
            endpoint: id.to_owned(),
            to,
            at: self.clock.now(),
        };
        self.store.change_endpoint(&change).await?.ok_or(WebhookError::NotFound)
    }

    /// Removes an endpoint.
    ///
    /// # Errors
    /// Where there is none, or the store fails.
    pub async fn delete_endpoint(&self, merchant: &Merchant, id: &str) -> Result<(), WebhookError> {
        self.store.delete_endpoint(&merchant.id, id).await?.ok_or(WebhookError::NotFound)
    }

    /// Sends an endpoint an event of no consequence, the way that every event goes.
    ///
    /// # Errors
    /// Where there is none, or it is told of nothing, or the store fails.
    pub async fn test_endpoint(
        &self,
        merchant: &Merchant,
        endpoint: &str,
        event: String,
    ) -> Result<Event, WebhookError> {
        let event = Event::of_test(event, &merchant.id, endpoint, self.clock.now());
        match self.store.tell_endpoint(&event).await? {
            Telling::Told(event) => Ok(event),
            Telling::Disabled => Err(WebhookError::NotEnabled),
            Telling::NotFound => Err(WebhookError::NotFound),
        }
    }
}
