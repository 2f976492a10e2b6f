//! `cargo xtask size --crates` and `npm --crates`: whose code a module is made of, counted from the names in the WASM.

use std::collections::BTreeMap;
use std::fs;

use wasmparser::{BinaryReaderError, KnownCustom, Name, Parser, Payload, TypeRef};

use crate::command::Cmd;
use crate::error::Error;
use crate::ui;
use crate::workspace::Workspace;

const FOLDER: &str = "target/xtask/account";
const SHOWN: usize = 20;

/// Builds a package with its names and prints its code by crate.
pub(crate) fn run(workspace: &Workspace, package: &'static str) -> Result<(), Error> {
    // A library's file has no dashes in its name, a program's has those of the package.
    let is_library = workspace.path(format!("crates/{package}/src/lib.rs")).is_file();
    let name = if is_library { package.replace('-', "_") } else { package.to_owned() };
    ui::step(package, |step| {
        step.doing("building it with its names");
        let line = format!("cargo build -p {package} --profile widget --target wasm32-unknown-unknown");
        Cmd::new(workspace, &line).small().quiet(step)?;
        // Cargo's own file still holds what wasm-bindgen takes out, a third of it.
        let built = format!("target/wasm32-unknown-unknown/widget/{name}.wasm");
        let bind = format!("wasm-bindgen --target web --keep-debug --out-dir {FOLDER} {built}");
        Cmd::new(workspace, &bind).quiet(step)?;
        step.doing("optimizing it");
        let optimize =
            format!("wasm-opt --all-features -Oz -g {FOLDER}/{name}_bg.wasm -o {FOLDER}/named.wasm");
        Cmd::new(workspace, &optimize).quiet(step)?;
        Ok("is built with its names".to_owned())
    })?;
    let path = workspace.path(format!("{FOLDER}/named.wasm"));
    let shown = workspace.shown(&path);
    let bytes = fs::read(&path).map_err(|source| Error::file("read", &path, source))?;
    let sizes = code_by_crate(&bytes).map_err(|error| Error::content(shown, error.to_string()))?;
    anstream::println!(
        "\n  after wasm-bindgen and wasm-opt -Oz, uncompressed, code only; what is inlined counts where it ended\n"
    );
    print(sizes);
    Ok(())
}

fn print(sizes: BTreeMap<String, usize>) {
    let total: usize = sizes.values().sum();
    let mut rows: Vec<(String, usize)> = sizes.into_iter().collect();
    rows.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    let rest: usize = rows.iter().skip(SHOWN).map(|(_, size)| size).sum();
    rows.truncate(SHOWN);
    if rest > 0 {
        rows.push(("(all others)".to_owned(), rest));
    }
    rows.push(("total".to_owned(), total));
    let row = |(name, size): (String, usize)| {
        let tenths = (size * 1000).checked_div(total).unwrap_or_default();
        [name, ui::thousands(size), format!("{}.{} %", tenths / 10, tenths % 10)]
    };
    ui::table(["crate", "bytes", "share"], &rows.into_iter().map(row).collect::<Vec<_>>());
}

/// Adds up the sizes of functions by the crate in their names.
fn code_by_crate(wasm: &[u8]) -> Result<BTreeMap<String, usize>, BinaryReaderError> {
    let mut imported = 0_u32;
    let mut bodies = Vec::new();
    let mut names = BTreeMap::new();
    for payload in Parser::new(0).parse_all(wasm) {
        match payload? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    // Functions are numbered from the imported ones on.
                    if matches!(import?.ty, TypeRef::Func(_) | TypeRef::FuncExact(_)) {
                        imported += 1;
                    }
                }
            }
            Payload::CodeSectionEntry(body) => bodies.push(body.as_bytes().len()),
            Payload::CustomSection(section) => {
                if let KnownCustom::Name(subsections) = section.as_known() {
                    for subsection in subsections {
                        let Name::Function(functions) = subsection? else { continue };
                        for naming in functions {
                            let naming = naming?;
                            names.insert(naming.index, crate_of(naming.name));
                        }
                    }
                }
            }
            _ => {}
        }
    }
    let mut sizes = BTreeMap::new();
    for (index, size) in (imported..).zip(bodies) {
        let owner = names.get(&index).cloned().unwrap_or_else(|| "(no name)".to_owned());
        *sizes.entry(owner).or_default() += size;
    }
    Ok(sizes)
}

/// The crate that a function's name begins with; for an impl the type's, for a primitive's the trait's.
fn crate_of(symbol: &str) -> String {
    let name = format!("{:#}", rustc_demangle::demangle(symbol));
    let path = |text: &str| {
        let text = text.trim_start_matches(['<', '&', '*', '[', '(', ' ']);
        let text = ["mut ", "const ", "dyn "].iter().fold(text, |text, word| text.trim_start_matches(word));
        let (first, _) = text.trim_start_matches(['<', '&', '[', '(']).split_once("::")?;
        // A crate's own hash may stand behind its name: `core[641134fb57596b42]`.
        let first = first.split_once('[').map_or(first, |(name, _)| name);
        let ident = |c: char| c.is_ascii_alphanumeric() || c == '_';
        (!first.is_empty() && first.chars().all(ident)).then(|| first.to_owned())
    };
    let of_trait = || name.split_once(" as ").and_then(|(_, after)| path(after));
    path(&name).or_else(of_trait).unwrap_or_else(|| "(exports, intrinsics)".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_belongs_to_the_crate_it_is_named_after() {
        assert_eq!(crate_of("_ZN4core3fmt5write17h0123456789abcdefE"), "core");
        assert_eq!(crate_of("<alloc::vec::Vec<u8> as core::fmt::Debug>::fmt"), "alloc");
        assert_eq!(crate_of("<&mut tachys::view::Any as core::fmt::Debug>::fmt"), "tachys");
        assert_eq!(crate_of("<dyn core::any::Any>::is"), "core");
        assert_eq!(crate_of("<alloc[c8a1b94caa27ad0]::vec::Vec<u8>>::push"), "alloc");
        assert_eq!(crate_of("<u32 as core::fmt::Display>::fmt"), "core");
        assert_eq!(crate_of("memcpy"), "(exports, intrinsics)");
    }

    #[test]
    fn functions_are_numbered_after_the_imports() {
        // One type, one imported function, one function of two bytes, and a name for number 1.
        let mut wasm = b"\0asm\x01\0\0\0".to_vec();
        wasm.extend(b"\x01\x04\x01\x60\0\0");
        wasm.extend(b"\x02\x07\x01\x01e\x01f\0\0");
        wasm.extend(b"\x03\x02\x01\0");
        wasm.extend(b"\x0a\x04\x01\x02\0\x0b");
        wasm.extend(b"\0\x10\x04name\x01\x09\x01\x01\x06one::f");
        assert_eq!(code_by_crate(&wasm).unwrap(), BTreeMap::from([("one".to_owned(), 2)]));
    }
}
