//! What must be true of claims at the end: each went its way step by step, and none stands on what is not covered.

use std::collections::{BTreeMap, BTreeSet};

use lutine_booking::{Booking, Claim, ClaimPage, ClaimState, Claims, EventPage, Events, State};
use lutine_core::Node;
use lutine_store::SqliteStore;

use crate::shop::{MERCHANT, VALUES};
use crate::world::World;

/// More than any world makes.
const ALL: u32 = 10_000;

/// A claim, and where each of its versions left it.
pub(crate) struct Story {
    pub(crate) claim: Claim,
    kinds: Vec<String>,
}

impl Story {
    /// Whether the claim stands so, or stood so and went on from there.
    pub(crate) fn stood(&self, then: &Claim) -> bool {
        let at = usize::try_from(then.version - 1).ok().and_then(|place| self.kinds.get(place));
        let went_on = self.claim.version > then.version && !is_final(&then.state);
        at.is_some_and(|at| at == then.state.status().name()) && (went_on || self.claim == *then)
    }
}

/// Writes down whatever is wrong; all claims, by their ids.
pub(crate) async fn check(
    world: &World,
    store: &SqliteStore,
    bookings: &BTreeMap<String, Booking>,
) -> BTreeMap<String, Story> {
    let page = ClaimPage { limit: ALL, after: None, booking: None, status: None };
    let claims = store.claims(MERCHANT, &page).await.unwrap();
    let (mut open, mut stories) = (BTreeSet::new(), BTreeMap::new());
    for claim in &claims {
        let kinds = step_by_step(world, store, claim).await;
        stories.insert(claim.id.clone(), Story { claim: claim.clone(), kinds });
        if claim.state.lets_go() {
            continue;
        }
        if !matches!(claim.state, ClaimState::Paid { .. }) && !open.insert(&claim.booking) {
            world.is_wrong(format!("{} has two open claims", claim.booking));
        }
        // From the moment of the claim nobody could amend it or give it back.
        let covered =
            bookings.get(&claim.booking).filter(|booking| matches!(booking.state, State::Booked(_)));
        if covered.map(value) != Some(claim.cover.to_string()) {
            world.is_wrong(format!("{claim:?} is on {covered:?}"));
        }
    }
    for (id, booking) in bookings {
        let paid =
            claims.iter().filter(|claim| claim.booking == *id).filter_map(|claim| match &claim.state {
                ClaimState::Paid { approval, .. } => approval.amount.minor(),
                _ => None,
            });
        let cover: i64 = value(booking).split(' ').next().unwrap().replace('.', "").parse().unwrap();
        if paid.sum::<i64>() > cover {
            world.is_wrong(format!("more was paid on {id} than its cover, {cover}"));
        }
        let holds = claims.iter().any(|claim| claim.booking == *id && !claim.state.lets_go());
        if store.is_claimed(MERCHANT, id).await.unwrap() != holds {
            world.is_wrong(format!("{id} is held by a claim, or not: {holds} is right"));
        }
    }
    stories
}

/// Whether a claim moves no more from here.
fn is_final(state: &ClaimState) -> bool {
    state.lets_go() || matches!(state, ClaimState::Paid { .. })
}

/// Every version of a claim has its event, and each may follow from the one before. What they say that it came to.
async fn step_by_step(world: &World, store: &SqliteStore, claim: &Claim) -> Vec<String> {
    let page = EventPage { limit: ALL, after: None, kind: None, subject: Some(claim.id.clone()) };
    let mut events = store.events(MERCHANT, &page).await.unwrap();
    events.sort_by_key(|event| event.sequence);
    if !events.iter().map(|event| event.sequence).eq(1..=claim.version) {
        world.is_wrong(format!("{} is at version {}, and its events {events:?}", claim.id, claim.version));
    }
    let kinds: Vec<_> = events.iter().map(|event| event.kind.trim_start_matches("claim.")).collect();
    for pair in kinds.windows(2) {
        if !FOLLOWS.contains(&(pair[0], pair[1])) {
            world.is_wrong(format!("{} went from {} to {}", claim.id, pair[0], pair[1]));
        }
    }
    if kinds.first() != Some(&"submitted") || kinds.last() != Some(&claim.state.status().name()) {
        world.is_wrong(format!("{} is {:?} after {kinds:?}", claim.id, claim.state));
    }
    kinds.into_iter().map(str::to_owned).collect()
}

/// What may come of what, where nobody sends evidence.
const FOLLOWS: [(&str, &str); 19] = [
    ("submitted", "in_review"),
    ("submitted", "needs_evidence"),
    ("submitted", "approved"),
    ("submitted", "approved_in_part"),
    ("submitted", "rejected"),
    ("submitted", "withdrawn"),
    ("in_review", "needs_evidence"),
    ("in_review", "approved"),
    ("in_review", "approved_in_part"),
    ("in_review", "rejected"),
    ("in_review", "withdrawn"),
    ("needs_evidence", "in_review"),
    ("needs_evidence", "needs_evidence"),
    ("needs_evidence", "approved"),
    ("needs_evidence", "approved_in_part"),
    ("needs_evidence", "rejected"),
    ("needs_evidence", "withdrawn"),
    ("approved", "paid"),
    ("approved_in_part", "paid"),
];

/// For how much a booking's parcel is covered.
fn value(booking: &Booking) -> String {
    let call: Option<Node> = booking.call.as_ref().map(|call| serde_json::from_str(call).unwrap());
    let insurance = call.as_ref().and_then(|call| call.get("shipment")?.get("insurance")?.get("amount"));
    let amount = insurance.and_then(Node::as_text).unwrap_or(VALUES[1]);
    format!("{amount} USD")
}
