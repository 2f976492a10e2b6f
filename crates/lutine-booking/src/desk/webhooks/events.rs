//! What happened, and how far it was told; and telling it again.

use super::WebhookError;
use crate::desk::Desk;
use crate::event::Event;
use crate::merchant::Merchant;
use crate::ports::{EventPage, Redelivery, StoreError};
use crate::webhook::{Delivery, RedeliverRequest};

impl Desk {
    /// A merchant's events, the latest first.
    ///
    /// # Errors
    /// Where the store fails.
    pub async fn events(&self, merchant: &Merchant, page: &EventPage) -> Result<Vec<Event>, StoreError> {
        self.store.events(&merchant.id, page).await
    }

    /// One event of a merchant, and its deliveries.
    ///
    /// # Errors
    /// Where there is none, or the store fails.
    pub async fn event(&self, merchant: &Merchant, id: &str) -> Result<(Event, Vec<Delivery>), WebhookError> {
        let event = self.store.event(&merchant.id, id).await?.ok_or(WebhookError::NotFound)?;
        Ok((event, self.store.deliveries(&merchant.id, id).await?))
    }

    /// Delivers an event again, from the start of the schedule: to one endpoint, whether or not it wanted it, or to all that
    /// were told of it.
    ///
    /// # Errors
    /// Where there is no such event or endpoint, or none that is enabled, or the store fails.
    pub async fn redeliver(
        &self,
        merchant: &Merchant,
        event: &str,
        request: RedeliverRequest,
    ) -> Result<(Event, Vec<Delivery>), WebhookError> {
        self.store.event(&merchant.id, event).await?.ok_or(WebhookError::NotFound)?;
        if let Some(endpoint) = &request.endpoint {
            self.endpoint(merchant, endpoint).await?;
        }
        let again = Redelivery {
            merchant: merchant.id.clone(),
            event: event.to_owned(),
            endpoint: request.endpoint,
            at: self.clock.now(),
        };
        if self.store.redeliver(&again).await? == 0 {
            return Err(WebhookError::NotEnabled);
        }
        self.event(merchant, event).await
    }
}
