//! Shoppers and shops: they quote, decline, book, confirm, amend, cancel and claim, give up and repeat, and remember what they
//! were told.

use std::sync::{Arc, Mutex};

use lutine_booking::{
    BookError, Booked, Booking, CancelError, Cancelled, Claim, ConfirmError, DeclineError, DeclineRequest,
    Desk, Idempotency, NotConfirmable, Obstacle, Payment, Quoted, State,
};

use crate::amenders;
use crate::claimants::Claimed;
use crate::replicas::Replicas;
use crate::shop::{Offered, call, merchant, order_value};
use crate::world::World;

/// How many orders there are: few, so that clients meet.
const ORDERS: usize = 3;

/// What somebody was told, and may rely on for ever.
#[derive(Debug)]
pub(crate) enum Told {
    /// The booking stands so.
    Stands(Box<Booking>),
    /// The quote is declined.
    Declined(String),
    /// The quote is booked, so that it cannot be declined.
    QuoteBooked(String),
    /// The order is insured, so that it cannot be insured by another.
    OrderInsured(String),
    /// The insurer does not take it back.
    NotTakenBack(String),
    /// It waited too long for its payment.
    Expired(String),
    /// The claim stands so.
    ClaimStands(Box<Claim>),
    /// A claim keeps the booking as it is.
    Claimed(String),
    /// The booking covers nothing, and never will again, or is being given back.
    NotCovered(String),
}

/// A booking that was asked for and answered.
#[derive(Clone, Debug)]
struct Made {
    offer: Offered,
    order: usize,
    payment: Payment,
    booking: String,
}

/// What all clients know together.
#[derive(Default)]
pub(crate) struct Board {
    offers: Mutex<Vec<Offered>>,
    made: Mutex<Vec<Made>>,
    pub(crate) amendments: Mutex<Vec<amenders::Asked>>,
    pub(crate) claims: Mutex<Vec<Claimed>>,
    pub(crate) told: Mutex<Vec<Told>>,
}

/// One client.
pub(crate) struct Client {
    pub(crate) world: World,
    pub(crate) replicas: Replicas,
    pub(crate) board: Arc<Board>,
}

impl Client {
    pub(crate) async fn live(self) {
        for _ in 0..4 + self.world.below(7) {
            match self.world.below(20) {
                0..5 => self.book().await,
                5 => self.decline().await,
                6..9 => self.confirm().await,
                9..11 => self.cancel().await,
                11..13 => self.amend().await,
                13..16 => self.claim().await,
                16..19 => self.decide().await,
                _ => self.look().await,
            }
        }
    }

    /// Whatever was answered is answered again so.
    pub(crate) async fn repeat(self) {
        let made = self.board.made.lock().unwrap().clone();
        for made in made {
            match self.booked(&made.offer, made.order, made.payment).await {
                Ok(booking) if booking.id == made.booking => {}
                Err(BookError::PriceChanged(_)) => self.tell(Told::Expired(made.booking)),
                other => self.world.is_wrong(format!("{} repeated is {other:?}", made.booking)),
            }
        }
        self.repeat_amendments().await;
        self.repeat_claims().await;
    }

    pub(crate) fn tell(&self, told: Told) {
        self.board.told.lock().unwrap().push(told);
    }

    pub(crate) fn stands(&self, booking: &Booking) {
        self.world.saw("booking", booking.state.name());
        self.world.tell(format!(
            "is told that {} version {} is {}",
            booking.id,
            booking.version,
            booking.state.name()
        ));
        self.tell(Told::Stands(Box::new(booking.clone())));
    }

    async fn offer(&self) -> Offered {
        let known = self.board.offers.lock().unwrap().clone();
        if !known.is_empty() && self.world.happens(500) {
            return known[self.world.below(known.len())].clone();
        }
        let ask = |desk: Arc<Desk>| async move { desk.quote(merchant(), call()).await };
        let Ok(Quoted::Answered(answer)) = self.replicas.insist("quoting", ask).await else {
            panic!("it quotes")
        };
        let offer = Offered::read(&answer);
        self.board.offers.lock().unwrap().push(offer.clone());
        offer
    }

