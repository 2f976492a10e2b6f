//! What a merchant's backend does: sign quotes, record a "no", book at once or once it is paid, give back, and settle what
//! was in flight.
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
mod stages;

pub use booking::{Booking, Order, Policy, Refusal, State, Withdrawal};
pub use consent::{Basis, Consent, ConsentReceipt};
pub use desk::{
    Answered, BookError, Booked, CancelError, Cancelled, ConfirmError, DeclineError, Desk, NotConfirmable,
    Obstacle, Quoted, Signature, SignedOffer,
};
pub use merchant::{Merchant, Payment, text_hash};
pub use policyholder::Policyholder;
pub use ports::{
    Advanced, Begun, Bound, Clock, Decline, Found, Idempotency, Ids, Insurer, Page, Released, Saved, Step,
    Store, StoreError,
};
pub use quote::StoredQuote;
pub use request::{BookingRequest, CancelRequest, ConfirmRequest};
pub use signer::{Signer, fingerprint};
pub use stages::{Cancelling, Covered, InFlight, Open, Pending};
