//! Who is on: one at a time, and chance decides who goes on from where it waits. So whatever can come between two steps
//! does so in some world, and in the same one every time.

use std::future::poll_fn;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::Poll;

use futures_util::future::BoxFuture;
use lutine_booking::{Clock, Desk, Signer};
use lutine_store::SqliteStore;
use time::Duration;

use crate::checks;
use crate::clients::{Board, Client};
use crate::insurer::Underwriter;
use crate::owner::Owner;
use crate::receivers::Receivers;
use crate::replicas::Replicas;
use crate::store::Faulty;
use crate::world::{Actor, World};

/// After so many steps the weather calms down, whoever is still about.
const STEPS: usize = 4000;
/// How often a replica settles, and which bookings. The server does so three times as often: here most turns would find nothing.
const SETTLE_EVERY: Duration = Duration::seconds(15);
const SETTLE_AFTER: Duration = Duration::seconds(30);

/// How often it looks for what is to be delivered.
const DELIVER_EVERY: Duration = Duration::seconds(20);
/// The longest that a delivery waits for its next attempt, and an hour.
const LONGEST_WAIT: Duration = Duration::hours(25);

/// Settling and delivering.
const WORKS_OF_A_REPLICA: usize = 2;

struct Stage {
    world: World,
    insurer: Underwriter,
    replicas: Vec<Replica>,
    actors: Vec<Actor>,
    last: usize,
}

/// A replica, and how often it went through all that there was to settle, and to deliver.
struct Replica {
    desk: Arc<Desk>,
    settled: Arc<AtomicUsize>,
    delivered: Arc<AtomicUsize>,
}

/// Lives through a world, and checks what it leaves behind.
pub(crate) async fn live(world: &World, store: &SqliteStore) {
    let (insurer, receivers) = (Underwriter::new(world.clone()), Receivers::new(world.clone()));
    let hosts = 1 + world.below(3);
    let desk = |_| {
        Arc::new(Desk {
            store: Arc::new(Faulty { store: store.clone(), world: world.clone() }),
            insurer: Arc::new(insurer.clone()),
            sink: Arc::new(receivers.clone()),
            clock: Arc::new(world.clone()),
            ids: Arc::new(world.clone()),
            signer: Signer::new([7; 32]),
            quote_validity: Duration::minutes(30),
        })
    };
    let replicas = Replicas { world: world.clone(), desks: (0..hosts).map(desk).collect() };
    let mut stage = Stage::new(world.clone(), insurer.clone(), &replicas);
    (0..hosts).for_each(|host| stage.start(host));
    let owner = Owner { world: world.clone(), replicas: replicas.clone(), receivers: receivers.clone() };
    // What happened before there was an endpoint, none is told.
    world.spawn("the merchant".to_owned(), None, Box::pin(owner.clone().begin()));
    stage.until(|stage| !stage.is_asked()).await;
    world.spawn("the merchant".to_owned(), None, Box::pin(owner.live()));
    let board = Arc::new(Board::default());
    let client = || Client { world: world.clone(), replicas: replicas.clone(), board: Arc::clone(&board) };
    for number in 0..2 + world.below(4) {
        world.spawn(format!("client {number}"), None, Box::pin(client().live()));
    }
    stage.until(|stage| !stage.is_asked()).await;
    world.calm_down();
    stage.until(|stage| !stage.is_asked()).await;
    while insurer.receive_late() {}
    world.pass(Duration::hours(2));
    stage.until_all_is_done().await;
    world.spawn("whoever repeats".to_owned(), None, Box::pin(client().repeat()));
    stage.until(|stage| !stage.is_asked()).await;
    world.pass(LONGEST_WAIT);
    stage.until_all_is_done().await;
    checks::check(world, store, &insurer, &receivers, &board).await;
}

impl Replica {
    /// Both, in this order.
    fn rounds(&self) -> [usize; 2] {
        [&self.settled, &self.delivered].map(|rounds| rounds.load(Ordering::Relaxed))
    }

