//! What a merchant's backend does: sign quotes, record a "no", book at once or once it is paid, give back, and settle what
//! was in flight.
//!
//! Nothing here knows HTTP, SQL or an insurer's JSON. [`Desk`] holds the use cases; it reaches the world through four
//! ports: [`Store`], [`Insurer`], [`Clock`] and [`Ids`].

mod amendment;
mod booking;
mod consent;
mod desk;
mod event;
mod facts;
mod merchant;
mod policyholder;
mod ports;
mod quote;
mod request;
mod signer;
mod stages;

pub use amendment::{Amended, Amendment, AmendmentEnd};
pub use booking::{Booking, Order, Policy, Refusal, State, Withdrawal};
pub use consent::{Basis, Consent, ConsentReceipt};
pub use desk::{
    AmendError, BookError, Booked, CancelError, Cancelled, ConfirmError, DeclineError, Desk, NotAmendable,
    NotConfirmable, Obstacle, Quoted, Signature, SignedOffer,
};
pub use event::{Change, Event};
pub use facts::{Facts, NewFacts, Tracking};
pub use merchant::{Merchant, Payment, text_hash};
pub use policyholder::Policyholder;
pub use ports::{
    Advanced, Answer, Asked, Attempt, Attempts, Begun, Bookings, Bound, Clock, Decline, EventPage, Events,
    Found, IN_FLIGHT, Idempotency, Ids, Insurer, Page, Quotes, Released, Step, Store, StoreError,
};
pub use quote::{DeclineReceipt, No, StoredQuote};
pub use request::{AmendRequest, BookingRequest, CancelRequest, ConfirmRequest, DeclineRequest, NewTerms};
pub use signer::{Signer, fingerprint};
pub use stages::{Amending, Cancelling, Covered, InFlight, Open, Pending};
