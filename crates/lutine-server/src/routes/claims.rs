//! /v1/claims

pub(crate) mod create;
pub(crate) mod decide;
pub(crate) mod evidence;
pub(crate) mod list;
pub(crate) mod read;
mod requests;
mod shapes;
mod view;
pub(crate) mod withdraw;
