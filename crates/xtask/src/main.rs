//! `cargo xtask`: everything that a developer of Lutine runs, from a fresh clone to the size of the widget.

mod cli;
mod command;
mod demo;
mod dist;
mod drill;
mod error;
mod npm;
mod setup;
mod size;
mod small;
mod stamp;
mod testing;
mod tidy;
mod ui;
mod widget;
mod workspace;

use std::process::ExitCode;

use clap::Parser;

use crate::cli::{Cli, Task};
use crate::error::Error;
use crate::workspace::Workspace;

fn main() -> ExitCode {
    match run(Cli::parse().task) {
        Ok(code) => code,
        Err(error) => {
            ui::error(&error);
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> Result<ExitCode, Error> {
    let workspace = Workspace::find()?;
    match task {
        Task::Setup { browser } => {
            let wants =
                setup::Wants { lints: true, browser, driver: browser, postgres: true, schemathesis: false };
            setup::run(&workspace, wants)?;
        }
        Task::Widget => {
            setup::run(&workspace, setup::Wants::default())?;
            widget::build(&workspace)?;
        }
        Task::Dist => {
            setup::run(&workspace, setup::Wants::default())?;
            dist::run(&workspace)?;
        }
        Task::Demo(options) => return demo::run(&workspace, &options),
        Task::Announce(shop) => demo::announce(&shop),
        Task::Test { steps } => return testing::run(&workspace, &steps),
        Task::Bench => {
            testing::shown(&command::Cmd::new(&workspace, "cargo bench -p lutine-server --bench batch"))?
        }
        Task::BenchServer { parts } => {
            setup::postgres(&workspace)?;
            let line = format!("cargo bench -p lutine-server --bench server -- {}", parts.join(" "));
            testing::shown(&command::Cmd::new(&workspace, &line))?
        }
        Task::Npm { crates } => {
            setup::run(&workspace, setup::Wants::default())?;
            if crates {
                size::account(&workspace, "lutine-wasm")?;
            } else {
                npm::pack(&workspace)?;
                npm::weigh(&workspace)?;
            }
        }
        Task::Drill { drills } => drill::run(&workspace, &drills)?,
        Task::Size { crates } => {
            setup::run(&workspace, setup::Wants::default())?;
            if crates { size::account(&workspace, "lutine-offer")? } else { size::run(&workspace)? }
        }
    }
    Ok(ExitCode::SUCCESS)
}
