//! `lutine serve` as a process: configured, loaded, watched and stopped.

mod client;
mod config;
mod deploy;
mod limits;
mod log;
mod process;
mod shop;
mod stop;
