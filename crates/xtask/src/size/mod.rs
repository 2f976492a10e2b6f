//! `cargo xtask size`: what a shopper downloads, against the budget.

mod account;
mod budget;
mod weigh;

pub(crate) use account::run as account;

use crate::error::Error;
use crate::workspace::Workspace;
use crate::{ui, widget};
use budget::Budget;

/// The bytes of a file: raw, after gzip, after brotli.
pub(crate) fn bytes(workspace: &Workspace, below: &str) -> Result<[usize; 3], Error> {
    weigh::weigh(workspace, below).map(|weight| [weight.raw, weight.gzip, weight.brotli])
}

/// Weighs the built widget, and fails when it is over its budget.
pub(crate) fn run(workspace: &Workspace) -> Result<(), Error> {
    widget::build(workspace)?;
    let budget = Budget::read(workspace)?;
    let weights = weigh::all(workspace)?;
    let row = |name: &str, weight: &weigh::Weight, limit: usize| {
        let numbers = [weight.raw, weight.gzip, weight.brotli, limit].map(ui::thousands);
        let [raw, gzip, brotli, limit] = numbers;
        [name.to_owned(), raw, gzip, brotli, limit]
    };
    let rows = [
        row("shell  lutine.js", &weights.shell, budget.shell),
        row("glue   lutine-offer.js", &weights.glue, budget.glue),
        row("WASM   lutine-offer_bg.wasm", &weights.wasm, budget.wasm),
        row("total", &weights.total(), budget.total),
    ];
    anstream::println!();
    ui::table(["bytes", "raw", "gzip", "brotli", "budget"], &rows);
    let (total, goal) = (weights.total().brotli, budget.goal);
    let (now, goal_shown) = (ui::thousands(total), ui::thousands(goal));
    let away = match total.checked_sub(goal) {
        None | Some(0) => "reached".to_owned(),
        Some(rest) => {
            format!("{} to go; `cargo xtask size --crates` says where they are", ui::thousands(rest))
        }
    };
    anstream::println!("\n  {}goal {goal_shown}, now {now}: {away}{:#}", ui::DIM, ui::DIM);
    let broken = budget.exceeded(&weights);
    if broken.is_empty() {
        return Ok(());
    }
    Err(Error::Rules {
        what: "the widget is over its budget (brotli)",
        broken,
        help: "make it smaller (`cargo xtask size --crates`), or argue for a new crates/lutine-offer/budget.toml",
    })
}
