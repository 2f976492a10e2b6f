//! A real store behind a bad line: it fails before a write and after one, and whoever waits for it may not live to see the
//! end.

use std::fmt::{self, Debug, Write};

use async_trait::async_trait;
use lutine_booking::{
    Account, Added, Advanced, Answer, ApiKey, Asked, Attempt, Attempts, Backlog, Begun, Booking, Bookings,
    Claim, ClaimMoved, ClaimPage, ClaimStep, Claims, ClaimsDue, Decline, Deliveries, Delivery,
    DeliveryAttempt, Endpoint, EndpointChange, Endpoints, Event, EventPage, Events, Finished, Hand,
    Idempotency, Import, ImportPage, ImportRow, Imports, InsuredParcel, Kept, KeyHash, Lease, Merchants,
    NewImport, No, OfKey, Open, Page, Pending, Quotes, Redelivery, RefreshToken, Refreshed, ReportRow,
    Rotation, RowEnd, RowPage, Step, Store, StoreError, StoredQuote, Submission, Submitted, Taken, Tally,
    Telling, Tokens,
};
use lutine_store::SqliteStore;
use time::OffsetDateTime;

use crate::world::World;

/// A store that fails as the world has it.
pub(crate) struct Faulty {
    pub(crate) store: SqliteStore,
    pub(crate) world: World,
}

impl Faulty {
    /// Before the database is asked.
    async fn before(&self, what: &str) -> Result<(), StoreError> {
        self.world.turn().await;
        if self.world.goes_wrong(|odds| odds.store) {
            self.world.tell(format!("{what} is not done"));
            return Err(StoreError::Unavailable("it was not done".to_owned()));
        }
        Ok(())
    }

    /// After it answered.
    async fn after<T: Debug>(&self, what: &str, done: Result<T, StoreError>) -> Result<T, StoreError> {
        match &done {
            Ok(done) => self.world.tell(format!("{what} -> {}", short(done))),
            Err(error) => self.world.is_wrong(format!("{what}: {error}")),
        }
        self.world.turn().await;
        if self.world.goes_wrong(|odds| odds.store) {
            self.world.tell(format!("{what} is done, and nobody hears of it"));
            return Err(StoreError::Unavailable("it was done".to_owned()));
        }
        done
    }
}

/// The beginning of what was answered; the rest is not even written.
fn short(done: &impl Debug) -> String {
    let mut begun = Beginning(String::new());
    let _ = write!(begun, "{done:?}");
    begun.0
}

/// A text of 60 bytes at most, or a few more.
struct Beginning(String);

impl Write for Beginning {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.push_str(text);
        if self.0.len() < 60 { Ok(()) } else { Err(fmt::Error) }
    }
}

macro_rules! faulty {
    ($($part:ident { $($method:ident($($given:ident: $type:ty),*) -> $answer:ty;)* $(=> { $($by_hand:tt)* })? })*) => {$(
        #[async_trait]
        impl $part for Faulty {$(
            async fn $method(&self, $($given: $type),*) -> Result<$answer, StoreError> {
                self.before(stringify!($method)).await?;
                let done = self.store.$method($($given),*).await;
                self.after(stringify!($method), done).await
            }
        )* $($($by_hand)*)?}
    )*};
}

