//! Which client asks for a token: by HTTP Basic or in the form, in one of them.

use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use lutine_booking::{ApiKey, Role, Secret};

use super::{Form, TokenError};
use crate::app::App;

/// A client's id, which is its merchant's, and its secret.
#[derive(Debug)]
pub(crate) struct Client {
    id: String,
    secret: Secret,
}

impl Client {
    /// Reads who asks.
    pub(crate) fn read(headers: &HeaderMap, form: &Form) -> Result<Self, TokenError> {
        let by_header = headers.contains_key(AUTHORIZATION);
        match (by_header, &form.client_id, &form.client_secret) {
            (true, _, Some(_)) => Err(TokenError::InvalidRequest("the client names itself in two ways")),
            (true, id, None) => {
                let client = basic(headers).ok_or(TokenError::InvalidClient)?;
                // An id beside the header is allowed, if it is the same.
                let same = id.as_ref().is_none_or(|id| *id == client.id);
                if same { Ok(client) } else { Err(TokenError::InvalidClient) }
            }
            (false, Some(id), Some(secret)) => {
                Ok(Self { id: id.clone(), secret: Secret::given(secret.clone()) })
            }
            (false, ..) => Err(TokenError::InvalidClient),
        }
    }

    /// The key that its secret is, if that is good.
    pub(crate) async fn key(&self, app: &App) -> Result<ApiKey, TokenError> {
        let key = app.sellers.key(self.secret.reveal()).await?;
        key.filter(|key| key.role == Role::Merchant && key.merchant == self.id)
            .ok_or(TokenError::InvalidClient)
    }
}

/// RFC 6749, 2.3.1: both are encoded as in a form, and then as Basic does it.
fn basic(headers: &HeaderMap) -> Option<Client> {
    let (scheme, encoded) = headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let text = String::from_utf8(STANDARD.decode(encoded.trim()).ok()?).ok()?;
    let (id, secret) = text.split_once(':')?;
    Some(Client { id: decoded(id)?, secret: Secret::given(decoded(secret)?) })
}

fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let mut digit = || char::from(rest.next()?).to_digit(16);
                u8::try_from(digit()? * 16 + digit()?).ok()?
            }
            byte => byte,
        });
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::decoded;

    #[test]
    fn what_a_form_encodes_reads_back() {
        assert_eq!(decoded("sk_a-b%3A%c3%a4+c").as_deref(), Some("sk_a-b:ä c"));
        for rubbish in ["%", "%4", "%zz", "%ff"] {
            assert_eq!(decoded(rubbish), None, "{rubbish}");
        }
    }
}
