//! The steps that need a real browser.

use std::fs;
use std::path::{Path, PathBuf};

use super::{shown, wasm_tests};
use crate::command::Cmd;
use crate::error::Error;
use crate::setup::{CHROMEDRIVER, CHROMIUM, Program};
use crate::workspace::Workspace;
use crate::{demo, widget};

/// The vectors, driven through the page that wasm-bindgen's test runner serves.
pub(super) fn vectors(workspace: &Workspace) -> Result<(), Error> {
    let [browser, driver] = [&CHROMIUM, &CHROMEDRIVER].map(|program| found(workspace, program));
    // A profile of our own: the runner ends the driver before that could remove its own, and 10 MB would stay each time.
    let profile = workspace.path("target/xtask/chromium");
    if profile.exists() {
        fs::remove_dir_all(&profile).map_err(|source| Error::file("remove", &profile, source))?;
    }
    let capabilities = "target/xtask/webdriver.json";
    workspace.write(capabilities, &webdriver_json(&browser?, &profile))?;
    let command = wasm_tests(workspace, "-p lutine-programmes --test vectors")
        .env("WASM_BINDGEN_USE_BROWSER", "1")
        .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", workspace.path(capabilities))
        // In seconds. A busy machine takes its time, and the defaults are 5 and 20.
        .env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "60")
        .env("WASM_BINDGEN_TEST_TIMEOUT", "120")
        .env(CHROMEDRIVER.variable, driver?);
    shown(&command)
}

/// What the driver starts, and how. The runner itself adds `headless` and `no-sandbox`.
fn webdriver_json(browser: &Path, profile: &Path) -> String {
    // Rust quotes a path as JSON does.
    let (browser, profile) = (browser.to_string_lossy(), format!("user-data-dir={}", profile.display()));
    format!(
        r#"{{ "goog:chromeOptions": {{
  "binary": {browser:?},
  "args": [
    {profile:?},
    "disable-gpu", "disable-quic", "no-first-run", "disable-background-networking", "disable-component-update",
    "disable-sync"
  ]
}} }}
"#
    )
}

/// A shopper's day, driven by playwright-core.
pub(super) fn shopping(workspace: &Workspace) -> Result<(), Error> {
    widget::build(workspace)?;
    demo::build_server(workspace)?;
    let browser = found(workspace, &CHROMIUM)?;
    let tests = test_files(workspace)?;
    // Every language has every text, before any is looked at.
    shown(&Cmd::new(workspace, "node --test --test-reporter=dot crates/lutine-offer/shell/locales"))?;
    let command = Cmd::new(workspace, "node --test --test-concurrency=1 --test-reporter=spec")
        .args(tests)
        .env("LUTINE_BIN", workspace.server())
        .env("LUTINE_WWW", workspace.path(widget::WWW))
        .env(CHROMIUM.variable, browser);
    shown(&command)
}

pub(super) fn found(workspace: &Workspace, program: &Program) -> Result<PathBuf, Error> {
    let missing = || Error::missing(program.name, "run `cargo xtask setup --browser`");
    program.find(workspace).ok_or_else(missing)
}

/// Listed here and not by a pattern: Node 20 knows no patterns, and not every shell expands one.
fn test_files(workspace: &Workspace) -> Result<Vec<PathBuf>, Error> {
    let folder = workspace.path("tests/e2e");
    let entries = fs::read_dir(&folder).map_err(|source| Error::file("read", &folder, source))?;
    let paths = entries.flatten().map(|entry| entry.path());
    let mut tests: Vec<PathBuf> = paths
        .filter(|path| path.to_string_lossy().ends_with(".test.mjs"))
        .map(|path| workspace.shown(&path).to_path_buf())
        .collect();
    tests.sort();
    if tests.is_empty() {
        return Err(Error::missing("tests/e2e/*.test.mjs", "restore the browser tests with git"));
    }
    Ok(tests)
}
