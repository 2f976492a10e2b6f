//! /v1/imports

pub(crate) mod create;
pub(crate) mod list;
pub(crate) mod read;
pub(crate) mod report;
pub(crate) mod view;
