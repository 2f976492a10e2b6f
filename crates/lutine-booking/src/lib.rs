//! What a merchant's backend does: sign quotes, record a "no", book at once or once it is paid, give back, decide on claims, and settle what
//! was in flight.
//!
//! Nothing here knows HTTP, SQL or an insurer's JSON. [`Desk`] holds the use cases; it reaches the world through four
//! ports: [`Store`], [`Insurer`], [`Clock`] and [`Ids`].

mod account;
mod booking;
mod claim;
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
pub use claim::evidence::{
    Content, Evidence, EvidenceFile, EvidenceKind, MAX_FILE, MAX_FILES, MAX_UPLOAD, Unsuitable, Upload,
};
pub use claim::media::Media;
pub use claim::reckoning::Reckoning;
pub use claim::request::{ClaimRequest, Decision, read_nothing};
pub use claim::stages::{Full, Granted, Undecided, Ungrantable, Unread};
pub use claim::{Approval, Claim, ClaimState, ClaimStatus, deadline};
pub use consent::{Basis, Consent, ConsentReceipt};
pub use desk::{
    BookError, Booked, CancelError, Cancelled, ClaimError, ClaimFigures, ClaimRefusal, ClaimStory,
    ConfirmError, DeclineError, Desk, NotConfirmable, NotCovered, Obstacle, Quoted, Signature, SignedOffer,
    SubmitError,
};
pub use event::Event;
pub use merchant::{Merchant, Payment, text_hash};
pub use policyholder::Policyholder;
pub use ports::{
    Advanced, Answer, Asked, Attempt, Attempts, Begun, Bookings, Bound, ClaimMoved, ClaimPage, ClaimStep,
    Claims, ClaimsDue, Clock, Decline, EventPage, Events, Found, IN_FLIGHT, Idempotency, Ids, InsuredParcel,
    Insurer, Merchants, Page, Quotes, Released, Step, Store, StoreError, Submission, Submitted,
};
pub use quote::StoredQuote;
pub use request::{BookingRequest, CancelRequest, ConfirmRequest};
pub use secret::{KeyHash, Secret};
pub use signer::{Signer, fingerprint};
pub use stages::{Cancelling, Covered, InFlight, Open, Pending};
