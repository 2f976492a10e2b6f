//! Why there is no token, as RFC 6749, 5.2, has it: clients know these words, and no problem+json.

use axum::Json;
use axum::http::header::WWW_AUTHENTICATE;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use lutine_booking::StoreError;
use serde_json::json;

/// Why there is none.
#[derive(Debug, thiserror::Error)]
pub(crate) enum TokenError {
    /// The form is not one.
    #[error("{0}")]
    InvalidRequest(&'static str),
    /// The client is not known, or its secret is another.
    #[error("the client or its secret is not known")]
    InvalidClient,
    /// The refresh token is not this client's, was used before, or is too old.
    #[error("the refresh token is not good any more: ask with the client's secret")]
    InvalidGrant,
    /// Tokens are for client credentials and their refreshing.
    #[error("`grant_type` is `client_credentials` or `refresh_token`")]
    UnsupportedGrantType,
    /// There are no scopes: a token may do what the client may.
    #[error("there are no scopes: a token may do what its client may")]
    InvalidScope,
    /// The body is larger than is read.
    #[error("the body is too large")]
    TooLarge,
    /// The database is not there.
    #[error("not now: try again in a moment")]
    Unavailable,
}

impl IntoResponse for TokenError {
    fn into_response(self) -> Response {
        let (status, code) = match &self {
            Self::InvalidRequest(_) => (StatusCode::BAD_REQUEST, "invalid_request"),
            Self::InvalidClient => (StatusCode::UNAUTHORIZED, "invalid_client"),
            Self::InvalidGrant => (StatusCode::BAD_REQUEST, "invalid_grant"),
            Self::UnsupportedGrantType => (StatusCode::BAD_REQUEST, "unsupported_grant_type"),
            Self::InvalidScope => (StatusCode::BAD_REQUEST, "invalid_scope"),
            Self::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "invalid_request"),
            Self::Unavailable => (StatusCode::SERVICE_UNAVAILABLE, "temporarily_unavailable"),
        };
        let body = Json(json!({ "error": code, "error_description": self.to_string() }));
        let mut response = (status, body).into_response();
        if status == StatusCode::UNAUTHORIZED {
            response.headers_mut().insert(
                WWW_AUTHENTICATE,
                HeaderValue::from_static("Basic realm=\"lutine\", charset=\"UTF-8\""),
            );
        }
        response
    }
}

impl From<StoreError> for TokenError {
    fn from(error: StoreError) -> Self {
        tracing::error!(%error, "the store failed");
        Self::Unavailable
    }
}
