//! POST /oauth/token: an access token for a client's id and secret, or for a refresh token of that client's.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::header::CACHE_CONTROL;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use lutine_booking::{ApiKey, RefreshToken, Refreshed, Secret};
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::App;
use crate::oauth::{Client, Form, FormDocument, Grant, REFRESH_FOR, Refused, TokenError};
use crate::openapi::Problems;
use crate::problem::Problem;
use crate::problem::kinds::{HeadersTooLarge, PayloadTooLarge, RateLimited, TimedOut, Unavailable};

/// 200 with a [`Given`]; what is wrong with the request is said in the words of OAuth2, all else is a problem.
#[utoipa::path(
    post,
    path = "/oauth/token",
    operation_id = "createToken",
    summary = "Get a token",
    description = "OAuth2 client credentials (RFC 6749, 4.4): an access token for a client's id and secret, by HTTP Basic or in \
        the form. It may do what the secret may, for ten minutes, or until the secret ends. The refresh token gets the next \
        one, once, within a day; used twice, it and all refresh tokens that came of it end.",
    tag = "tokens",
    request_body(content = FormDocument, content_type = "application/x-www-form-urlencoded"),
    responses(
        (status = 200, description = "The tokens. They are never kept by anybody on the way.", body = Given),
        (status = 400, description = "There is none, and why.", body = Refused),
        (
            status = 401,
            description = "The client is not known, or its secret is another.",
            body = Refused,
            headers(("www-authenticate" = String, description = "`Basic`.")),
        ),
        Problems<(PayloadTooLarge, RateLimited, HeadersTooLarge, Unavailable, TimedOut)>,
    ),
)]
pub(crate) async fn handle(
    State(app): State<App>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let mut response = match answer(&app, &headers, body).await {
        Ok(given) => Json(given).into_response(),
        Err(error) => error.into_response(),
    };
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// What is given.
#[derive(Serialize, ToSchema)]
#[schema(as = Tokens)]
struct Given {
    /// To be sent as `Authorization: Bearer …`.
    access_token: String,
    #[schema(pattern = "^Bearer$")]
    token_type: &'static str,
    /// In seconds.
    #[schema(minimum = 1)]
    expires_in: i64,
    /// For the next ones.
    refresh_token: String,
}

async fn answer(
    app: &App,
    headers: &HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Given, TokenError> {
    let body = body.map_err(|error| match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => TokenError::Problem(Problem::PayloadTooLarge),
        _ => TokenError::InvalidRequest("the body broke off"),
    })?;
    let form = Form::read(headers, body).await?;
    let client = Client::read(headers, &form)?;
    let grant = form.grant()?;
    let key = client.key(app).await?;
    let refresh = refresh(app, &key, &grant).await?;
    let (access, good_for) = app.gate.tokens.issue(&key)?;
    Ok(Given {
        access_token: access.reveal().to_owned(),
        token_type: "Bearer",
        expires_in: good_for.whole_seconds(),
        refresh_token: refresh.reveal().to_owned(),
    })
}

/// The refresh token for the next time: of a family of its own, or in place of the one that was used for this.
async fn refresh(app: &App, key: &ApiKey, grant: &Grant) -> Result<Secret, TokenError> {
    let mut chance = [0; 32];
    getrandom::fill(&mut chance).map_err(|_| TokenError::Problem(Problem::Unavailable))?;
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
