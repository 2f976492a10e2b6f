//! The budget file: what @lutine/core may weigh, and how long its first quote may take.

use toml::{Table, Value};

use crate::error::Error;
use crate::ui;
use crate::workspace::Workspace;

const PATH: &str = "crates/lutine-wasm/budget.toml";

/// What is measured of the package.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Figures {
    pub(super) wasm_raw: usize,
    pub(super) wasm_brotli: usize,
    pub(super) tarball: usize,
    pub(super) first_quote_us: usize,
}

impl Figures {
    const NAMES: [&str; 4] = ["wasm-raw", "wasm-brotli", "tarball", "first-quote-us"];
    const SHOWN: [&str; 4] =
        ["core.wasm, bytes", "core.wasm, brotli", "the tarball, bytes", "require to first quote, µs"];

    const fn all(self) -> [usize; 4] {
        [self.wasm_raw, self.wasm_brotli, self.tarball, self.first_quote_us]
    }
}

/// What fails above it, what is wanted, and what would be best.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Budget {
    most: Figures,
    wanted: Figures,
    goals: Figures,
}

impl Budget {
    pub(super) fn read(workspace: &Workspace) -> Result<Self, Error> {
        Self::parse(&workspace.read_toml(PATH)?)
    }

    fn parse(file: &Table) -> Result<Self, Error> {
        let figures = |table: &str| {
            let number = |name: &str| {
                let value = file.get(table).and_then(|table| table.get(name)).and_then(Value::as_integer);
                let problem = || Error::content(PATH, format!("[{table}] {name} must be a whole number"));
                value.and_then(|value| usize::try_from(value).ok()).ok_or_else(problem)
            };
            let [wasm_raw, wasm_brotli, tarball, first_quote_us] = Figures::NAMES.map(number);
            Ok(Figures {
                wasm_raw: wasm_raw?,
                wasm_brotli: wasm_brotli?,
                tarball: tarball?,
                first_quote_us: first_quote_us?,
            })
        };
        Ok(Self { most: figures("most")?, wanted: figures("wanted")?, goals: figures("goal")? })
    }

    /// A row for each figure: now, the most, wanted, and the goal.
    pub(super) fn rows(&self, found: &Figures) -> [[String; 5]; 4] {
        let columns = [*found, self.most, self.wanted, self.goals].map(Figures::all);
        std::array::from_fn(|at| {
            let [found, most, wanted, goal] = columns.map(|column| ui::thousands(column[at]));
            [Figures::SHOWN[at].to_owned(), found, most, wanted, goal]
        })
    }

    /// One line for each figure that is over the most.
    pub(super) fn exceeded(&self, found: &Figures) -> Vec<String> {
        let found = Figures::SHOWN.into_iter().zip(found.all()).zip(self.most.all());
        let over = found.filter(|((_, found), most)| found > most);
        over.map(|((what, found), most)| {
            format!("{what}: {} where {} is the most", ui::thousands(found), ui::thousands(most))
        })
        .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "[most]\nwasm-raw = 9\nwasm-brotli = 3\ntarball = 12\nfirst-quote-us = 30\n\
        [wanted]\nwasm-raw = 8\nwasm-brotli = 3\ntarball = 10\nfirst-quote-us = 20\n\
        [goal]\nwasm-raw = 5\nwasm-brotli = 2\ntarball = 9\nfirst-quote-us = 15";

    #[test]
    fn only_more_than_the_most_is_over() {
        let budget = Budget::parse(&FILE.parse().unwrap()).unwrap();
        let mut found = Figures { wasm_raw: 9, wasm_brotli: 3, tarball: 12, first_quote_us: 30 };
        assert_eq!(budget.exceeded(&found), Vec::<String>::new());
        found.tarball = 1300;
        assert_eq!(budget.exceeded(&found), ["the tarball, bytes: 1,300 where 12 is the most"]);
        assert_eq!(budget.rows(&found)[2], ["the tarball, bytes", "1,300", "12", "10", "9"]);
    }

    #[test]
    fn a_missing_number_is_named() {
        let error = Budget::parse(&FILE.replace("tarball = 9", "").parse().unwrap()).unwrap_err();
        assert!(error.to_string().contains("[goal] tarball"), "{error}");
    }
}
