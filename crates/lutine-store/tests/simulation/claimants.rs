//! Claims: the merchant submits, proves and withdraws, the insurer's side decides, and everybody gives up and repeats.

use std::sync::Arc;

use lutine_booking::{
    Claim, ClaimError, ClaimRequest, Decision, Desk, Granted, Ids, NotCovered, SubmitError,
};
use lutine_core::{Currency, Money, Node};

use crate::clients::{Client, Told};
use crate::shop::merchant;

/// What was asked of a claim and answered: asked again under the same id, nothing moves.
#[derive(Clone, Debug)]
pub(crate) enum Asked {
    Submitted(ClaimRequest),
    Decided(Decision),
    Withdrawn,
}

/// A claim, what was asked of it, and the id under which.
#[derive(Clone, Debug)]
pub(crate) struct Claimed {
    claim: String,
    under: String,
    asked: Asked,
}

impl Client {
    /// Claims the loss of some booking's parcel.
    pub(crate) async fn claim(&self) {
        let Some(booking) = self.some_booking() else { return };
        let id = self.world.fresh("claim");
        let amount = ["50.00", "249.00", "600.00"][self.world.below(3)];
        let loss = [
            ("peril", Node::text("loss")),
            ("amount", Node::text(amount)),
            ("signed", Node::Bool(false)),
            ("shippedOn", Node::text("2026-11-20")),
        ];
        let request = ClaimRequest {
            booking: booking.clone(),
            parcel: None,
            loss: Node::table(loss),
            description: None,
        };
        match self.submitted(&id, &request).await {
            Ok(claim) => {
                self.claim_stands(&claim);
                self.asked(Claimed { claim: id.clone(), under: id, asked: Asked::Submitted(request) });
            }
            Err(SubmitError::NotCovered(NotCovered::NotPaid | NotCovered::NotKnown)) => {}
            Err(SubmitError::NotCovered(_)) => self.tell(Told::NotCovered(booking)),
            Err(SubmitError::Open(_)) => self.tell(Told::Claimed(booking)),
            Err(error) => self.world.is_wrong(format!("claiming on {booking}: {error:?}")),
        }
    }

    /// Decides some claim, or takes it back.
    pub(crate) async fn decide(&self) {
        let Some(claim) = self.some_claim() else { return };
        let asked = match self.world.below(9) {
            0 => Asked::Withdrawn,
            1 => Asked::Decided(Decision::Review),
            2 => Asked::Decided(Decision::RequestEvidence { what: "a photo".to_owned() }),
            3 => Asked::Decided(Decision::Reject { reason: "no".to_owned() }),
            4 => Asked::Decided(Decision::Approve { amount: Money::from_minor(1000, usd()) }),
            5..7 => Asked::Decided(Decision::Approve { amount: None }),
            _ => Asked::Decided(Decision::Paid { reference: "SEPA 1".to_owned() }),
        };
        let granted = self.move_it(claim.clone(), asked).await;
        if granted && self.world.happens(700) {
            let asked = Asked::Decided(Decision::Paid { reference: "SEPA 2".to_owned() });
            self.move_it(claim, asked).await;
        }
    }

    /// Whether something is granted then, and not paid.
    async fn move_it(&self, claim: String, asked: Asked) -> bool {
        let claimed = Claimed { claim, under: self.world.fresh("event"), asked };
        match self.moved(&claimed).await {
            Ok(claim) => {
                self.claim_stands(&claim);
                self.asked(claimed);
                return Granted::of(claim).is_some();
            }
            // What stands elsewhere by now, or is not payable so. One that was given up before may still go on, and do it.
            Err(ClaimError::Refused(_)) => {}
            Err(error) => self.world.is_wrong(format!("{claimed:?}: {error:?}")),
        }
        false
    }

    /// Whatever moved a claim does not move it again.
    pub(crate) async fn repeat_claims(&self) {
        let asked = self.board.claims.lock().unwrap().clone();
        for claimed in asked {
            let before = self.claim_now(&claimed.claim).await;
            let again = match &claimed.asked {
                Asked::Submitted(request) => {
                    self.submitted(&claimed.claim, request).await.map_err(|error| format!("{error:?}"))
                }
                _ => self.moved(&claimed).await.map_err(|error| format!("{error:?}")),
            };
            if again.as_ref().ok() != before.as_ref() {
                self.world.is_wrong(format!("{claimed:?} repeated is {again:?}, and it was {before:?}"));
            }
        }
    }

    async fn submitted(&self, id: &str, request: &ClaimRequest) -> Result<Claim, SubmitError> {
        let ask = |desk: Arc<Desk>| {
            let (id, request) = (id.to_owned(), request.clone());
            async move { desk.submit_claim(merchant(), request, &id).await }
        };
        self.replicas.insist("claiming", ask).await
    }

    async fn moved(&self, claimed: &Claimed) -> Result<Claim, ClaimError> {
        let ask = |desk: Arc<Desk>| {
            let Claimed { claim, under, asked } = claimed.clone();
            async move {
                match asked {
                    Asked::Decided(decision) => desk.decide(merchant(), &claim, decision, &under).await,
                    Asked::Submitted(_) | Asked::Withdrawn => desk.withdraw(merchant(), &claim, &under).await,
                }
            }
        };
        self.replicas.insist("moving a claim", ask).await
    }

    async fn claim_now(&self, id: &str) -> Option<Claim> {
        let ask = |desk: Arc<Desk>| {
            let id = id.to_owned();
            async move { desk.claim(merchant(), &id).await }
        };
        let story = self.replicas.insist("looking at a claim", ask).await;
        story.ok().flatten().map(|story| story.claim)
    }

    fn some_claim(&self) -> Option<String> {
        let claims = self.board.claims.lock().unwrap();
        if claims.is_empty() { None } else { Some(claims[self.world.below(claims.len())].claim.clone()) }
    }

    fn asked(&self, claimed: Claimed) {
        self.board.claims.lock().unwrap().push(claimed);
    }

    fn claim_stands(&self, claim: &Claim) {
        let status = claim.state.status().name();
        self.world.saw("claim", status);
        self.world.tell(format!("is told that {} version {} is {status}", claim.id, claim.version));
        self.tell(Told::ClaimStands(Box::new(claim.clone())));
    }
}

fn usd() -> Currency {
    Currency::parse("USD").unwrap()
}
