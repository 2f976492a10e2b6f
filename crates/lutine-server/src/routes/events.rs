//! /v1/events

pub(crate) mod list;
pub(crate) mod read;
pub(crate) mod redeliver;
pub(crate) mod requests;
pub(crate) mod view;