faulty! {
    Quotes {
        save_quotes(quotes: &[StoredQuote]) -> ();
        quote(merchant: &str, id: &str) -> Option<StoredQuote>;
        decline(merchant: &str, id: &str, no: &No) -> Decline;
    }
    Bookings {
        begin(booking: &Booking, idempotency: &Idempotency) -> Begun;
        advance(step: &Step) -> Advanced;
        change(step: &Step) -> Advanced;
        booking(merchant: &str, id: &str) -> Option<Booking>;
        booking_of_quote(merchant: &str, quote: &str) -> Option<Booking>;
        booking_of_key(merchant: &str, key: &Idempotency) -> OfKey;
        bookings(merchant: &str, page: &Page) -> Vec<Booking>;
        take_in_flight(asked: Asked) -> Vec<Open>;
        overdue(now: OffsetDateTime) -> Vec<Pending>;
    }
    Attempts {
        attempt(merchant: &str, idempotency: &Idempotency, fresh: &str, now: OffsetDateTime) -> Attempt;
        answered(merchant: &str, key: &str, id: &str, answer: &Answer) -> ();
        interrupted(merchant: &str, key: &str, since: OffsetDateTime) -> ();
        abandon(merchant: &str, key: &str, since: OffsetDateTime) -> ();
    }
    Events {
        event(merchant: &str, id: &str) -> Option<Event>;
        events(merchant: &str, page: &EventPage) -> Vec<Event>;
    }
    Merchants {
        add_merchant(account: &Account, keys: &[ApiKey]) -> bool;
        put_merchant(account: &Account, keys: &[ApiKey]) -> ();
        merchant(id: &str) -> Option<Account>;
        merchants() -> Vec<Account>;
        key(hash: &KeyHash) -> Option<ApiKey>;
        keys(merchant: &str) -> Vec<ApiKey>;
        rotate(fresh: &ApiKey, others_end: OffsetDateTime) -> bool;
        end_keys(merchant: &str, at: OffsetDateTime) -> ();
    }
    Tokens {
        begin_family(first: &RefreshToken, now: OffsetDateTime) -> ();
        refresh(used: &KeyHash, next: &RefreshToken, now: OffsetDateTime) -> Refreshed;
    }
    Claims {
        submit(submission: &Submission) -> Submitted;
        move_claim(step: &ClaimStep) -> ClaimMoved;
        claim(merchant: &str, id: &str) -> Option<Claim>;
        claims(merchant: &str, page: &ClaimPage) -> Vec<Claim>;
        evidence(merchant: &str, claim: &str, evidence: &str) -> Option<Vec<u8>>;
        paid_on(parcel: &InsuredParcel) -> Vec<Claim>;
        is_claimed(merchant: &str, booking: &str) -> bool;
        claims_due(now: OffsetDateTime) -> ClaimsDue;
    }
    Imports {
        keep_import(new: &NewImport) -> Kept;
        import(merchant: &str, id: &str) -> Option<(Import, Tally)>;
        imports(merchant: &str, page: &ImportPage) -> Vec<(Import, Tally)>;
        rows(import: &str, page: &RowPage) -> Vec<ReportRow>;
        take_rows(hand: Hand) -> Vec<(Import, ImportRow)>;
        end_row(import: &str, line: u64, end: &RowEnd) -> ();
        finished_imports() -> Vec<(Import, Tally)>;
        finish_import(finished: &Finished) -> ();
    }
    Endpoints {
        add_endpoint(endpoint: &Endpoint) -> Added;
        endpoint(merchant: &str, id: &str) -> Option<Endpoint>;
        endpoints(merchant: &str) -> Vec<Endpoint>;
        change_endpoint(change: &EndpointChange) -> Option<Endpoint>;
        delete_endpoint(merchant: &str, id: &str) -> Option<()>;
        rotate_secret(rotation: &Rotation) -> Option<Endpoint>;
        tell_endpoint(event: &Event) -> Telling;
    }
    Deliveries {
        endpoints_due(now: OffsetDateTime) -> Vec<String>;
        take_due(lease: &Lease) -> Option<Taken>;
        record_attempt(attempt: &DeliveryAttempt) -> ();
        deliveries(merchant: &str, event: &str) -> Vec<Delivery>;
        redeliver(again: &Redelivery) -> usize;
        backlog() -> Backlog;
        => {
            async fn until_told(&self) {
                self.store.until_told().await;
            }
        }
    }
    Store {
        signing_key(offered: [u8; 32]) -> [u8; 32];
        can_write() -> ();
    }
}
