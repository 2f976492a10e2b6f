//! The merchant, who has endpoints, gives them new secrets, and has events told again.

use std::sync::Arc;

use lutine_booking::{
    Address, Desk, EndpointRequest, EventPage, Ids, OVERLAP, RedeliverRequest, SigningSecret, StoreError,
    Wanted,
};
use time::Duration;

use crate::receivers::{LEAVING, Receivers, STAYING};
use crate::replicas::Replicas;
use crate::shop::merchant;
use crate::world::World;

/// How often there is a new secret; fewer than are good at once, so that none is let go of.
const ROTATIONS: usize = 3;

/// The merchant.
#[derive(Clone)]
pub(crate) struct Owner {
    pub(crate) world: World,
    pub(crate) replicas: Replicas,
    pub(crate) receivers: Receivers,
}

impl Owner {
    /// Makes an endpoint, or two.
    pub(crate) async fn begin(self) {
        let endpoints = 1 + self.world.below(2);
        for (number, address) in [STAYING, LEAVING].into_iter().take(endpoints).enumerate() {
            let (id, address): (_, Address) = (endpoint(number), address.parse().unwrap());
            let ask = |desk: Arc<Desk>| {
                let (id, secret) = (id.clone(), self.secret());
                let request = EndpointRequest {
                    address: address.clone(),
                    description: String::new(),
                    wanted: Wanted::all(),
                };
                async move { desk.create_endpoint(merchant(), id, request, secret).await }
            };
            match self.replicas.insist("making an endpoint", ask).await {
                Ok(revealed) => self.receivers.verifies_with(&address, revealed.secret),
                Err(error) => self.world.is_wrong(format!("{id}: {error:?}")),
            }
        }
    }

    pub(crate) async fn live(self) {
        for _ in 0..self.world.below(ROTATIONS + 1) {
            for _ in 0..self.world.below(40) {
                self.world.turn().await;
            }
            if self.world.happens(500) {
                self.rotate().await;
            } else {
                self.redeliver().await;
            }
        }
    }

    /// Another secret for the endpoint that stays.
    async fn rotate(&self) {
        let id = self.world.fresh("secret");
        let overlap = if self.world.happens(500) { OVERLAP } else { Duration::ZERO };
        let ask = |desk: Arc<Desk>| {
            let (id, secret) = (id.clone(), self.secret());
            async move { desk.rotate_secret(merchant(), &endpoint(0), id, secret, overlap).await }
        };
        match self.replicas.insist("rotating", ask).await {
            Ok(revealed) => self.receivers.verifies_with(&revealed.endpoint.address, revealed.secret),
            Err(error) => self.world.is_wrong(format!("rotating: {error:?}")),
        }
    }

    /// Some event once more.
    async fn redeliver(&self) {
        let page = EventPage { limit: 100, after: None, kind: None, subject: None };
        let ask = |desk: Arc<Desk>| {
            let page = page.clone();
            async move { desk.events(merchant(), &page).await }
        };
        let events: Result<_, StoreError> = self.replicas.insist("listing events", ask).await;
        let events = events.unwrap();
        if events.is_empty() {
            return;
        }
        let id = events[self.world.below(events.len())].id.clone();
        let ask = |desk: Arc<Desk>| {
            let (id, request) = (id.clone(), RedeliverRequest { endpoint: None });
            async move { desk.redeliver(merchant(), &id, request).await }
        };
        if let Err(error) = self.replicas.insist("having an event told again", ask).await {
            self.world.is_wrong(format!("telling {id} again: {error:?}"));
        }
    }

    fn secret(&self) -> SigningSecret {
        SigningSecret::new([(); 32].map(|()| u8::try_from(self.world.below(256)).unwrap()))
    }
}

/// The id of the merchant's first endpoint, or the second.
fn endpoint(number: usize) -> String {
    format!("endpoint_{number}")
}
