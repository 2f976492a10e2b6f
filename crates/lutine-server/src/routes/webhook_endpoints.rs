//! /v1/webhook-endpoints

pub(crate) mod change;
pub(crate) mod create;
pub(crate) mod delete;
pub(crate) mod list;
pub(crate) mod read;
pub(crate) mod rotate;
pub(crate) mod test;

use axum::Json;
use axum::http::header::CACHE_CONTROL;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use lutine_booking::{DisabledBy, Endpoint, EndpointState, Revealed, SealedSecret, Secret, Wanted};
use serde::Serialize;
use time::OffsetDateTime;

use crate::problem::Problem;

/// An endpoint as it is answered.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct View<'e> {
    id: &'e str,
    url: String,
    description: &'e str,
    events: &'e Wanted,
    state: &'static str,
    /// Since when it takes nothing, or is told nothing.
    #[serde(skip_serializing_if = "Option::is_none", with = "time::serde::rfc3339::option")]
    since: Option<OffsetDateTime>,
    #[serde(skip_serializing_if = "Option::is_none")]
    disabled_by: Option<&'static str>,
    secrets: Vec<SecretView<'e>>,
    /// In clear, where it is new.
    #[serde(skip_serializing_if = "Option::is_none")]
    secret: Option<String>,
    #[serde(with = "time::serde::rfc3339")]
    created_at: OffsetDateTime,
}

/// A secret that messages are signed with, without the secret.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SecretView<'e> {
    id: &'e str,
    #[serde(with = "time::serde::rfc3339")]
    created_at: OffsetDateTime,
    #[serde(skip_serializing_if = "Option::is_none", with = "time::serde::rfc3339::option")]
    expires_at: Option<OffsetDateTime>,
}

impl<'e> View<'e> {
    /// As it is at a time: of its secrets those that are good then.
    fn of(endpoint: &'e Endpoint, now: OffsetDateTime) -> Self {
        let (since, by) = match endpoint.state {
            EndpointState::Enabled => (None, None),
            EndpointState::Failing { since } => (Some(since), None),
            EndpointState::Disabled { since, by } => (Some(since), Some(by)),
        };
        let good = endpoint.secrets.iter().filter(|secret| secret.is_good(now));
        Self {
            id: &endpoint.id,
            url: endpoint.address.to_string(),
            description: &endpoint.description,
            events: &endpoint.wanted,
            state: endpoint.state.name(),
            since,
            disabled_by: by.map(DisabledBy::code),
            secrets: good.map(SecretView::of).collect(),
            secret: None,
            created_at: endpoint.created_at,
        }
    }
}

impl<'e> SecretView<'e> {
    fn of(secret: &'e SealedSecret) -> Self {
        Self { id: &secret.id, created_at: secret.created_at, expires_at: secret.expires_at }
    }
}

/// An endpoint with its new secret, for its owner's eyes alone.
fn revealed(revealed: &Revealed, now: OffsetDateTime, status: StatusCode) -> Response {
    let view = View { secret: Some(revealed.secret.reveal()), ..View::of(&revealed.endpoint, now) };
    let mut response = (status, Json(view)).into_response();
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// A secret that nobody can guess.
fn fresh_secret() -> Result<Secret, Problem> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|error| {
        tracing::error!(%error, "the system has no randomness");
        Problem::Unavailable
    })?;
    Ok(Secret::new(bytes))
}
