//! What a merchant's backend does: sign quotes, record a "no", book at once or once it is paid, give back, decide on claims,
//! settle what was in flight, and tell of it all.
//!
//! Nothing here knows HTTP, SQL or an insurer's JSON. [`Desk`] holds the use cases; it reaches the world through five
//! ports: [`Store`], [`Insurer`], [`Sink`], [`Clock`] and [`Ids`].

mod account;
mod amendment;
mod booking;
mod claim;
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
mod sealer;
mod secret;
mod signer;
mod stages;
mod webhook;
mod weight;

pub use account::{Account, AccountSettings, ApiKey, DEMO, NoId, Role, merchant_id};
pub use amendment::{Amended, Amendment, AmendmentEnd};
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
    AmendError, BookError, Booked, CancelError, Cancelled, ClaimError, ClaimFigures, ClaimRefusal,
    ClaimStory, ConfirmError, DeclineError, Desk, DirectError, ImportError, LEASE, NotAmendable,
    NotConfirmable, NotCovered, Obstacle, Quoted, Revealed, Sent, Signature, SignedOffer, SubmitError,
    WebhookError, set_by_caller,
};
pub use event::{Change, Event, EventKind};
pub use facts::{Facts, NewFacts, Tracking};
pub use import::{
    BadRow, Import, ImportColumn, ImportRow, ImportState, NewImport, ReportRow, RowEnd, Tally, Uploaded,
};
pub use merchant::{Merchant, Payment, text_hash};
pub use policyholder::Policyholder;
pub use ports::{
    Added, Advanced, Answer, Asked, Attempt, Attempts, Backlog, Begun, Bookings, Bound, ClaimMoved,
    ClaimPage, ClaimStep, Claims, ClaimsDue, Clock, Decline, Deliveries, DeliveryAttempt, EndpointChange,
    Endpoints, EventPage, Events, Finished, Found, Hand, IN_FLIGHT, Idempotency, Ids, ImportPage, Imports,
    InsuredParcel, Insurer, Kept, Lease, Merchants, NotAdmitted, OfKey, Page, Quotes, Redelivery,
    RefreshToken, Refreshed, Released, Rotation, RowPage, Rows, Sink, Step, Store, StoreError, Submission,
    Submitted, Taken, Telling, Tokens,
};
pub use quote::{DeclineReceipt, No, StoredQuote};
pub use request::{
    AmendRequest, BookingRequest, CancelRequest, ConfirmRequest, DeclineRequest, Direct, DirectRequest,
    NewTerms,
};
pub use sealer::Sealer;
pub use secret::{KeyHash, Secret};
pub use signer::{Signer, fingerprint};
pub use stages::{Amending, Cancelling, Covered, InFlight, Open, Pending};
pub use webhook::{
    Address, ChangeRequest, Delivery, DeliveryState, DisabledBy, Endpoint, EndpointRequest, EndpointState,
    FAILING_FOR, Health, Leased, MOST_ENDPOINTS, MOST_SECRETS, Message, Next, NoAddress, OVERLAP, Outcome,
    RedeliverRequest, Reply, RotateRequest, SCHEDULE, SealedSecret, SigningSecret, Switch, Tried,
    Unreachable, Wanted,
};
pub use weight::too_large;
