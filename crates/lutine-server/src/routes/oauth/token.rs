//! POST /oauth/token: an access token for a client's id and secret, or for a refresh token of that client's.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::header::{CACHE_CONTROL, PRAGMA};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use lutine_booking::{ApiKey, RefreshToken, Refreshed, Secret};
use serde_json::{Value, json};

use crate::app::App;
use crate::oauth::{ACCESS_FOR, Client, Form, Grant, REFRESH_FOR, TokenError};

/// 200 with `access_token`, `token_type`, `expires_in` and `refresh_token`; else `error` and `error_description`.
pub(crate) async fn handle(
    State(app): State<App>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let mut response = match answer(&app, &headers, body).await {
        Ok(body) => Json(body).into_response(),
        Err(error) => error.into_response(),
    };
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response.headers_mut().insert(PRAGMA, HeaderValue::from_static("no-cache"));
    response
}

async fn answer(
    app: &App,
    headers: &HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Value, TokenError> {
    let body = body.map_err(|error| match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => TokenError::TooLarge,
        _ => TokenError::InvalidRequest("the body broke off"),
    })?;
    let form = Form::read(headers, body).await?;
    let client = Client::read(headers, &form)?;
    let grant = form.grant()?;
    let key = client.key(app).await?;
    let refresh = refresh(app, &key, &grant).await?;
    let access = app.gate.tokens.issue(&key)?;
    Ok(json!({
        "access_token": access.reveal(),
        "token_type": "Bearer",
        "expires_in": ACCESS_FOR.whole_seconds(),
        "refresh_token": refresh.reveal(),
    }))
}

/// The refresh token for the next time: of a family of its own, or in place of the one that was used for this.
async fn refresh(app: &App, key: &ApiKey, grant: &Grant) -> Result<Secret, TokenError> {
    let mut chance = [0; 32];
    getrandom::fill(&mut chance).map_err(|_| TokenError::Unavailable)?;
    let secret = Secret::of("rt", chance);
    let now = app.desk.clock.now();
    let fresh = RefreshToken {
        hash: secret.hash(),
        family: app.desk.ids.fresh("family"),
        key: key.hash.clone(),
        expires_at: now + REFRESH_FOR,
    };
    match grant {
        Grant::ClientCredentials => app.desk.store.begin_family(&fresh, now).await?,
        Grant::RefreshToken(used) => match app.desk.store.refresh(used, &fresh, now).await? {
            Refreshed::Refreshed => {}
            Refreshed::Unknown => return Err(TokenError::InvalidGrant),
            Refreshed::Reused => {
                tracing::warn!(merchant = key.merchant, "a refresh token was used twice: its family ends");
                return Err(TokenError::InvalidGrant);
            }
        },
    }
    Ok(secret)
}
