//! The HTTP API, as a shop's widget and a merchant's server use and misuse it; over a real database, with a clock of
//! the test's own.

mod amending;
mod at_once;
mod batches;
mod bookings;
mod cancelling;
mod claimant;
mod claims;
mod claims_again;
mod contract;
#[path = "../../../lutine-programmes/tests/support/corpus.rs"]
mod corpus;
mod cors;
mod deciding;
mod direct;
mod document;
mod embed;
mod evidence;
mod harness;
mod imports;
mod input;
mod keys;
mod oauth;
mod operation;
mod payment;
#[path = "../../../lutine-store/tests/support/postgres.rs"]
mod postgres;
mod problems;
mod quotes;
mod rates;
mod receiver;
mod replicas;
mod schedule;
mod sending;
mod settling;
mod tenancy;
mod vectors;
mod watched;
mod webhooks;
