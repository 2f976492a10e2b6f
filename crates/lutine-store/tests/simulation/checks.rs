//! What must be true once the weather is calm and everything that was begun has ended.

use std::collections::{BTreeMap, BTreeSet};

use lutine_booking::{Booking, Bookings, Bound, EventPage, Events, Page, Policy, Released, State};
use lutine_store::SqliteStore;

use crate::arrivals;
use crate::claims::{self, Story};
use crate::clients::{Board, Told};
use crate::insurer::{Entry, Underwriter};
use crate::receivers::Receivers;
use crate::shop::MERCHANT;
use crate::world::World;

/// More than any world makes.
const ALL: u32 = 10_000;

/// Writes down whatever is wrong.
pub(crate) async fn check(
    world: &World,
    store: &SqliteStore,
    insurer: &Underwriter,
    receivers: &Receivers,
    board: &Board,
) {
    world.acts("the end");
    let page = Page { limit: ALL, after: None, order: None };
    let bookings = store.bookings(MERCHANT, &page).await.unwrap();
    let bookings: BTreeMap<String, Booking> =
        bookings.into_iter().map(|booking| (booking.id.clone(), booking)).collect();
    let mut books = insurer.books();
    let mut histories = BTreeMap::new();
    let (mut quotes, mut covered) = (BTreeSet::new(), BTreeSet::new());
    for (id, booking) in &bookings {
        let history = history(world, store, booking).await;
        let fault = ours_are_theirs(booking, books.remove(id).as_ref());
        if let Some(fault) = fault {
            world.is_wrong(format!("{id} is {:?}: {fault}", booking.state));
        }
        if !quotes.insert(&booking.quote_id) {
            world.is_wrong(format!("quote {} is booked twice", booking.quote_id));
        }
        let order = (&booking.order.id, &booking.shipment_reference);
        if matches!(booking.state, State::Booked(_)) && !covered.insert(order) {
            world.is_wrong(format!("order {} is booked twice", booking.order.id));
        }
        histories.insert(id.clone(), history);
    }
    for id in books.keys() {
        world.is_wrong(format!("the insurer has {id}, and nobody else"));
    }
    let claims = claims::check(world, store, &bookings).await;
    for told in &*board.told.lock().unwrap() {
        if !still_true(told, &bookings, &histories, &claims) {
            world.is_wrong(format!("{told:?} was said, and is not so"));
        }
    }
    arrivals::check(world, store, receivers, &bookings).await;
}

/// What each version of a booking was called; its events tell of all of them but the first.
async fn history(world: &World, store: &SqliteStore, booking: &Booking) -> Vec<String> {
    let page = EventPage { limit: ALL, after: None, kind: None, subject: Some(booking.id.clone()) };
    let mut events = store.events(MERCHANT, &page).await.unwrap();
    events.sort_by_key(|event| event.sequence);
    let sequences: Vec<_> = events.iter().map(|event| event.sequence).collect();
    if sequences != (1..=booking.version).collect::<Vec<_>>() {
        world.is_wrong(format!(
            "{} is at version {}, and its events {sequences:?}",
            booking.id, booking.version
        ));
    }
    let begun = if events.first().is_some_and(|event| AFTER_WAITING.contains(&event.kind.as_str())) {
        "pending_payment"
    } else {
        "booking"
    };
    let kinds = events.iter().map(|event| event.kind.trim_start_matches("booking.").to_owned());
    let history: Vec<String> = std::iter::once(begun.to_owned()).chain(kinds).collect();
    for pair in history.windows(2) {
        if !FOLLOWS.contains(&(pair[0].as_str(), pair[1].as_str())) {
            world.is_wrong(format!("{} went from {} to {}", booking.id, pair[0], pair[1]));
        }
    }
    if booking.version > 0 && history.last().map(|kind| state_after(kind)) != Some(booking.state.name()) {
        world.is_wrong(format!("{} is {}, and its last event another", booking.id, booking.state.name()));
    }
    history
}

const AFTER_WAITING: [&str; 3] = ["booking.booking", "booking.expired", "booking.cancelled"];

