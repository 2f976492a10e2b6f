//! Batches, without the rows' meaning: what is cut where, in which order it comes out, and what an end leaves behind.

mod bad_rows;
mod harness;
mod interrupt;
mod output;
mod pipeline;
mod rows;
mod split;
