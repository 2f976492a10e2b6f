//! An insurer that keeps its own books, at the end of a line that loses, delays and repeats.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard};

use async_trait::async_trait;
use lutine_booking::{Amending, Booking, Bound, Found, Insurer, Policy, Refusal, Released};
use serde_json::Value;

use crate::world::World;

/// What the insurer knows of a booking. It decides once, whatever it is asked how often.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) booking: Booking,
    pub(crate) bound: Bound,
    /// What was decided on each change, by its id.
    pub(crate) amendments: BTreeMap<String, Bound>,
    /// The policies and the offer that hold.
    pub(crate) holds: Option<(Vec<Policy>, Value)>,
    pub(crate) released: Option<Released>,
}

impl Entry {
    /// Whether there is cover.
    pub(crate) fn covers(&self) -> bool {
        self.holds.is_some() && self.released != Some(Released::Released)
    }
}

/// What is on its way, and arrives when whoever sent it has given up.
enum Message {
    Bind(Box<Booking>),
    Amend(Box<Amending>),
    Cancel(Box<Booking>),
}

#[derive(Default)]
struct Inner {
    books: BTreeMap<String, Entry>,
    late: Vec<Message>,
}

/// The insurer, and the way to it.
#[derive(Clone)]
pub(crate) struct Underwriter {
    world: World,
    inner: Arc<Mutex<Inner>>,
}

/// How a request fares.
enum Fate {
    Answered,
    AnswerLost,
    Late,
    Lost,
}

impl Underwriter {
    pub(crate) fn new(world: World) -> Self {
        Self { world, inner: Arc::default() }
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap()
    }

    pub(crate) fn books(&self) -> BTreeMap<String, Entry> {
        self.inner().books.clone()
    }

    /// Something that was late arrives; whether there was any.
    pub(crate) fn receive_late(&self) -> bool {
        let late = self.inner().late.len();
        if late == 0 {
            return false;
        }
        let message = self.inner().late.swap_remove(self.world.below(late));
        self.world.acts("the line");
        match message {
            Message::Bind(booking) => drop(self.receive_bind(&booking)),
            Message::Amend(amending) => drop(self.receive_amend(&amending)),
            Message::Cancel(booking) => drop(self.receive_cancel(&booking)),
        }
        true
    }

    fn fate(&self) -> Fate {
        if !self.world.goes_wrong(|odds| odds.insurer) {
            return Fate::Answered;
        }
        match self.world.below(3) {
            0 => Fate::Lost,
            1 => Fate::Late,
            _ => Fate::AnswerLost,
        }
    }

    fn receive_bind(&self, booking: &Booking) -> Bound {
        if let Some(entry) = self.inner().books.get(&booking.id) {
            return entry.bound.clone();
        }
        self.check_alone(booking);
        let refused = self.world.happens(150);
        let number = format!("P-{}", booking.id);
        let bound = match refused {
            true => Bound::Refused(refusal()),
            false => Bound::Policies(vec![Policy { number, parcel: None }]),
        };
        self.world.tell(format!("the insurer decides on {}: {bound:?}", booking.id));
        let holds = match &bound {
            Bound::Policies(policies) => Some((policies.clone(), booking.offer.clone())),
            _ => None,
        };
        let entry = Entry {
            booking: booking.clone(),
            bound: bound.clone(),
            amendments: BTreeMap::new(),
            holds,
            released: None,
        };
        self.inner().books.insert(booking.id.clone(), entry);
        bound
    }

    /// No order's shipment is covered twice at one time, and no quote is ever bound twice.
    fn check_alone(&self, booking: &Booking) {
        let books = self.books();
        for other in books.values() {
            let (one, two) = (&other.booking, booking);
            let same = one.order.id == two.order.id && one.shipment_reference == two.shipment_reference;
            if same && other.covers() {
                self.world
                    .is_wrong(format!("order {} is insured twice: {} and {}", one.order.id, one.id, two.id));
            }
            if one.quote_id == two.quote_id {
                self.world
                    .is_wrong(format!("quote {} is bound twice: {} and {}", one.quote_id, one.id, two.id));
            }
        }
    }

