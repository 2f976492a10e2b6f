//! Why there is no token, as RFC 6749, 5.2, has it: clients know these words, and no problem+json.

use axum::Json;
use axum::http::header::WWW_AUTHENTICATE;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use lutine_booking::StoreError;
use serde::Serialize;
use utoipa::ToSchema;

use crate::problem::Problem;

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
    /// What has nothing to do with tokens.
    #[error("see the problem")]
    Problem(Problem),
}

/// How it is answered.
#[derive(Serialize, ToSchema)]
#[schema(as = TokenRefused)]
pub(crate) struct Refused {
    /// One of RFC 6749's words: `invalid_request`, `invalid_client`, `invalid_grant`, `unsupported_grant_type`,
    /// `invalid_scope`.
    error: &'static str,
    /// The same for people.
    error_description: String,
}

impl IntoResponse for TokenError {
    fn into_response(self) -> Response {
        let (status, error) = match self {
            Self::Problem(problem) => return problem.into_response(),
            Self::InvalidRequest(_) => (StatusCode::BAD_REQUEST, "invalid_request"),
            Self::InvalidClient => (StatusCode::UNAUTHORIZED, "invalid_client"),
            Self::InvalidGrant => (StatusCode::BAD_REQUEST, "invalid_grant"),
            Self::UnsupportedGrantType => (StatusCode::BAD_REQUEST, "unsupported_grant_type"),
            Self::InvalidScope => (StatusCode::BAD_REQUEST, "invalid_scope"),
        };
        let refused = Refused { error, error_description: self.to_string() };
        let mut response = (status, Json(refused)).into_response();
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
        Self::Problem(error.into())
    }
}
