//! What WebAssembly is compiled with where its bytes are downloaded: the widget and the npm package.

use std::path::PathBuf;

use crate::command::Cmd;

/// Without what only a panic would say: in a browser nobody is told, it ends as "unreachable".
const FLAGS: [&str; 4] =
    ["-Zlocation-detail=none", "-Zfmt-debug=none", "-Zunstable-options", "-Cpanic=immediate-abort"];

impl Cmd<'_> {
    /// Compiles for the fewest bytes, the standard library along with it. These are options that the compiler has not
    /// promised to keep, hence RUSTC_BOOTSTRAP; `trunk serve`, the development loop, does without.
    pub(crate) fn small(self) -> Self {
        self.env("RUSTC_BOOTSTRAP", "1")
            .env("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort")
            .env("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size")
            // The one that goes before all others. With `--target`, build scripts and macros are left as they are.
            .env("CARGO_ENCODED_RUSTFLAGS", flags().join("\u{1f}"))
    }
}

/// The flags, and such as cut this machine's folders out of what is compiled: these differ from machine to machine, and would
/// be downloaded.
fn flags() -> Vec<String> {
    let home = std::env::home_dir().map(|home| home.join(".cargo"));
    let cargo = std::env::var_os("CARGO_HOME").map(PathBuf::from).or(home).unwrap_or_default();
    let sources = std::fs::read_dir(cargo.join("registry/src")).into_iter().flatten().flatten();
    let cut = sources.map(|source| format!("--remap-path-prefix={}=", source.path().display()));
    FLAGS.into_iter().map(String::from).chain(cut).collect()
}
