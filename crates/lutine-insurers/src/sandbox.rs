//! The insurer inside: it covers nothing and says so, for demos and tests.
//!
//! Its answers follow from the booking alone, so it remembers everything without keeping anything: a look-up after
//! any crash gives what the bind gave. Some mailboxes make it misbehave: `refused@…` is refused, and `timeout@…`
//! gets no answer to its bind (but does to a look-up); `cancel-refused@…` and `cancel-timeout@…` fare so when they cancel,
//! `amend-refused@…` and `amend-timeout@…` when they ask for another cover.

use std::time::Duration;

use async_trait::async_trait;
use lutine_booking::{Amending, Booking, Bound, Found, Insurer, Policy, Refusal, Released};
use serde_json::Value;
use sha2::{Digest, Sha256};

/// An insurer that covers nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sandbox {
    /// How long it thinks before it answers, as real ones do.
    pub delay: Duration,
}

/// Letters and digits that nobody confuses.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

#[async_trait]
impl Insurer for Sandbox {
    async fn bind(&self, booking: &Booking) -> Bound {
        tokio::time::sleep(self.delay).await;
        if mailbox(booking) == "timeout" { Bound::Unknown } else { answer(booking) }
    }

    async fn lookup(&self, booking: &Booking) -> Found<Bound> {
        Found::Answer(answer(booking))
    }

    async fn cancel(&self, booking: &Booking) -> Released {
        tokio::time::sleep(self.delay).await;
        if mailbox(booking) == "cancel-timeout" { Released::Unknown } else { release(booking) }
    }

    async fn lookup_cancel(&self, booking: &Booking) -> Found<Released> {
        Found::Answer(release(booking))
    }

    async fn amend(&self, amending: &Amending) -> Bound {
        tokio::time::sleep(self.delay).await;
        if mailbox(amending.booking()) == "amend-timeout" { Bound::Unknown } else { endorse(amending) }
    }

    async fn lookup_amend(&self, amending: &Amending) -> Found<Bound> {
        Found::Answer(endorse(amending))
    }
}

fn mailbox(booking: &Booking) -> &str {
    booking.policyholder.email.split('@').next().unwrap_or_default()
}

fn answer(booking: &Booking) -> Bound {
    if mailbox(booking) == "refused" {
        return Bound::Refused(refusal());
    }
    Bound::Policies(policies(booking, &booking.offer))
}

/// A policy stays the parcel's however what is in it changes.
fn endorse(amending: &Amending) -> Bound {
    if mailbox(amending.booking()) == "amend-refused" {
        return Bound::Refused(refusal());
    }
    Bound::Policies(policies(amending.booking(), &amending.amendment().offer))
}

/// One for each parcel of the offer, by the parcel's place in the shipment: those that are not insured have places too.
fn policies(booking: &Booking, offer: &Value) -> Vec<Policy> {
    let parcels = offer["parcels"].as_array().into_iter().flatten();
    let places = parcels.filter_map(|parcel| usize::try_from(parcel["parcel"].as_u64()?).ok());
    places.map(|parcel| Policy { number: number(&booking.id, parcel), parcel: Some(parcel) }).collect()
}

fn release(booking: &Booking) -> Released {
    if mailbox(booking) == "cancel-refused" { Released::Refused(refusal()) } else { Released::Released }
}

fn refusal() -> Refusal {
    Refusal {
        code: "sandbox-refused".to_owned(),
        message: "The sandbox insurer refuses this mailbox.".to_owned(),
    }
}

/// `LUT-7F3K-29QD`: from the booking's id, and so the same for ever.
fn number(booking: &str, parcel: usize) -> String {
    let digest = Sha256::digest(format!("{booking}/{parcel}"));
    let letters: String =
        digest.iter().take(8).map(|byte| char::from(ALPHABET[usize::from(byte % 32)])).collect();
    let (first, second) = letters.split_at(4);
    format!("LUT-{first}-{second}")
}
