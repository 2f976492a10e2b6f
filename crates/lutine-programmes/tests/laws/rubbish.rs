//! Broken input, the short form of the fuzzing in `cargo xtask drill fuzz`: whatever comes in, an answer comes out.

use lutine_core::{Node, Programme, payout, quote};

use super::{reference, seeds, tariff};

/// Breaks a text in a few places: bytes changed, doubled, taken out, or stretches of it put elsewhere.
fn broken(text: &str, seed: u64) -> Vec<u8> {
    let mut random = reference::generate::Random::new(seed);
    let mut bytes = text.as_bytes().to_vec();
    for _ in 0..1 + random.below(4) {
        if bytes.is_empty() {
            break;
        }
        let at = random.below(bytes.len() as u64) as usize;
        match random.below(5) {
            0 => bytes[at] = random.below(256) as u8,
            1 => bytes[at] = random.pick(b"\"{}[],:.-+0919eE tfn\\\n=#"),
            2 => bytes.insert(at, bytes[at]),
            3 => drop(bytes.drain(at..(at + 9).min(bytes.len()))),
            _ => {
                let piece: Vec<u8> = bytes[at..(at + 40).min(bytes.len())].to_vec();
                let to = random.below(bytes.len() as u64) as usize;
                bytes.splice(to..to, piece);
            }
        }
    }
    bytes
}

#[test]
fn broken_calls_are_answered() {
    let tariff = tariff();
    let mut readable = 0;
    for seed in seeds() {
        let call = reference::generate::call(seed).to_string();
        if let Ok(node) = serde_json::from_slice::<Node>(&broken(&call, seed)) {
            readable += 1;
            serde_json::to_string(&quote(&node, &tariff)).expect("an answer");
        }
        let claim = reference::generate::payout_call(seed).to_string();
        if let Ok(node) = serde_json::from_slice::<Node>(&broken(&claim, seed)) {
            serde_json::to_string(&payout(&node, &tariff)).expect("an answer");
        }
    }
    assert!(readable > seeds().count() / 10, "only {readable} were JSON at all");
}

#[test]
fn broken_programmes_are_told() {
    let tariff = tariff();
    let files = shipped_files();
    let (mut good, mut bad) = (0, 0);
    for seed in seeds().step_by(4) {
        let text = &files[seed as usize / 4 % files.len()];
        let text = String::from_utf8_lossy(&broken(text, seed)).into_owned();
        let Ok(node) = lutine_programmes::parse("broken.toml", &text) else { continue };
        match Programme::read(&node, &tariff.categories) {
            Ok(_) => good += 1,
            Err(faults) => {
                assert!(!faults.is_empty());
                bad += 1;
            }
        }
    }
    assert!(good > 0 && bad > 0, "{good} good and {bad} bad");
}

/// The text of every shipped programme's file.
fn shipped_files() -> Vec<String> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("data/programmes");
    let folders = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("a folder").path());
    let files = folders.flat_map(|folder| std::fs::read_dir(folder).expect("a folder"));
    let mut paths: Vec<_> = files.map(|entry| entry.expect("a file").path()).collect();
    paths.sort();
    paths.iter().map(|path| std::fs::read_to_string(path).expect("text")).collect()
}
