//! The budget file: how many bytes each part of the widget may weigh.

use toml::{Table, Value};

use super::weigh::Weights;
use crate::error::Error;
use crate::ui;
use crate::workspace::Workspace;

const PATH: &str = "crates/lutine-offer/budget.toml";

/// Bytes after brotli. The goal is only shown; every other number is a gate.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Budget {
    pub(super) shell: usize,
    pub(super) glue: usize,
    pub(super) wasm: usize,
    pub(super) total: usize,
    pub(super) goal: usize,
}

impl Budget {
    pub(super) fn read(workspace: &Workspace) -> Result<Self, Error> {
        Self::parse(&workspace.read_toml(PATH)?)
    }

    fn parse(file: &Table) -> Result<Self, Error> {
        let number = |name: &str| {
            let value = file.get("brotli").and_then(|brotli| brotli.get(name)).and_then(Value::as_integer);
            value
                .and_then(|value| usize::try_from(value).ok())
                .ok_or_else(|| Error::content(PATH, format!("[brotli] {name} must be a number of bytes")))
        };
        Ok(Self {
            shell: number("shell")?,
            glue: number("glue")?,
            wasm: number("wasm")?,
            total: number("total")?,
            goal: number("goal")?,
        })
    }

    /// One line for each part that is over its budget.
    pub(super) fn exceeded(&self, weights: &Weights) -> Vec<String> {
        let parts = [
            ("embed/v1/lutine.js", weights.shell.brotli, self.shell),
            ("embed/v1/lutine-offer.js", weights.glue.brotli, self.glue),
            ("embed/v1/lutine-offer_bg.wasm", weights.wasm.brotli, self.wasm),
            ("the total", weights.total().brotli, self.total),
        ];
        let over = parts.into_iter().filter_map(|(name, bytes, limit)| {
            let over = bytes.checked_sub(limit).filter(|over| *over > 0)?;
            let [over, bytes, limit] = [over, bytes, limit].map(ui::thousands);
            Some(format!("{name} is {over} bytes over: {bytes} of {limit}"))
        });
        over.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::size::weigh::Weight;

    const FILE: &str = "[brotli]\nshell = 10\nglue = 20\nwasm = 30\ntotal = 55\ngoal = 5";

    fn weights(shell: usize, glue: usize, wasm: usize) -> Weights {
        let [shell, glue, wasm] = [shell, glue, wasm].map(|brotli| Weight { raw: 9999, gzip: 999, brotli });
        Weights { shell, glue, wasm }
    }

    #[test]
    fn only_more_than_the_budget_is_over_and_the_goal_never_is() {
        let budget = Budget::parse(&FILE.parse().unwrap()).unwrap();
        assert_eq!(budget.exceeded(&weights(10, 15, 30)), Vec::<String>::new());
        assert_eq!(
            budget.exceeded(&weights(10, 23, 20)),
            ["embed/v1/lutine-offer.js is 3 bytes over: 23 of 20"]
        );
        assert_eq!(budget.exceeded(&weights(10, 20, 30)), ["the total is 5 bytes over: 60 of 55"]);
    }

    #[test]
    fn a_missing_number_is_named() {
        let error = Budget::parse(&FILE.replace("wasm = 30", "").parse().unwrap()).unwrap_err();
        assert!(error.to_string().contains("[brotli] wasm"), "{error}");
    }
}
