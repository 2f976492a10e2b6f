//! What a seed decides: chance, time, ids, and how rough the weather is.

use std::collections::BTreeMap;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard};
use std::task::{Context, Poll};

use futures_util::future::BoxFuture;
use lutine_booking::{Clock, Ids};
use time::{Duration, OffsetDateTime};

/// Somebody who does something, one step at a time.
pub(crate) struct Actor {
    pub(crate) name: String,
    /// The replica that it runs on, and dies with.
    pub(crate) host: Option<usize>,
    pub(crate) work: BoxFuture<'static, ()>,
    /// Until when it has nothing to do.
    pub(crate) rests_until: OffsetDateTime,
}

/// How often what goes wrong, in a thousand.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Odds {
    /// The database says no, before or after the write.
    pub(crate) store: u32,
    /// A replica crashes.
    pub(crate) crash: u32,
    /// The way to the insurer and back.
    pub(crate) insurer: u32,
    /// The way to a receiver of webhooks and back.
    pub(crate) webhook: u32,
    /// A receiver is gone for ever.
    pub(crate) gone: u32,
    /// A client does not wait any longer.
    pub(crate) impatience: u32,
    /// Much time passes at once.
    pub(crate) leap: u32,
    /// Whoever was on goes on.
    pub(crate) again: u32,
}

struct Inner {
    chance: fastrand::Rng,
    now: OffsetDateTime,
    ids: u64,
    odds: Odds,
    rough: bool,
    /// Whoever is on waits for its next turn, which does not come before this.
    parked: Option<OffsetDateTime>,
    acting: String,
    spawned: Vec<Actor>,
    trace: Vec<String>,
    wrong: Vec<String>,
}

/// The world, as everybody in it holds it.
#[derive(Clone)]
pub(crate) struct World(Arc<Mutex<Inner>>);

impl World {
    pub(crate) fn new(seed: u64) -> Self {
        let mut chance = fastrand::Rng::with_seed(seed);
        let mut one_of = |odds: [u32; 3]| odds[chance.usize(..odds.len())];
        // Each world has dangers of its own: where all are equal, the rare ones hide behind the frequent.
        let odds = Odds {
            store: one_of([0, 20, 100]),
            crash: one_of([0, 5, 20]),
            insurer: one_of([0, 200, 600]),
            webhook: one_of([0, 200, 600]),
            gone: one_of([0, 0, 100]),
            impatience: one_of([0, 10, 60]),
            leap: one_of([0, 2, 10]),
            again: one_of([0, 400, 900]),
        };
        Self(Arc::new(Mutex::new(Inner {
            chance,
            now: START,
            ids: 0,
            odds,
            rough: true,
            parked: None,
            acting: "the world".to_owned(),
            spawned: Vec::new(),
            trace: vec![format!("seed {seed}: {odds:?}")],
            wrong: Vec::new(),
        })))
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap()
    }

    pub(crate) fn odds(&self) -> Odds {
        self.inner().odds
    }

    /// Whether something happens that happens so often in a thousand times.
    pub(crate) fn happens(&self, permille: u32) -> bool {
        self.inner().chance.u32(..1000) < permille
    }

    /// The same for what goes wrong, which nothing does in calm weather.
    pub(crate) fn goes_wrong(&self, of: impl Fn(&Odds) -> u32) -> bool {
        let mut inner = self.inner();
        let permille = of(&inner.odds);
        inner.rough && inner.chance.u32(..1000) < permille
    }

    /// A number below another.
    pub(crate) fn below(&self, end: usize) -> usize {
        self.inner().chance.usize(..end)
    }

    pub(crate) fn calm_down(&self) {
        self.inner().rough = false;
        self.tell("the weather calms down");
    }

    pub(crate) fn pass(&self, time: Duration) {
        self.inner().now += time;
    }

    /// Waits until it is this one's turn again. Whatever crashes or is given up, is so here.
    pub(crate) fn turn(&self) -> Turn {
        self.rest(Duration::ZERO)
    }

    /// The same, once so much time has passed.
    pub(crate) fn rest(&self, time: Duration) -> Turn {
        Turn { world: self.clone(), until: self.now() + time, waited: false }
    }

    pub(crate) fn take_parked(&self) -> Option<OffsetDateTime> {
        self.inner().parked.take()
    }

    pub(crate) fn spawn(&self, name: String, host: Option<usize>, work: BoxFuture<'static, ()>) {
        let mut inner = self.inner();
        let rests_until = inner.now;
        inner.spawned.push(Actor { name, host, work, rests_until });
    }

    pub(crate) fn take_spawned(&self) -> Vec<Actor> {
        std::mem::take(&mut self.inner().spawned)
    }

    pub(crate) fn acts(&self, name: &str) {
        name.clone_into(&mut self.inner().acting);
    }

    /// Writes down what whoever is on does.
    pub(crate) fn tell(&self, what: impl std::fmt::Display) {
        let mut inner = self.inner();
        let line = format!("{:>8} {}: {what}", (inner.now - START).whole_seconds(), inner.acting);
        inner.trace.push(line);
    }

    /// Notes that something was seen, of whatever world.
    pub(crate) fn saw(&self, what: &'static str, state: &'static str) {
        *SEEN.lock().unwrap().entry((what, state)).or_default() += 1;
    }

    /// What must never be.
    pub(crate) fn is_wrong(&self, what: impl std::fmt::Display) {
        self.tell(format!("WRONG: {what}"));
        self.inner().wrong.push(what.to_string());
    }

    pub(crate) fn trace(&self) -> Vec<String> {
        self.inner().trace.clone()
    }

    pub(crate) fn wrong(&self) -> Vec<String> {
        self.inner().wrong.clone()
    }
}

/// What was seen in all worlds, and how often.
pub(crate) static SEEN: Mutex<BTreeMap<(&str, &str), u64>> = Mutex::new(BTreeMap::new());

const START: OffsetDateTime = time::macros::datetime!(2026-11-22 12:00 UTC);

impl Clock for World {
    fn now(&self) -> OffsetDateTime {
        self.inner().now
    }
}

impl Ids for World {
    fn fresh(&self, prefix: &str) -> String {
        let mut inner = self.inner();
        inner.ids += 1;
        format!("{prefix}_{:06}", inner.ids)
    }
}

/// See [`World::turn`].
pub(crate) struct Turn {
    world: World,
    until: OffsetDateTime,
    waited: bool,
}

impl Future for Turn {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        if self.waited {
            return Poll::Ready(());
        }
        self.waited = true;
        self.world.inner().parked = Some(self.until);
        Poll::Pending
    }
}
