//! /oauth

pub(crate) mod token;