/// What may come of what.
const FOLLOWS: [(&str, &str); 20] = [
    ("pending_payment", "booking"),
    ("pending_payment", "expired"),
    ("pending_payment", "cancelled"),
    ("booking", "unknown"),
    ("booking", "booked"),
    ("booking", "rejected"),
    ("unknown", "booked"),
    ("unknown", "rejected"),
    ("booked", "cancelling"),
    ("booked", "amending"),
    ("amending", "amended"),
    ("amending", "amendment_refused"),
    ("amended", "amending"),
    ("amended", "cancelling"),
    ("amendment_refused", "amending"),
    ("amendment_refused", "cancelling"),
    ("cancelling", "cancelled"),
    ("cancelling", "cancellation_refused"),
    ("cancellation_refused", "cancelling"),
    ("cancellation_refused", "amending"),
];

/// In which state what is told so leaves a booking.
fn state_after(kind: &str) -> &str {
    if kind.starts_with("amend") || kind == "cancellation_refused" { "booked" } else { kind }
}

/// What does not agree between a booking and the insurer's books.
fn ours_are_theirs(booking: &Booking, theirs: Option<&Entry>) -> Option<String> {
    let entry = || theirs.map(|entry| (&entry.holds, entry.released.as_ref()));
    let holds = |policies: &Vec<Policy>| Some((policies.clone(), booking.offer.clone()));
    let agree = match &booking.state {
        State::Expired => theirs.is_none(),
        State::Cancelled(_) if booking.begun_at.is_none() => theirs.is_none(),
        State::Booked(policies) => entry().is_some_and(|(held, released)| {
            *held == holds(policies) && released != Some(&Released::Released)
        }),
        State::Cancelled(withdrawal) => {
            entry() == Some((&holds(&withdrawal.policies), Some(&Released::Released)))
        }
        State::Rejected(refusal) => {
            theirs.is_some_and(|entry| entry.bound == Bound::Refused(refusal.clone()))
                && entry() == Some((&None, None))
        }
        State::PendingPayment { .. }
        | State::Booking
        | State::Unknown
        | State::Amending(_)
        | State::Cancelling(_) => {
            return Some("nobody ended it".to_owned());
        }
    };
    (!agree).then(|| format!("the insurer has {:?}", entry()))
}

/// Whether what was said is so, or was so and went on from there.
fn still_true(
    told: &Told,
    bookings: &BTreeMap<String, Booking>,
    histories: &BTreeMap<String, Vec<String>>,
    claims: &BTreeMap<String, Story>,
) -> bool {
    let of_quote = |quote: &String| bookings.values().any(|booking| booking.quote_id == *quote);
    match told {
        Told::Stands(then) => {
            let (Some(now), Some(history)) = (bookings.get(&then.id), histories.get(&then.id)) else {
                return false;
            };
            let at = usize::try_from(then.version).ok().and_then(|version| history.get(version));
            // What has no later version stands as it stood.
            let same = now.version > then.version || now == &**then;
            let policies = then.state.policies();
            let amended = now.amended != then.amended;
            same && (then.version == 0 || at.is_some_and(|at| state_after(at) == then.state.name()))
                && (policies.is_empty() || amended || policies == now.state.policies())
        }
        Told::Declined(quote) => !of_quote(quote),
        Told::QuoteBooked(quote) => of_quote(quote),
        Told::OrderInsured(order) => {
            bookings.values().any(|booking| booking.order.id == *order && booking.begun_at.is_some())
        }
        Told::NotTakenBack(id) => {
            bookings.get(id).is_some_and(|booking| matches!(booking.state, State::Booked(_)))
        }
        Told::Expired(id) => bookings.get(id).is_some_and(|booking| booking.state == State::Expired),
        Told::NotCovered(id) => histories.get(id).is_some_and(|history| {
            history
                .iter()
                .any(|kind| ["expired", "rejected", "cancelling", "cancelled"].contains(&kind.as_str()))
        }),
        Told::Claimed(id) => claims.values().any(|story| story.claim.booking == *id),
        Told::ClaimStands(then) => claims.get(&then.id).is_some_and(|story| story.stood(then)),
    }
}
