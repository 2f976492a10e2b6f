//! What must have arrived at the merchant's receivers at the end: everything.

use std::collections::{BTreeMap, BTreeSet};

use lutine_booking::{
    Booking, Deliveries, DisabledBy, EndpointState, Endpoints, Event, EventPage, Events, Outcome,
};
use lutine_store::SqliteStore;

use crate::receivers::{Receiver, Receivers};
use crate::shop::MERCHANT;
use crate::world::World;

/// Writes down whatever is wrong.
pub(crate) async fn check(
    world: &World,
    store: &SqliteStore,
    receivers: &Receivers,
    bookings: &BTreeMap<String, Booking>,
) {
    let page = EventPage { limit: 10_000, after: None, kind: None, subject: None };
    let events = store.events(MERCHANT, &page).await.unwrap();
    let endpoints = store.endpoints(MERCHANT).await.unwrap();
    let receivers = receivers.all();
    if endpoints.is_empty() || endpoints.len() != receivers.len() {
        world.is_wrong(format!("{} endpoints, and {} receivers", endpoints.len(), receivers.len()));
    }
    for endpoint in &endpoints {
        let address = endpoint.address.to_string();
        let Some(receiver) = receivers.get(&address) else { continue };
        let disablings: Vec<_> = events.iter().filter(|event| event.subject == endpoint.id).collect();
        let is_ended = matches!(endpoint.state, EndpointState::Disabled { by: DisabledBy::Gone, .. });
        let as_it_should = if heard_that_it_is_gone(store, &events, &endpoint.id).await {
            is_ended && disablings.len() == 1
        } else {
            // Nobody need ever hear it, where the last answer is lost and nothing more is to be told.
            let well = endpoint.state == EndpointState::Enabled;
            (well || receiver.is_gone && endpoint.state.is_told()) && disablings.is_empty()
        };
        if !as_it_should {
            world.is_wrong(format!("{address} is {:?}, and told of by {disablings:?}", endpoint.state));
        }
        if !receiver.is_gone {
            all_arrived(world, &address, receiver, &events);
            without_a_gap(world, &address, receiver, bookings);
        }
    }
    let pending = store.backlog().await.unwrap().pending;
    if pending > 0 {
        world.is_wrong(format!("{pending} deliveries are on their way for ever"));
    }
}

/// Whether an attempt is recorded to which an endpoint said that there is nobody any more.
async fn heard_that_it_is_gone(store: &SqliteStore, events: &[Event], endpoint: &str) -> bool {
    for event in events {
        let deliveries = store.deliveries(MERCHANT, &event.id).await.unwrap();
        let tried = deliveries.iter().filter(|delivery| delivery.endpoint == endpoint);
        if tried.flat_map(|delivery| &delivery.tried).any(|tried| matches!(tried.outcome, Outcome::Gone(_))) {
            return true;
        }
    }
    false
}

/// Every event is there, under its own id, and nothing else is.
fn all_arrived(world: &World, address: &str, receiver: &Receiver, events: &[Event]) {
    let told: BTreeSet<_> = events.iter().map(|event| &event.id).collect();
    for event in events {
        let arrived = receiver.arrived.get(&event.id);
        let same = arrived.is_some_and(|arrived| {
            (&arrived.kind, &arrived.subject, arrived.sequence)
                == (&event.kind, &event.subject, event.sequence)
        });
        if !same {
            world.is_wrong(format!(
                "{} ({} {} of {}) came to {address} as {arrived:?}",
                event.id, event.kind, event.sequence, event.subject
            ));
        }
    }
    for id in receiver.arrived.keys().filter(|id| !told.contains(id)) {
        world.is_wrong(format!("{id} came to {address}, and never happened"));
    }
}

/// Of each booking the receiver has every change, and the last one is where the booking stands.
fn without_a_gap(world: &World, address: &str, receiver: &Receiver, bookings: &BTreeMap<String, Booking>) {
    for booking in bookings.values() {
        let of_it = receiver.arrived.values().filter(|arrived| arrived.subject == booking.id);
        let states: BTreeMap<_, _> =
            of_it.map(|arrived| (arrived.sequence, arrived.state.as_deref())).collect();
        if !states.keys().copied().eq(1..=booking.version) {
            world.is_wrong(format!(
                "{} is at version {}, and {address} has {:?}",
                booking.id,
                booking.version,
                states.keys()
            ));
        }
        if let Some((_, last)) = states.last_key_value()
            && *last != Some(booking.state.name())
        {
            world.is_wrong(format!("{} is {}, and {address} has {last:?}", booking.id, booking.state.name()));
        }
    }
}
