//! Weighs the files that a shopper downloads, raw and compressed.

use std::fs;

use crate::command::Cmd;
use crate::error::Error;
use crate::workspace::Workspace;

/// Node's zlib is the reference brotli, it is needed for the tests anyway, and it costs nobody a compile.
const SCRIPT: &str = include_str!("weigh.mjs");

/// The bytes of one file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Weight {
    pub(super) raw: usize,
    pub(super) gzip: usize,
    pub(super) brotli: usize,
}

/// The bytes of all that a shopper downloads.
#[derive(Debug)]
pub(super) struct Weights {
    pub(super) shell: Weight,
    pub(super) glue: Weight,
    pub(super) wasm: Weight,
}

impl Weights {
    pub(super) fn total(&self) -> Weight {
        let all = [self.shell, self.glue, self.wasm];
        Weight {
            raw: all.iter().map(|weight| weight.raw).sum(),
            gzip: all.iter().map(|weight| weight.gzip).sum(),
            brotli: all.iter().map(|weight| weight.brotli).sum(),
        }
    }
}

/// Weighs shell, glue and WASM as they were built.
pub(super) fn all(workspace: &Workspace) -> Result<Weights, Error> {
    let file = |name: &str| weigh(workspace, &format!("target/www/embed/v1/{name}"));
    Ok(Weights {
        shell: file("lutine.js")?,
        glue: file("lutine-offer.js")?,
        wasm: file("lutine-offer_bg.wasm")?,
    })
}

pub(super) fn weigh(workspace: &Workspace, below: &str) -> Result<Weight, Error> {
    let path = workspace.path(below);
    fs::metadata(&path).map_err(|source| Error::file("read", &path, source))?;
    let node = Cmd::new(workspace, "node --input-type=module --eval").arg(SCRIPT).arg(below);
    let text = node.read().ok_or_else(|| {
        Error::missing("Node's zlib with brotli", "install Node 20 or later from nodejs.org")
    })?;
    parse(&text).ok_or_else(|| Error::content(below, format!("was weighed as `{text}`")))
}

fn parse(text: &str) -> Option<Weight> {
    let mut numbers = text.split_whitespace().map(|word| word.parse().ok());
    let weight = Weight { raw: numbers.next()??, gzip: numbers.next()??, brotli: numbers.next()?? };
    numbers.next().is_none().then_some(weight)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_numbers_are_a_weight() {
        assert_eq!(parse("300 200 100\n"), Some(Weight { raw: 300, gzip: 200, brotli: 100 }));
        assert_eq!(parse("300 200"), None);
        assert_eq!(parse("300 200 x"), None);
        assert_eq!(parse("1 2 3 4"), None);
    }
}
