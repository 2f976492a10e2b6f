//! Access tokens: JWTs of this server's, which say whose and by which key, and are good as long as that is.

use std::sync::Arc;

use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, encode};
use lutine_booking::{ApiKey, Clock, Ids, KeyHash, Secret};
use serde::{Deserialize, Serialize};
use time::Duration;

use super::{ACCESS_FOR, TokenError};
use crate::problem::Problem;

const ISSUER: &str = "lutine";
const AUDIENCE: &str = "lutine-api";
/// RFC 9068: nothing else that is signed here reads as an access token.
const KIND: &str = "at+jwt";

/// Issues access tokens, and reads them. Its key is in no `Debug`.
pub(crate) struct AccessTokens {
    encoding: EncodingKey,
    decoding: DecodingKey,
    validation: Validation,
    clock: Arc<dyn Clock>,
    ids: Arc<dyn Ids>,
}

#[derive(Serialize, Deserialize)]
struct Claims {
    iss: String,
    aud: String,
    /// The merchant.
    sub: String,
    /// The hash of the secret that it was got with.
    key: String,
    /// Seconds since 1970, as is the next.
    iat: i64,
    exp: i64,
    jti: String,
}

impl AccessTokens {
    pub(crate) fn new(key: [u8; 32], clock: Arc<dyn Clock>, ids: Arc<dyn Ids>) -> Self {
        let mut validation = Validation::new(Algorithm::HS256);
        validation.set_issuer(&[ISSUER]);
        validation.set_audience(&[AUDIENCE]);
        validation.set_required_spec_claims(&["iss", "aud", "sub", "exp"]);
        // By the clock of the port, below.
        validation.validate_exp = false;
        let (encoding, decoding) = (EncodingKey::from_secret(&key), DecodingKey::from_secret(&key));
        Self { encoding, decoding, validation, clock, ids }
    }

    /// A token for whoever showed a key, and for how long it is good: a key that ends sooner takes its tokens along.
    pub(crate) fn issue(&self, key: &ApiKey) -> Result<(Secret, Duration), TokenError> {
        let now = self.clock.now();
        let left = key.ends_at.map_or(ACCESS_FOR, |end| end - now).clamp(Duration::seconds(1), ACCESS_FOR);
        let now = now.unix_timestamp();
        let claims = Claims {
            iss: ISSUER.to_owned(),
            aud: AUDIENCE.to_owned(),
            sub: key.merchant.clone(),
            key: key.hash.as_str().to_owned(),
            iat: now,
            exp: now + left.whole_seconds(),
            jti: self.ids.fresh("token"),
        };
        let header = Header { typ: Some(KIND.to_owned()), ..Header::new(Algorithm::HS256) };
        let token = encode(&header, &claims, &self.encoding).map_err(|error| {
            tracing::error!(%error, "an access token cannot be signed");
            TokenError::Problem(Problem::Unavailable)
        })?;
        Ok((Secret::given(token), left))
    }

    /// The key that a token was got with; `None` for one that is not of this server's, or not good any more.
    pub(crate) fn read(&self, token: &str) -> Option<KeyHash> {
        let read = decode::<Claims>(token, &self.decoding, &self.validation).ok()?;
        let good = read.header.typ.as_deref() == Some(KIND)
            && self.clock.now().unix_timestamp() < read.claims.exp
            && !read.claims.jti.is_empty();
        good.then(|| KeyHash::kept(read.claims.key))
    }
}