    async fn book(&self) {
        let (offer, order) = (self.offer().await, self.world.below(ORDERS));
        let payment = if self.world.happens(500) { Payment::AtOnce } else { Payment::Confirmed };
        match self.booked(&offer, order, payment).await {
            Ok(booking) => {
                let booking = booking.id;
                self.board.made.lock().unwrap().push(Made { offer, order, payment, booking });
            }
            Err(BookError::PriceChanged(Some(again))) => {
                let again = Offered::of(&serde_json::to_value(&*again).unwrap());
                self.board.offers.lock().unwrap().push(again);
            }
            Err(BookError::QuoteDeclined) => self.tell(Told::Declined(offer.quote)),
            Err(BookError::OrderInsured) => self.tell(Told::OrderInsured(format!("order-{order}"))),
            Err(BookError::QuoteUsed) => self.tell(Told::QuoteBooked(offer.quote)),
            Err(error) => self.world.is_wrong(format!("booking: {error:?}")),
        }
    }

    async fn booked(&self, offer: &Offered, order: usize, payment: Payment) -> Result<Booking, BookError> {
        let request = offer.booked_for(order);
        let key = Idempotency { key: offer.quote.clone(), fingerprint: format!("order {order}") };
        let ask = |desk: Arc<Desk>| {
            let (request, key) = (request.clone(), key.clone());
            async move { desk.book(merchant(), request, payment, &key).await }
        };
        let (Booked::Now(booking) | Booked::Before(booking)) = self.replicas.insist("booking", ask).await?;
        self.stands(&booking);
        Ok(booking)
    }

    /// Some booking that somebody was told of.
    pub(crate) fn some_booking(&self) -> Option<String> {
        let made = self.board.made.lock().unwrap();
        if made.is_empty() { None } else { Some(made[self.world.below(made.len())].booking.clone()) }
    }

    async fn decline(&self) {
        let quote = self.offer().await.quote;
        let ask = |desk: Arc<Desk>| {
            let quote = quote.clone();
            async move { desk.decline(merchant(), &quote, DeclineRequest::default()).await }
        };
        match self.replicas.insist("declining", ask).await {
            Ok(_) => self.tell(Told::Declined(quote)),
            Err(DeclineError::Booked) => self.tell(Told::QuoteBooked(quote)),
            Err(error) => self.world.is_wrong(format!("declining: {error:?}")),
        }
    }

    async fn confirm(&self) {
        let Some(id) = self.some_booking() else { return };
        let ask = |desk: Arc<Desk>| {
            let id = id.clone();
            async move { desk.confirm(merchant(), &id, order_value()).await }
        };
        match self.replicas.insist("confirming", ask).await {
            Ok(Booked::Now(booking) | Booked::Before(booking)) => self.stands(&booking),
            Err(ConfirmError::NotConfirmable(NotConfirmable::Expired)) => self.tell(Told::Expired(id)),
            Err(ConfirmError::NotConfirmable(NotConfirmable::Cancelled)) => {}
            Err(ConfirmError::OrderInsured) => {}
            Err(error) => self.world.is_wrong(format!("confirming {id}: {error:?}")),
        }
    }

    async fn cancel(&self) {
        let Some(id) = self.some_booking() else { return };
        let ask = |desk: Arc<Desk>| {
            let id = id.clone();
            async move { desk.cancel(merchant(), &id).await }
        };
        match self.replicas.insist("cancelling", ask).await {
            Ok(Cancelled::Now(booking) | Cancelled::Before(booking)) => self.stands(&booking),
            Err(CancelError::NotCancellable(Obstacle::Insurer(_))) => self.tell(Told::NotTakenBack(id)),
            Err(CancelError::NotCancellable(Obstacle::Claimed)) => self.tell(Told::Claimed(id)),
            Err(CancelError::NotCancellable(_)) => {}
            Err(error) => self.world.is_wrong(format!("cancelling {id}: {error:?}")),
        }
    }

    async fn look(&self) {
        let Some(id) = self.some_booking() else { return };
        let ask = |desk: Arc<Desk>| {
            let id = id.clone();
            async move { desk.booking(merchant(), &id).await }
        };
        match self.replicas.insist("looking", ask).await {
            Ok(Some(booking)) if booking.state == State::Expired => self.tell(Told::Expired(id)),
            Ok(Some(booking)) => self.stands(&booking),
            other => self.world.is_wrong(format!("{id} is {other:?}")),
        }
    }
}
