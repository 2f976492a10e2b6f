//! The secrets that messages are signed with. Never in a log: `Debug` says nothing.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use standardwebhooks::Webhook;
use time::OffsetDateTime;

use crate::sealer::Sealer;

/// How many secrets of an endpoint are good at once; whoever rotates more often lets go of the oldest.
pub const MOST_SECRETS: usize = 4;

/// A secret, in clear. The endpoint's owner sees it once, when it is made.
#[derive(Clone, PartialEq, Eq)]
pub struct SigningSecret([u8; 32]);

impl fmt::Debug for SigningSecret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("SigningSecret(..)")
    }
}

impl SigningSecret {
    /// Of bytes that nobody can guess.
    #[must_use]
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// As libraries of Standard Webhooks take it: `whsec_…`.
    #[must_use]
    pub fn reveal(&self) -> String {
        format!("whsec_{}", STANDARD.encode(self.0))
    }

    /// A signature by Standard Webhooks: `v1,…`.
    pub(super) fn sign(&self, id: &str, timestamp: i64, body: &str) -> Option<String> {
        Webhook::from_bytes(self.0.to_vec()).ok()?.sign(id, timestamp, body.as_bytes()).ok()
    }
}

/// A secret as it is kept.
#[derive(Clone, PartialEq, Eq)]
pub struct SealedSecret {
    /// Its id.
    pub id: String,
    /// Under the server's key.
    pub sealed: String,
    /// Since when it is good.
    pub created_at: OffsetDateTime,
    /// Until when, where another took its place.
    pub expires_at: Option<OffsetDateTime>,
}

impl fmt::Debug for SealedSecret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "SealedSecret({}, ..)", self.id)
    }
}

impl SealedSecret {
    /// Seals a secret of an endpoint.
    pub(crate) fn seal(
        sealer: &Sealer,
        endpoint: &str,
        id: String,
        secret: &SigningSecret,
        now: OffsetDateTime,
    ) -> Self {
        let sealed = sealer.seal(&place(endpoint, &id), &secret.0);
        Self { id, sealed, created_at: now, expires_at: None }
    }

    /// The secret of an endpoint; `None` where it was sealed under another key.
    pub(crate) fn open(&self, sealer: &Sealer, endpoint: &str) -> Option<SigningSecret> {
        sealer.open(&place(endpoint, &self.id), &self.sealed)?.try_into().ok().map(SigningSecret)
    }

    /// Whether it is good at a time. One that was ended by another server's clock is blank by then, whatever this one's says.
    #[must_use]
    pub fn is_good(&self, now: OffsetDateTime) -> bool {
        self.expires_at.is_none_or(|until| now < until) && !self.sealed.is_empty()
    }
}

fn place(endpoint: &str, secret: &str) -> String {
    format!("webhook-secret {endpoint} {secret}")
}
