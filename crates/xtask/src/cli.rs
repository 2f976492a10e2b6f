//! The commands and their options, as `--help` shows them.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::drill::Drill;
use crate::testing::Step;

/// Everything a developer of Lutine runs.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) task: Task,
}

#[derive(Subcommand)]
pub(crate) enum Task {
    /// Install the tools that are missing, into this folder (does nothing when all are there)
    Setup {
        /// Also the browser that the browser tests drive, and its driver
        #[arg(long)]
        browser: bool,
    },
    /// Build the widget and the demo shop into target/www
    Widget,
    /// Build the widget as a CDN would serve it: target/dist/embed/VERSION/ with integrity.json
    Dist,
    /// Set up, build and open the demo shop
    Demo(Demo),
    /// Print the shop's address once its server answers
    #[command(hide = true)]
    Announce(Shop),
    /// Run every check and test, or only the ones named
    Test {
        /// Steps to run, in this order; none means all of them
        #[arg(value_enum)]
        steps: Vec<Step>,
    },
    /// What takes too long for the tests: a million random calls, fuzzing, mutants, 200 crashes, 100,000 worlds
    Drill {
        /// Drills to run, in this order; none means all of them
        #[arg(value_enum)]
        drills: Vec<Drill>,
    },
    /// Measure batches: rows a second in memory, answered, from file to file, and merely parsed
    Bench,
    /// Measure the backend beside what the machine could do at all: quotes, bookings, memory
    BenchServer {
        /// What to measure; nothing means all
        #[arg(value_parser = ["quotes", "bookings", "memory"])]
        parts: Vec<String>,
    },
    /// Build and pack @lutine/core and @lutine/offer into target/npm, and weigh them against their budgets
    Npm {
        /// Account for the module's code by crate instead
        #[arg(long)]
        crates: bool,
    },
    /// Weigh what a shopper downloads against crates/lutine-offer/budget.toml
    Size {
        /// Account for the widget's code by crate instead
        #[arg(long)]
        crates: bool,
    },
}

#[derive(Args)]
pub(crate) struct Demo {
    /// The address to serve on
    #[arg(long, default_value = "127.0.0.1:8080", value_name = "ADDRESS:PORT")]
    pub(crate) listen: SocketAddr,
    /// The SQLite file that holds what was sold
    #[arg(long, default_value = "target/demo/lutine.db", value_name = "PATH")]
    pub(crate) database: PathBuf,
}

#[derive(Args)]
pub(crate) struct Shop {
    #[arg(long)]
    pub(crate) listen: SocketAddr,
    #[arg(long)]
    pub(crate) database: PathBuf,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }
}
