//! A worker that shouts, chance that repeats itself, and an input that comes in pieces.

use std::io::Read;

use lutine_server::batch::{Counts, RowWorker, Rows};

/// Answers each line with itself, in capitals. How long that takes depends on the line.
pub(crate) struct Shout;

impl Rows for Shout {
    type Worker = Self;

    fn worker(&self) -> Self {
        Self
    }
}

impl RowWorker for Shout {
    fn work(&mut self, chunk: &[u8], _first_line: u64, out: &mut Vec<u8>) -> Counts {
        let mut counts = Counts::default();
        for line in chunk.split_inclusive(|byte| *byte == b'\n') {
            // Every few chunks one takes many times as long.
            if line.starts_with(b"slow") {
                std::hint::black_box((0..200_000_u64).fold(0, |sum, n| sum ^ std::hint::black_box(n)));
            }
            out.extend(line.to_ascii_uppercase());
            counts.rows += 1;
            counts.offered += 1;
        }
        counts
    }
}

/// Numbers by chance, the same ones for the same seed (SplitMix64).
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % limit as u64) as usize
    }
}

/// Brings at most `most` bytes at once, sometimes fewer.
pub(crate) struct Pieces<'a> {
    pub(crate) bytes: &'a [u8],
    pub(crate) most: usize,
    pub(crate) chance: Chance,
}

impl Read for Pieces<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let size = (1 + self.chance.below(self.most)).min(buffer.len());
        self.bytes.read(&mut buffer[..size])
    }
}
