//! Reading claims.

use time::Duration;

use crate::claim::Claim;
use crate::desk::Desk;
use crate::event::Event;
use crate::merchant::Merchant;
use crate::ports::{ClaimPage, EventPage, StoreError};

/// How many events are read at once.
const EVENTS: u32 = 200;

/// A claim and all that has happened to it, in order.
#[derive(Clone, Debug, PartialEq)]
pub struct ClaimStory {
    /// The claim.
    pub claim: Claim,
    /// What happened.
    pub events: Vec<Event>,
}

/// How claims stand in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClaimFigures {
    /// Those that are neither paid nor rejected nor withdrawn.
    pub open: i64,
    /// Those that should have been decided by now.
    pub overdue: i64,
    /// In what time the next one must be decided that is not overdue; `None` where no clock runs.
    pub next_deadline: Option<Duration>,
}

impl Desk {
    /// One claim of a merchant.
    ///
    /// # Errors
    /// Where the store fails.
    pub async fn claim(&self, merchant: &Merchant, id: &str) -> Result<Option<ClaimStory>, StoreError> {
        let Some(claim) = self.store.claim(&merchant.id, id).await? else { return Ok(None) };
        let mut page = EventPage { limit: EVENTS, after: None, subject: Some(claim.id.clone()), kind: None };
        let mut events = Vec::new();
        loop {
            let mut more = self.store.events(&merchant.id, &page).await?;
            let is_last = more.len() < EVENTS as usize;
            page.after = more.last().map(|event| event.id.clone());
            events.append(&mut more);
            if is_last {
                break;
            }
        }
        // What happened since the claim was read is for whoever reads it again.
        events.retain(|event| event.sequence <= claim.version);
        events.sort_by_key(|event| event.sequence);
        Ok(Some(ClaimStory { claim, events }))
    }

    /// A merchant's claims, the latest first.
    ///
    /// # Errors
    /// Where the store fails.
    pub async fn claims(&self, merchant: &Merchant, page: &ClaimPage) -> Result<Vec<Claim>, StoreError> {
        self.store.claims(&merchant.id, page).await
    }

    /// How all claims of all merchants stand in time, for whoever watches over it.
    ///
    /// # Errors
    /// Where the store fails.
    pub async fn claim_figures(&self) -> Result<ClaimFigures, StoreError> {
        let now = self.clock.now();
        let due = self.store.claims_due(now).await?;
        let next_deadline = due.next.map(|next| next - now);
        Ok(ClaimFigures { open: due.open, overdue: due.overdue, next_deadline })
    }
}
