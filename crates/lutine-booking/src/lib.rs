//! What a merchant's backend does: sign quotes, record a "no", book at once or once it is paid, give back, and settle what
//! was in flight.
//!
//! Nothing here knows HTTP, SQL or an insurer's JSON. [`Desk`] holds the use cases; it reaches the world through four
//! ports: [`Store`], [`Insurer`], [`Clock`] and [`Ids`].

mod account;
mod booking;
mod consent;
mod desk;
mod event;
mod merchant;
mod policyholder;
mod ports;
mod quote;
mod request;
mod secret;
mod signer;
mod stages;

pub use account::{Account, AccountSettings, ApiKey, DEMO, NoId, Role, merchant_id};
pub use booking::{Booking, Order, Policy, Refusal, State, Withdrawal};
pub use consent::{Basis, Consent, ConsentReceipt};
pub use desk::{
    BookError, Booked, CancelError, Cancelled, ConfirmError, DeclineError, Desk, NotConfirmable, Obstacle,
    Quoted, Signature, SignedOffer,
};
pub use event::Event;
pub use merchant::{Merchant, Payment, text_hash};
pub use policyholder::Policyholder;
pub use ports::{
    Advanced, Answer, Asked, Attempt, Attempts, Begun, Bookings, Bound, Clock, Decline, EventPage, Events,
    Found, IN_FLIGHT, Idempotency, Ids, Insurer, Merchants, Page, Quotes, Released, Step, Store, StoreError,
};
pub use quote::StoredQuote;
pub use request::{BookingRequest, CancelRequest, ConfirmRequest};
pub use secret::{KeyHash, Secret};
pub use signer::{Signer, fingerprint};
pub use stages::{Cancelling, Covered, InFlight, Open, Pending};
