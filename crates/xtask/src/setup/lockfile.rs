//! Which version of a package Cargo.lock holds.

use toml::{Table, Value};

/// The version of the package, if the lock file knows it.
pub(super) fn version<'l>(lock: &'l Table, package: &str) -> Option<&'l str> {
    let packages = lock.get("package").and_then(Value::as_array)?;
    let named = |entry: &&Value| entry.get("name").and_then(Value::as_str) == Some(package);
    packages.iter().find(named)?.get("version")?.as_str()
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = r#"
        version = 4
        [[package]]
        name = "wasm-bindgen-macro"
        version = "0.2.1"
        [[package]]
        name = "wasm-bindgen"
        version = "0.2.130"
        dependencies = ["cfg-if", "wasm-bindgen-macro"]
    "#;

    #[test]
    fn the_version_is_of_exactly_that_package() {
        let lock: Table = LOCK.parse().unwrap();
        assert_eq!(version(&lock, "wasm-bindgen"), Some("0.2.130"));
        assert_eq!(version(&lock, "wasm"), None);
        assert_eq!(version(&Table::new(), "wasm-bindgen"), None);
    }
}
