//! Delivering: what is due is taken for a while, posted outside of any transaction, and what became of it is recorded. Whoever
//! crashes between the two has it posted again, under the same id.

use time::Duration;

use crate::desk::Desk;
use crate::event::Event;
use crate::ports::{DeliveryAttempt, Lease, StoreError, Taken};
use crate::webhook::{Endpoint, Health, Leased, Message, Outcome, SigningSecret};

/// How long what is due is taken for. A sink's deadline must be well below.
pub const LEASE: Duration = Duration::seconds(60);

impl Desk {
    /// Some of the endpoints for which something is due.
    ///
    /// # Errors
    /// Where the store fails.
    pub async fn endpoints_due(&self) -> Result<Vec<String>, StoreError> {
        self.store.endpoints_due(self.clock.now()).await
    }

    /// Takes some of what is due for an endpoint; each of it is to be delivered.
    ///
    /// # Errors
    /// Where the store fails.
    pub async fn take_due(&self, endpoint: &str, limit: u32) -> Result<Option<Taken>, StoreError> {
        let now = self.clock.now();
        let lease = Lease { endpoint: endpoint.to_owned(), limit, now, until: now + LEASE };
        self.store.take_due(&lease).await
    }

    /// Posts what was taken, and records what became of it.
    ///
    /// # Errors
    /// Where the store fails. It is then posted again when the lease ends.
    pub async fn deliver(&self, endpoint: &Endpoint, delivery: Leased) -> Result<Outcome, StoreError> {
        let secrets = self.secrets(endpoint)?;
        let message = Message::of(&delivery.event, &endpoint.address, &secrets, self.clock.now());
        let outcome = self.sink.post(&message).await;
        let at = self.clock.now();
        let health = endpoint.after(&outcome, at);
        let attempt = DeliveryAttempt {
            next: delivery.after(&outcome, at),
            health,
            disabling: match health {
                Health::Over(by) => Some(Event::of_disabling(self.ids.fresh("event"), endpoint, by, at)),
                Health::Well | Health::Failing => None,
            },
            delivery,
            endpoint: endpoint.clone(),
            at,
            outcome,
        };
        self.store.record_attempt(&attempt).await?;
        tracing::debug!(
            event = attempt.delivery.event.id,
            endpoint = endpoint.id,
            outcome = attempt.outcome.name(),
            "tried to deliver an event"
        );
        Ok(attempt.outcome)
    }

    /// Delivers all that is due now, one after the other. Answers how many attempts were made.
    ///
    /// # Errors
    /// Where the store fails.
    pub async fn deliver_due(&self) -> Result<usize, StoreError> {
        let mut tried = 0;
        for endpoint in self.endpoints_due().await? {
            while let Some(taken) = self.take_due(&endpoint, 100).await? {
                for delivery in taken.deliveries {
                    self.deliver(&taken.endpoint, delivery).await?;
                    tried += 1;
                }
            }
        }
        Ok(tried)
    }

    /// Those that are good now. One that was sealed under another key opens no more, and leaves the others be.
    fn secrets(&self, endpoint: &Endpoint) -> Result<Vec<SigningSecret>, StoreError> {
        let (now, sealer) = (self.clock.now(), self.signer.sealer());
        let good = endpoint.secrets.iter().filter(|sealed| sealed.is_good(now));
        let opened: Vec<_> = good.filter_map(|sealed| sealed.open(&sealer, &endpoint.id)).collect();
        if opened.is_empty() {
            return Err(StoreError::Unreadable(format!("the secrets of endpoint {}", endpoint.id)));
        }
        Ok(opened)
    }
}
