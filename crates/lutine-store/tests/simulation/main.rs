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
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use lutine_store::SqliteStore;
use tempfile::TempDir;

use crate::world::World;

const SEEDS: u64 = 200;

#[test]
fn whatever_goes_wrong_nothing_is_doubled_lost_or_left_open() {
    let folder = folder();
    let template = folder.path().join("template.db");
    run_alone(async { SqliteStore::open(&template).await.unwrap().close().await });
    if let Some(seed) = variable("LUTINE_SEED") {
        if let Err(failed) = simulate(seed, &template) {
            panic!("{failed}");
        }
        return;
    }
    let seeds = variable("LUTINE_SEEDS").unwrap_or(SEEDS);
    let (next, failed) = (AtomicU64::new(0), AtomicBool::new(false));
    let report = std::thread::scope(|scope| {
        let work = || {
            while !failed.load(Ordering::Relaxed) {
                let seed = next.fetch_add(1, Ordering::Relaxed);
                if seed >= seeds {
                    return None;
                }
                if seeds > SEEDS && seed.is_multiple_of(seeds / 10) {
                    println!("{seed} of {seeds} seeds");
                }
                if let Err(report) = simulate(seed, &template) {
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
}

#[test]
fn a_seed_replays_step_by_step() {
    let folder = folder();
    let template = folder.path().join("template.db");
    run_alone(async { SqliteStore::open(&template).await.unwrap().close().await });
    for seed in 0..5 {
        let [once, again] = [(); 2].map(|()| {
            let world = World::new(seed);
            live(&world, &template);
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

/// Lives through one world; the error is what to read.
fn simulate(seed: u64, template: &Path) -> Result<(), String> {
    let world = World::new(seed);
    let panicked = catch_unwind(AssertUnwindSafe(|| live(&world, template))).is_err();
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

fn live(world: &World, template: &Path) {
    static NUMBER: AtomicU64 = AtomicU64::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let path = template.with_file_name(format!("{number}.db"));
    std::fs::copy(template, &path).unwrap();
    run_alone(async {
        let store = SqliteStore::open(&path).await.unwrap();
        schedule::live(world, &store).await;
        store.close().await;
    });
    for file in ["db", "db-wal", "db-shm"] {
        let _ = std::fs::remove_file(PathBuf::from(&path).with_extension(file));
    }
}
