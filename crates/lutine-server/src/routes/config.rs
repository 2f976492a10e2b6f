//! /v1/config

pub(crate) mod read;
pub(crate) mod view;