    /// Settles what it finds for as long as it lives, all of it at once.
    fn settle(&self, host: usize, world: World) -> BoxFuture<'static, ()> {
        let (desk, rounds) = (Arc::clone(&self.desk), Arc::clone(&self.settled));
        Box::pin(async move {
            let mut before = world.now();
            loop {
                for open in desk.take_in_flight(before).await.unwrap_or_default() {
                    let (name, desk) =
                        (format!("settling {} on {host}", open.booking().id), Arc::clone(&desk));
                    let settling = async move {
                        desk.settle(open).await;
                    };
                    world.spawn(name, Some(host), Box::pin(settling));
                }
                rounds.fetch_add(1, Ordering::Relaxed);
                world.rest(SETTLE_EVERY).await;
                before = world.now() - SETTLE_AFTER;
            }
        })
    }

    /// Delivers what is due for as long as it lives.
    fn deliver(&self, world: World) -> BoxFuture<'static, ()> {
        let (desk, rounds) = (Arc::clone(&self.desk), Arc::clone(&self.delivered));
        Box::pin(async move {
            loop {
                let _ = desk.deliver_due().await;
                rounds.fetch_add(1, Ordering::Relaxed);
                world.rest(DELIVER_EVERY).await;
            }
        })
    }
}

impl Stage {
    fn new(world: World, insurer: Underwriter, replicas: &Replicas) -> Self {
        let replica = |desk: &Arc<Desk>| Replica {
            desk: Arc::clone(desk),
            settled: Arc::default(),
            delivered: Arc::default(),
        };
        let replicas = replicas.desks.iter().map(replica).collect();
        Self { world, insurer, replicas, actors: Vec::new(), last: 0 }
    }

    /// A replica comes up.
    fn start(&mut self, host: usize) {
        let replica = &self.replicas[host];
        let (settling, delivering) =
            (replica.settle(host, self.world.clone()), replica.deliver(self.world.clone()));
        for (what, work) in [("settling", settling), ("delivering", delivering)] {
            self.world.spawn(format!("{what} on {host}"), Some(host), work);
        }
    }

    /// Until each replica has found all that there is, and ended it.
    async fn until_all_is_done(&mut self) {
        let then: Vec<_> = self.replicas.iter().flat_map(Replica::rounds).collect();
        let done = |stage: &Self| {
            let rounds = stage.replicas.iter().flat_map(Replica::rounds);
            !stage.is_asked() && rounds.zip(&then).all(|(now, then)| now > then + 2)
        };
        self.until(done).await;
    }

    /// Whether any client is about, or what it asked for is answered or settled.
    fn is_asked(&self) -> bool {
        self.actors.len() > WORKS_OF_A_REPLICA * self.replicas.len()
    }

    async fn until(&mut self, done: impl Fn(&Self) -> bool) {
        for step in 0.. {
            self.actors.extend(self.world.take_spawned());
            if done(self) {
                return;
            }
            if step == STEPS {
                self.world.calm_down();
            }
            if step == 10 * STEPS {
                return self.world.is_wrong("it never ends");
            }
            self.step().await;
        }
    }

    async fn step(&mut self) {
        let world = self.world.clone();
        let moment = world.below(2000);
        world.pass(Duration::milliseconds(i64::try_from(moment).unwrap()));
        if world.goes_wrong(|odds| odds.leap) {
            let minutes = 1 + world.below(40);
            world.pass(Duration::minutes(i64::try_from(minutes).unwrap()));
        }
        if world.happens(10) {
            self.insurer.receive_late();
        }
        if world.goes_wrong(|odds| odds.crash) {
            let host = world.below(self.replicas.len());
            self.crash(host);
        }
        let now = world.now();
        let awake: Vec<_> = (0..self.actors.len()).filter(|on| self.actors[*on].rests_until <= now).collect();
        if awake.is_empty() {
            return;
        }
        let again = awake.contains(&self.last) && world.happens(world.odds().again);
        let on = if again { self.last } else { awake[world.below(awake.len())] };
        self.last = on;
        let actor = &mut self.actors[on];
        world.acts(&actor.name);
        // Waits for the database, and for nobody's turn but this one's.
        let ended = poll_fn(|context| match actor.work.as_mut().poll(context) {
            Poll::Ready(()) => Poll::Ready(true),
            Poll::Pending => world.take_parked().map_or(Poll::Pending, |until| {
                actor.rests_until = until;
                Poll::Ready(false)
            }),
        });
        if ended.await {
            drop(self.actors.swap_remove(on));
        }
    }

    /// Everything that runs on a replica is gone, wherever it was; it comes up again.
    fn crash(&mut self, host: usize) {
        self.world.acts(&format!("replica {host}"));
        self.world.tell("crashes");
        self.actors.retain(|actor| actor.host != Some(host));
        self.start(host);
    }
}
