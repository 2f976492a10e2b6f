//! What a merchant's backend does: sign quotes, record a "no", book at once or once it is paid, give back, and settle what
//! was in flight.
//!
//! Nothing here knows HTTP, SQL or an insurer's JSON. [`Desk`] holds the use cases; it reaches the world through four
//! ports: [`Store`], [`Insurer`], [`Clock`] and [`Ids`].

mod account;
mod amendment;
mod booking;
mod consent;
mod desk;
mod event;
mod facts;
mod import;
mod merchant;
mod policyholder;
mod ports;
mod quote;
mod request;
mod secret;
mod signer;
mod stages;

pub use account::{Account, AccountSettings, ApiKey, DEMO, NoId, Role, merchant_id};
pub use amendment::{Amended, Amendment, AmendmentEnd};
pub use booking::{Booking, Order, Policy, Refusal, State, Withdrawal};
pub use consent::{Basis, Consent, ConsentReceipt};
pub use desk::{
    AmendError, BookError, Booked, CancelError, Cancelled, ConfirmError, DeclineError, Desk, DirectError,
    ImportError, NotAmendable, NotConfirmable, Obstacle, Quoted, Sent, Signature, SignedOffer, set_by_caller,
};
pub use event::{Change, Event};
pub use facts::{Facts, NewFacts, Tracking};
pub use import::{
    BadRow, Import, ImportColumn, ImportRow, ImportState, NewImport, ReportRow, RowEnd, Tally, Uploaded,
};
pub use merchant::{Merchant, Payment, text_hash};
pub use policyholder::Policyholder;
pub use ports::{
    Advanced, Answer, Asked, Attempt, Attempts, Begun, Bookings, Bound, Clock, Decline, EventPage, Events,
    Finished, Found, Hand, IN_FLIGHT, Idempotency, Ids, ImportPage, Imports, Insurer, Kept, Merchants, OfKey,
    Page, Quotes, Released, RowPage, Rows, Step, Store, StoreError,
};
pub use quote::{DeclineReceipt, No, StoredQuote};
pub use request::{
    AmendRequest, BookingRequest, CancelRequest, ConfirmRequest, DeclineRequest, Direct, DirectRequest,
    NewTerms,
};
pub use secret::{KeyHash, Secret};
pub use signer::{Signer, fingerprint};
pub use stages::{Amending, Cancelling, Covered, InFlight, Open, Pending};
