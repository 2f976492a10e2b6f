//! The server is killed in the middle of bookings, again and again, and PostgreSQL beneath it too: whatever was acknowledged is
//! there, in the state that was told or a later one, once.
//!
//! `LUTINE_ROUNDS=…` kills so often; a seed of one's own comes by `LUTINE_SEED=…`. When the server is killed follows from the
//! seed, but the machine has its part in it: such a run does not replay step by step.

mod checks;
#[path = "../serve/client.rs"]
#[allow(dead_code, reason = "shared: not everybody who uses this file wants all of it")]
mod client;
#[path = "../../../lutine-store/tests/support/postgres.rs"]
mod postgres;
#[path = "../serve/process.rs"]
#[allow(dead_code, reason = "shared: not everybody who uses this file wants all of it")]
mod process;
mod shoppers;

use std::sync::Arc;

use lutine_store::PostgresStore;
use sqlx::{Connection, SqliteConnection};

use crate::postgres::Cluster;
use crate::process::Process;
use crate::shoppers::Street;

/// How often is killed in the tests.
const ROUNDS: u64 = 3;
const SHOPPERS: usize = 8;
/// The insurer takes its time, so that there is always something in flight; by publishable key bookings wait to be paid.
const OPTIONS: [&str; 4] = ["--sandbox-delay-ms", "10", "--demo", "confirmed"];

fn variable(name: &str, default: u64) -> u64 {
    std::env::var(name).map_or(default, |value| value.parse().unwrap())
}

/// Kills the server in each round, at a moment that the seed picks, and starts it again; `beneath` may kill what it stands on.
#[expect(clippy::disallowed_methods, reason = "it measures")]
fn kill_again_and_again(name: &str, database: &str, mut beneath: impl FnMut(u64)) -> Process {
    let options = [&["--database", database], &OPTIONS[..]].concat();
    let (rounds, seed) = (variable("LUTINE_ROUNDS", ROUNDS), variable("LUTINE_SEED", 1));
    let (mut chance, began) = (fastrand::Rng::with_seed(seed), std::time::Instant::now());
    let mut server = Process::start(&options);
    let street = Arc::new(Street::new(server.address, server.secret()));
    let shoppers: Vec<_> =
        (0..SHOPPERS).map(|number| shoppers::begin(&street, format!("{name}-{number}"), seed)).collect();
    for round in 0..rounds {
        street.wait_for_answers(chance.usize(1..40));
        beneath(round);
        server.signal("KILL");
        server.ended();
        server = server.again(&options);
        street.moved_to(server.address);
    }
    street.close();
    shoppers.into_iter().for_each(|shopper| shopper.join().unwrap());
    // What the last of the killed left, the next start settles; so it does what is still open now.
    server.signal("KILL");
    server.ended();
    let server = server.again(&options);
    let told = street.told();
    checks::check(&server, &told);
    let seconds = began.elapsed().as_secs();
    println!("{name}: killed {rounds} times in {seconds} s; acknowledged: {told}");
    server
}

#[test]
fn a_server_that_is_killed_forgets_and_doubles_nothing_on_sqlite() {
    let mut server = kill_again_and_again("sqlite", "lutine.db", |_| {});
    server.stop();
    let path = server.path("lutine.db");
    run(async {
        let mut file = SqliteConnection::connect(path.to_str().unwrap()).await.unwrap();
        let said: String = sqlx::query_scalar("PRAGMA integrity_check").fetch_one(&mut file).await.unwrap();
        assert_eq!(said, "ok");
    });
}

#[test]
fn a_server_that_is_killed_forgets_and_doubles_nothing_on_postgres() {
    let cluster = Cluster::start("-c max_connections=100");
    let database = run(cluster.database());
    kill_again_and_again("postgres", &database, |round| {
        // Now and then the database itself, which waits for the disk here.
        if round % 4 == 2 {
            run(cluster.crash());
        }
    });
    run(async { PostgresStore::connect(&database).await.unwrap().close().await });
}

fn run<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(work)
}