    fn receive_amend(&self, amending: &Amending) -> Bound {
        let (id, amendment) = (&amending.booking().id, amending.amendment());
        let Some(mut entry) = self.inner().books.get(id).cloned() else {
            self.world.is_wrong(format!("{id} is to be amended and was never bound"));
            return Bound::Unknown;
        };
        if let Some(decided) = entry.amendments.get(&amendment.id) {
            return decided.clone();
        }
        if !entry.covers() {
            self.world.is_wrong(format!("{id} is to be amended and is not covered"));
        }
        let decided = if self.world.happens(150) {
            Bound::Refused(refusal())
        } else {
            let policies = vec![Policy { number: format!("P-{id}-{}", amendment.id), parcel: None }];
            entry.holds = Some((policies.clone(), amendment.offer.clone()));
            Bound::Policies(policies)
        };
        self.world.tell(format!("the insurer decides on {} of {id}: {decided:?}", amendment.id));
        entry.amendments.insert(amendment.id.clone(), decided.clone());
        self.inner().books.insert(id.clone(), entry);
        decided
    }

    fn receive_cancel(&self, booking: &Booking) -> Released {
        let known = self.inner().books.get(&booking.id).cloned();
        let Some(entry) = known else {
            self.world.is_wrong(format!("{} is to be taken back and was never bound", booking.id));
            return Released::Unknown;
        };
        if let Some(released) = entry.released {
            return released;
        }
        let released =
            if self.world.happens(150) { Released::Refused(refusal()) } else { Released::Released };
        self.world.tell(format!("the insurer decides on taking {} back: {released:?}", booking.id));
        let entry = Entry { released: Some(released.clone()), ..entry };
        self.inner().books.insert(booking.id.clone(), entry);
        released
    }

    /// A request and its answer, between which others act and time passes.
    async fn ask<A>(&self, late: Message, receive: impl FnOnce() -> A) -> Option<A> {
        self.world.turn().await;
        let answer = match self.fate() {
            Fate::Answered => Some(receive()),
            Fate::AnswerLost => {
                receive();
                None
            }
            Fate::Late => {
                self.inner().late.push(late);
                None
            }
            Fate::Lost => None,
        };
        self.world.tell(if answer.is_some() { "the insurer answers" } else { "the insurer is not heard" });
        self.world.turn().await;
        answer
    }
}

fn refusal() -> Refusal {
    Refusal { code: "no".to_owned(), message: "No.".to_owned() }
}

#[async_trait]
impl Insurer for Underwriter {
    async fn bind(&self, booking: &Booking) -> Bound {
        let late = Message::Bind(Box::new(booking.clone()));
        self.ask(late, || self.receive_bind(booking)).await.unwrap_or(Bound::Unknown)
    }

    async fn lookup(&self, booking: &Booking) -> Found<Bound> {
        self.world.turn().await;
        if self.world.goes_wrong(|odds| odds.insurer) {
            return Found::Answer(Bound::Unknown);
        }
        let known = self.inner().books.get(&booking.id).map(|entry| entry.bound.clone());
        self.world.tell(format!("the insurer knows of {}: {known:?}", booking.id));
        self.world.turn().await;
        known.map_or(Found::Nothing, Found::Answer)
    }

    async fn amend(&self, amending: &Amending) -> Bound {
        let late = Message::Amend(Box::new(amending.clone()));
        self.ask(late, || self.receive_amend(amending)).await.unwrap_or(Bound::Unknown)
    }

    async fn lookup_amend(&self, amending: &Amending) -> Found<Bound> {
        self.world.turn().await;
        if self.world.goes_wrong(|odds| odds.insurer) {
            return Found::Answer(Bound::Unknown);
        }
        let (id, amendment) = (&amending.booking().id, &amending.amendment().id);
        let entry = self.inner().books.get(id).cloned();
        let known = entry.and_then(|entry| entry.amendments.get(amendment).cloned());
        self.world.tell(format!("the insurer knows of {amendment} of {id}: {known:?}"));
        self.world.turn().await;
        known.map_or(Found::Nothing, Found::Answer)
    }

    async fn cancel(&self, booking: &Booking) -> Released {
        let late = Message::Cancel(Box::new(booking.clone()));
        self.ask(late, || self.receive_cancel(booking)).await.unwrap_or(Released::Unknown)
    }

    async fn lookup_cancel(&self, booking: &Booking) -> Found<Released> {
        self.world.turn().await;
        if self.world.goes_wrong(|odds| odds.insurer) {
            return Found::Answer(Released::Unknown);
        }
        let known = self.inner().books.get(&booking.id).and_then(|entry| entry.released.clone());
        self.world.tell(format!("the insurer knows of taking {} back: {known:?}", booking.id));
        self.world.turn().await;
        known.map_or(Found::Nothing, Found::Answer)
    }
}
