//! A seeded world of shoppers, shops, replicas, an insurer and receivers of webhooks around one database, in which everything
//! goes wrong that can: errors before and after a write, crashes at every step, requests and answers that are lost or late,
//! clients that give up and repeat. Then it calms down, and nothing may be doubled, lost, left open or untold.
//!
//! A seed decides everything, so that a world that failed is run again with `LUTINE_SEED=…`, step by step. `LUTINE_SEEDS=…`
//! runs so many.

mod amenders;
mod arrivals;
mod checks;
mod claimants;
mod claims;
mod clients;
mod insurer;
mod owner;
mod receivers;
mod replicas;
mod schedule;
mod shop;
mod store;
mod world;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use lutine_store::SqliteStore;
use sqlx::AssertSqlSafe;
use sqlx::sqlite::{SqliteConnectOptions, SqlitePool};
use tempfile::TempDir;
use tokio::runtime::Runtime;

use crate::world::{SEEN, World};

/// As in the server.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const SEEDS: u64 = 200;

/// Where nobody ever gets nothing is shown by getting there unharmed.
const MUST_BE_SEEN: [(&str, &str); 12] = [
    ("amendment", "made or open"),
    ("amendment", "refused"),
    ("booking", "booked"),
    ("booking", "cancelled"),
    ("booking", "pending_payment"),
    ("booking", "rejected"),
    ("claim", "approved"),
    ("claim", "approved_in_part"),
    ("claim", "paid"),
    ("claim", "rejected"),
    ("claim", "submitted"),
    ("claim", "withdrawn"),
];

#[test]
fn whatever_goes_wrong_nothing_is_doubled_lost_or_left_open() {
    let folder = folder();
    let template = folder.path().join("template.db");
    run_alone(async { SqliteStore::open(&template).await.unwrap().close().await });
    if let Some(seed) = variable("LUTINE_SEED") {
        if let Err(failed) = Stage::new(&template).simulate(seed) {
            panic!("{failed}");
        }
        return;
    }
    let seeds = variable("LUTINE_SEEDS").unwrap_or(SEEDS);
    let (next, failed) = (AtomicU64::new(0), AtomicBool::new(false));
    let report = std::thread::scope(|scope| {
        let work = || {
            let stage = Stage::new(&template);
            while !failed.load(Ordering::Relaxed) {
                let seed = next.fetch_add(1, Ordering::Relaxed);
                if seed >= seeds {
                    return None;
                }
                if seeds > SEEDS && seed.is_multiple_of(seeds / 10) {
                    println!("{seed} of {seeds} seeds");
                }
                if let Err(report) = stage.simulate(seed) {
                    failed.store(true, Ordering::Relaxed);
                    return Some(report);
                }
            }
            None
        };
        // Two for each core: a world waits for its database as long as it works.
        let threads = 2 * std::thread::available_parallelism().map_or(1, usize::from);
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        workers.into_iter().filter_map(|worker| worker.join().unwrap()).next()
    });
    if let Some(report) = report {
        panic!("{report}");
    }
    println!("{seeds} seeds");
    let seen = SEEN.lock().unwrap();
    for ((what, state), times) in &*seen {
        println!("{what:>10} {state:20} {times:>9}");
    }
    for must in MUST_BE_SEEN {
        assert!(seeds < SEEDS || seen.contains_key(&must), "no client ever saw a {must:?}");
    }
}

#[test]
fn a_seed_replays_step_by_step() {
    let folder = folder();
    let template = folder.path().join("template.db");
    run_alone(async { SqliteStore::open(&template).await.unwrap().close().await });
    let stage = Stage::new(&template);
    for seed in 0..5 {
        let [once, again] = [(); 2].map(|()| {
            let world = World::new(seed);
            stage.live(&world);
            world.trace()
        });
        assert!(once.len() > 50, "a world in which nothing happens");
        assert_eq!(once, again, "seed {seed}");
    }
}

/// In memory where the machine has such a folder: a world's database lives for milliseconds.
fn folder() -> TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() { TempDir::new_in(memory).unwrap() } else { TempDir::new().unwrap() }
}

fn variable(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|value| value.parse().unwrap())
}

fn run_alone<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(work)
}

/// A database on which one world after another is lived through: each begins with nothing in it.
struct Stage {
    runtime: Runtime,
    store: SqliteStore,
    file: SqlitePool,
    /// What forgets a world.
    forget: String,
}

impl Stage {
    fn new(template: &Path) -> Self {
        static NUMBER: AtomicU64 = AtomicU64::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let path = template.with_file_name(format!("{number}.db"));
        std::fs::copy(template, &path).unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let (store, file, tables) = runtime.block_on(async {
            let store = SqliteStore::open(&path).await.unwrap();
            let file = SqlitePool::connect_with(SqliteConnectOptions::new().filename(&path)).await.unwrap();
            let tables: Vec<String> = sqlx::query_scalar(TABLES).fetch_all(&file).await.unwrap();
            (store, file, tables)
        });
        let delete = tables.iter().map(|table| format!("DELETE FROM {table};"));
        // All at once, so that what refers to something goes with it.
        let forget = format!("BEGIN; PRAGMA defer_foreign_keys = ON; {} COMMIT;", delete.collect::<String>());
        Self { runtime, store, file, forget }
    }

    /// Lives through one world; the error is what to read.
    fn simulate(&self, seed: u64) -> Result<(), String> {
        let world = World::new(seed);
        let panicked = catch_unwind(AssertUnwindSafe(|| self.live(&world))).is_err();
        let wrong = world.wrong();
        if !panicked && wrong.is_empty() {
            return Ok(());
        }
        let trace = world.trace().join("\n");
        let wrong = if panicked { "it panicked, see above".to_owned() } else { wrong.join("\n") };
        Err(format!(
            "{trace}\n\n{wrong}\n\nagain: LUTINE_SEED={seed} cargo test -p lutine-store --test simulation"
        ))
    }

    fn live(&self, world: &World) {
        self.runtime.block_on(async {
            sqlx::raw_sql(AssertSqlSafe(self.forget.clone())).execute(&self.file).await.unwrap();
            schedule::live(world, &self.store).await;
        });
    }
}

const TABLES: &str = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE '%sqlx%'";
