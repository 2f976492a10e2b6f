//! What is asked of the token endpoint.

use axum::body::Bytes;
use axum::extract::FromRequest;
use axum::extract::rejection::FormRejection;
use axum::http::Request;
use lutine_booking::KeyHash;
use serde::Deserialize;
use utoipa::ToSchema;

use super::TokenError;

/// The form. Parameters that are not known are left alone, as the standard wants it; one that comes twice is refused.
#[derive(Default, Deserialize)]
pub(crate) struct Form {
    grant_type: Option<String>,
    pub(super) client_id: Option<String>,
    pub(super) client_secret: Option<String>,
    refresh_token: Option<String>,
    scope: Option<String>,
}

/// The form, as it is documented.
#[derive(ToSchema)]
#[schema(as = TokenForm)]
#[allow(dead_code, reason = "it stands in the document alone")]
pub(crate) struct FormDocument {
    grant_type: GrantType,
    /// The merchant's id, where it is not sent by HTTP Basic.
    client_id: Option<String>,
    /// The merchant's secret, likewise.
    client_secret: Option<String>,
    /// For `refresh_token`: what came with the last access token.
    refresh_token: Option<String>,
}

/// What can be asked for.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
#[allow(dead_code, reason = "it stands in the document alone")]
enum GrantType {
    ClientCredentials,
    RefreshToken,
}

/// What a client asks for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Grant {
    /// A first token.
    ClientCredentials,
    /// The next one, for the refresh token of this hash.
    RefreshToken(KeyHash),
}

impl Form {
    /// Reads a body.
    pub(crate) async fn read(headers: &axum::http::HeaderMap, body: Bytes) -> Result<Self, TokenError> {
        let mut request = Request::post("/").body(axum::body::Body::from(body)).unwrap_or_default();
        *request.headers_mut() = headers.clone();
        let form: Result<axum::Form<Self>, FormRejection> = axum::Form::from_request(request, &()).await;
        form.map(|axum::Form(form)| form)
            .map_err(|_| TokenError::InvalidRequest("the body must be a form, with each parameter once"))
    }

    /// What is asked for.
    pub(crate) fn grant(&self) -> Result<Grant, TokenError> {
        if self.scope.as_ref().is_some_and(|scope| !scope.is_empty()) {
            return Err(TokenError::InvalidScope);
        }
        match (self.grant_type.as_deref(), &self.refresh_token) {
            (Some("client_credentials"), _) => Ok(Grant::ClientCredentials),
            (Some("refresh_token"), Some(token)) => Ok(Grant::RefreshToken(KeyHash::of(token))),
            (Some("refresh_token"), None) => Err(TokenError::InvalidRequest("`refresh_token` is missing")),
            (Some(_), _) => Err(TokenError::UnsupportedGrantType),
            (None, _) => Err(TokenError::InvalidRequest("`grant_type` is missing")),
        }
    }
}
