//! The HTTP API, as a shop's widget and a merchant's server use and misuse it; over a real database, with a clock of
//! the test's own.

mod at_once;
mod bookings;
mod cancelling;
mod contract;
#[path = "../../../lutine-programmes/tests/support/corpus.rs"]
mod corpus;
mod document;
mod embed;
mod harness;
mod input;
mod keys;
mod operation;
mod payment;
#[path = "../../../lutine-store/tests/support/postgres.rs"]
mod postgres;
mod problems;
mod quotes;
mod replicas;
mod vectors;
