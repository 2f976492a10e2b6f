//! Deciding: the insurer's side moves a claim, or the merchant takes it back. Who comes late is told where it stands.

use lutine_core::{ErrorCode, FieldError};

use super::{ClaimError, ClaimRefusal, Moved, Moving};
use crate::claim::Claim;
use crate::claim::request::Decision;
use crate::claim::stages::{Granted, Undecided, Ungrantable, Unread};
use crate::desk::Desk;
use crate::merchant::Merchant;

/// How a claim is to move.
#[derive(Clone, Debug)]
enum Wish {
    Decide(Decision),
    Withdraw,
}

impl Desk {
    /// Does with a claim what the insurer's side decided. The event that tells of it has the id that is given: whoever repeats
    /// it under that id gets the claim, and nothing moves again.
    ///
    /// # Errors
    /// Where it did not move, and why.
    pub async fn decide(
        &self,
        merchant: &Merchant,
        id: &str,
        decision: Decision,
        event: &str,
    ) -> Result<Claim, ClaimError> {
        self.wish(merchant, id, &Wish::Decide(decision), event).await
    }

    /// Takes a claim back, as long as it is not decided. The event has the id that is given, as in [`Desk::decide`].
    ///
    /// # Errors
    /// Where it did not move, and why.
    pub async fn withdraw(&self, merchant: &Merchant, id: &str, event: &str) -> Result<Claim, ClaimError> {
        self.wish(merchant, id, &Wish::Withdraw, event).await
    }

    async fn wish(
        &self,
        merchant: &Merchant,
        id: &str,
        wish: &Wish,
        event: &str,
    ) -> Result<Claim, ClaimError> {
        let mut claim = self.store.claim(&merchant.id, id).await?.ok_or(ClaimError::NotFound)?;
        loop {
            // After the claim was read: whoever does the same at the same time has moved it since, or is seen here.
            if self.store.event(&merchant.id, event).await?.is_some() {
                return self.store.claim(&merchant.id, id).await?.ok_or(ClaimError::NotFound);
            }
            let to = self.wished(claim.clone(), wish)?;
            let moving = Moving { from: claim, to, event, files: Vec::new() };
            match self.move_claim(moving).await? {
                Moved::Here(claim) => return Ok(claim),
                Moved::Elsewhere(now) => claim = now,
            }
        }
    }

    fn wished(&self, claim: Claim, wish: &Wish) -> Result<Claim, ClaimError> {
        let (now, elsewhere) = (self.clock.now(), ClaimRefusal::Elsewhere(claim.state.status()));
        let undecided = |claim| Undecided::of(claim).ok_or_else(|| elsewhere.clone());
        Ok(match wish.clone() {
            Wish::Withdraw => undecided(claim)?.withdraw(now),
            Wish::Decide(Decision::Review) => Unread::of(claim).ok_or(elsewhere)?.review(now),
            Wish::Decide(Decision::RequestEvidence { what }) => undecided(claim)?.ask(what),
            Wish::Decide(Decision::Reject { reason }) => undecided(claim)?.reject(reason, now),
            Wish::Decide(Decision::Paid { reference }) => {
                Granted::of(claim).ok_or(elsewhere)?.pay(reference, now)
            }
            Wish::Decide(Decision::Approve { amount }) => {
                undecided(claim)?.approve(amount, now).map_err(ungrantable)?
            }
        })
    }
}

fn ungrantable(why: Ungrantable) -> ClaimError {
    match why {
        Ungrantable::Nothing(reasons) => ClaimRefusal::NothingPayable(reasons).into(),
        Ungrantable::Above { payable, amount } => ClaimRefusal::AbovePayable { payable, amount }.into(),
        Ungrantable::NotAnAmount => ClaimError::Invalid(vec![FieldError {
            path: "amount".to_owned(),
            code: ErrorCode::UnknownValue,
            message: "must be above zero, in the currency of what is payable".to_owned(),
        }]),
    }
}
