//! Who is on: one at a time, and chance decides who goes on from where it waits. So whatever can come between two steps
//! does so in some world, and in the same one every time.

use std::future::poll_fn;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::Poll;

use async_trait::async_trait;
use lutine_booking::{Address, Clock, Desk, Message, NotAdmitted, Outcome, Signer, Sink, Unreachable};
use lutine_store::SqliteStore;
use time::Duration;

use crate::checks;
use crate::clients::{Board, Client};
use crate::insurer::Underwriter;
use crate::store::Faulty;
use crate::world::{Actor, World};

/// After so many steps the weather calms down, whoever is still about.
const STEPS: usize = 4000;
/// How often a replica settles, and which bookings: as the server does.
const SETTLE_EVERY: Duration = Duration::seconds(5);
const SETTLE_AFTER: Duration = Duration::seconds(30);

struct Stage {
    world: World,
    insurer: Underwriter,
    desks: Vec<Arc<Desk>>,
    /// How many rounds each replica has settled.
    rounds: Vec<Arc<AtomicUsize>>,
    actors: Vec<Actor>,
    last: usize,
}

/// Lives through a world, and checks what it leaves behind.
pub(crate) async fn live(world: &World, store: &SqliteStore) {
    let insurer = Underwriter::new(world.clone());
    let hosts = 1 + world.below(3);
    let desk = |_| {
        Arc::new(Desk {
            store: Arc::new(Faulty { store: store.clone(), world: world.clone() }),
            insurer: Arc::new(insurer.clone()),
            sink: Arc::new(Nowhere),
            clock: Arc::new(world.clone()),
            ids: Arc::new(world.clone()),
            signer: Signer::new([7; 32]),
            quote_validity: Duration::minutes(30),
        })
    };
    let mut stage = Stage {
        world: world.clone(),
        insurer: insurer.clone(),
        desks: (0..hosts).map(desk).collect(),
        rounds: (0..hosts).map(|_| Arc::default()).collect(),
        actors: Vec::new(),
        last: 0,
    };
    (0..hosts).for_each(|host| stage.start(host));
    let board = Arc::new(Board::default());
    let client = || Client { world: world.clone(), desks: stage.desks.clone(), board: Arc::clone(&board) };
    for number in 0..2 + world.below(4) {
        world.spawn(format!("client {number}"), None, Box::pin(client().live()));
    }
    let repeating = client();
    stage.until(|stage| !stage.is_asked()).await;
    world.calm_down();
    stage.until(|stage| !stage.is_asked()).await;
    while insurer.receive_late() {}
    world.pass(Duration::hours(2));
    let rounds: Vec<_> = stage.rounds.iter().map(|rounds| rounds.load(Ordering::Relaxed)).collect();
    let settled = |stage: &Stage| {
        stage.rounds.iter().zip(&rounds).all(|(now, then)| now.load(Ordering::Relaxed) > then + 2)
    };
    stage.until(settled).await;
    world.spawn("whoever repeats".to_owned(), None, Box::pin(repeating.repeat()));
    stage.until(|stage| !stage.is_asked()).await;
    checks::check(world, store, &insurer, &board).await;
}

impl Stage {
    /// A replica comes up, and settles what it finds for as long as it lives.
    fn start(&mut self, host: usize) {
        let (world, desk) = (self.world.clone(), Arc::clone(&self.desks[host]));
        let rounds = Arc::clone(&self.rounds[host]);
        let work = async move {
            let mut before = world.now();
            loop {
                let _ = desk.settle_in_flight(before).await;
                rounds.fetch_add(1, Ordering::Relaxed);
                let next = world.now() + SETTLE_EVERY;
                while world.now() < next {
                    world.turn().await;
                }
                before = world.now() - SETTLE_AFTER;
            }
        };
        self.actors.push(Actor { name: settler(host), host: Some(host), work: Box::pin(work) });
    }

    /// Whether any client, or request of one, is about.
    fn is_asked(&self) -> bool {
        self.actors.len() > self.desks.len()
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
            let host = world.below(self.desks.len());
            self.crash(host);
        }
        let again = self.last < self.actors.len() && world.happens(world.odds().again);
        let on = if again { self.last } else { world.below(self.actors.len()) };
        self.last = on;
        let actor = &mut self.actors[on];
        world.acts(&actor.name);
        // Waits for the database, and for nobody's turn but this one's.
        let ended = poll_fn(|context| match actor.work.as_mut().poll(context) {
            Poll::Ready(()) => Poll::Ready(true),
            Poll::Pending if world.take_parked() => Poll::Ready(false),
            Poll::Pending => Poll::Pending,
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

fn settler(host: usize) -> String {
    format!("settling on {host}")
}

/// Nobody is told by webhook here.
struct Nowhere;

#[async_trait]
impl Sink for Nowhere {
    fn admits(&self, _: &Address) -> Result<(), NotAdmitted> {
        Ok(())
    }

    async fn post(&self, _: &Message) -> Outcome {
        Outcome::Unreachable(Unreachable::NotConnected)
    }
}
