//! What a merchant's backend does: sign quotes, record a "no", book, and settle what was in flight.
//!
//! Nothing here knows HTTP, SQL or an insurer's JSON. [`Desk`] holds the use cases; it reaches the world through four
//! ports: [`Store`], [`Insurer`], [`Clock`] and [`Ids`].

mod booking;
mod consent;
mod desk;
mod merchant;
mod policyholder;
mod ports;
mod quote;
mod request;
mod signer;

pub use booking::{Booking, InFlight, Order, Policy, Refusal, State};
pub use consent::{Basis, Consent, ConsentReceipt};
pub use desk::{Answered, BookError, Booked, DeclineError, Desk, Quoted, Signature, SignedOffer};
pub use merchant::{Merchant, text_hash};
pub use policyholder::Policyholder;
pub use ports::{
    Begun, Bound, Clock, Decline, Found, Idempotency, Ids, Insurer, Page, Saved, Store, StoreError,
};
pub use quote::StoredQuote;
pub use request::BookingRequest;
pub use signer::{Signer, fingerprint};
