//! /v1/claims/{id}/evidence

pub(crate) mod add;
mod parts;
pub(crate) mod read;
