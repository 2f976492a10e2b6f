//! The HTTP API, as a shop's widget and a merchant's server use and misuse it; over a real database, with a clock of
//! the test's own.

mod amending;
mod batches;
mod bookings;
mod cancelling;
mod contract;
#[path = "../../../lutine-programmes/tests/support/corpus.rs"]
mod corpus;
mod direct;
mod document;
mod embed;
mod harness;
mod imports;
mod input;
mod keys;
mod operation;
mod payment;
mod problems;
mod quotes;
mod vectors;
