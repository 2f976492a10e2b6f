//! /v1/quotes

pub(crate) mod batch;
pub(crate) mod create;
pub(crate) mod decline;
pub(crate) mod read;
pub(crate) mod view;
