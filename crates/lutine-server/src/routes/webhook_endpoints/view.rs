//! An endpoint as it is answered.

use lutine_booking::{DisabledBy, Endpoint, EndpointState, SealedSecret};
use serde::Serialize;
use time::OffsetDateTime;
use utoipa::ToSchema;

use crate::routes::rfc3339;

/// Where a merchant is told of events.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = WebhookEndpoint)]
pub(crate) struct View<'e> {
    /// Its id.
    id: &'e str,
    /// Where messages are posted to.
    url: String,
    /// What its owner says of it.
    description: &'e str,
    /// Which events it wants: kinds, `booking.*` for all of a subject, or `*` for all.
    events: &'e [String],
    /// Whether it is told of them.
    #[schema(value_type = State)]
    state: &'static str,
    /// Since when it takes nothing, or is told nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime, nullable = false)]
    since: Option<String>,
    /// Why it is told nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Why, required = false)]
    disabled_by: Option<&'static str>,
    /// The secrets that are good now: each message has a signature by each.
    secrets: Vec<SecretView<'e>>,
    /// The latest secret, in clear, where it is new: it is answered once.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, examples("whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="))]
    secret: Option<String>,
    /// When it was made.
    #[schema(format = DateTime)]
    created_at: String,
}

/// A secret that messages are signed with, without the secret.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = WebhookSecret)]
struct SecretView<'e> {
    /// Its id.
    id: &'e str,
    /// When it was made.
    #[schema(format = DateTime)]
    created_at: String,
    /// Until when it is good, where another took its place.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime, nullable = false)]
    expires_at: Option<String>,
}

/// Whether an endpoint is told of events.
#[derive(ToSchema)]
#[schema(as = WebhookEndpointState, rename_all = "snake_case")]
#[expect(dead_code, reason = "it only describes")]
enum State {
    /// It is.
    Enabled,
    /// It is, and has taken none since.
    Failing,
    /// It is not.
    Disabled,
}

/// Why an endpoint is told nothing.
#[derive(ToSchema)]
#[schema(as = WebhookEndpointDisabledBy, rename_all = "snake_case")]
#[expect(dead_code, reason = "it only describes")]
enum Why {
    /// Its owner said so.
    Merchant,
    /// It answered 410.
    Gone,
    /// For five days nothing but failures came from it.
    Failures,
}

/// A merchant's endpoints, the oldest first. There are so few that this is all of them.
#[derive(Serialize, ToSchema)]
#[schema(as = WebhookEndpointList)]
pub(crate) struct List<'e> {
    pub(super) data: Vec<View<'e>>,
}

impl<'e> View<'e> {
    /// As it is at a time: of its secrets those that are good then.
    pub(super) fn of(endpoint: &'e Endpoint, now: OffsetDateTime) -> Self {
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
            events: endpoint.wanted.kinds(),
            state: endpoint.state.name(),
            since: since.map(rfc3339),
            disabled_by: by.map(DisabledBy::code),
            secrets: good.map(SecretView::of).collect(),
            secret: None,
            created_at: rfc3339(endpoint.created_at),
        }
    }

    /// With a secret that its owner has not seen yet.
    pub(super) fn with_secret(self, secret: String) -> Self {
        Self { secret: Some(secret), ..self }
    }
}

impl<'e> SecretView<'e> {
    fn of(secret: &'e SealedSecret) -> Self {
        Self {
            id: &secret.id,
            created_at: rfc3339(secret.created_at),
            expires_at: secret.expires_at.map(rfc3339),
        }
    }
}
