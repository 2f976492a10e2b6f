//! /v1/webhook-endpoints

pub(crate) mod change;
pub(crate) mod create;
pub(crate) mod delete;
pub(crate) mod list;
pub(crate) mod read;
pub(crate) mod requests;
pub(crate) mod rotate;
pub(crate) mod test;
pub(crate) mod view;

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use lutine_booking::{Revealed, SigningSecret};
use time::OffsetDateTime;

use crate::problem::Problem;
use view::View;

/// An endpoint with its new secret, for its owner's eyes alone.
fn revealed(revealed: &Revealed, now: OffsetDateTime, status: StatusCode) -> Response {
    let view = View::of(&revealed.endpoint, now).with_secret(revealed.secret.reveal());
    (status, Json(view)).into_response()
}

/// A secret that nobody can guess.
fn fresh_secret() -> Result<SigningSecret, Problem> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|error| {
        tracing::error!(%error, "the system has no randomness");
        Problem::Unavailable
    })?;
    Ok(SigningSecret::new(bytes))
}
