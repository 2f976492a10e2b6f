//! A message: an event as it is posted to an endpoint, signed by the scheme of Standard Webhooks.

use serde::Serialize;
use serde_json::Value;
use time::OffsetDateTime;

use super::{Address, SigningSecret};
use crate::event::Event;

/// What is posted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Where to.
    pub address: Address,
    /// `webhook-id`: the event's, so that whoever gets it twice knows.
    pub id: String,
    /// `webhook-timestamp`: when this attempt is made, in seconds since 1970.
    pub timestamp: i64,
    /// `webhook-signature`: one by each secret that is good now.
    pub signature: String,
    /// The body: the same at each attempt.
    pub body: String,
}

#[derive(Serialize)]
struct Body<'e> {
    r#type: &'e str,
    #[serde(with = "time::serde::rfc3339")]
    timestamp: OffsetDateTime,
    id: &'e str,
    sequence: i64,
    data: &'e Value,
}

impl Message {
    /// An event for an address, signed with each of the secrets.
    #[must_use]
    pub fn of(event: &Event, address: &Address, secrets: &[SigningSecret], now: OffsetDateTime) -> Self {
        let body = Body {
            r#type: &event.kind,
            timestamp: event.at,
            id: &event.id,
            sequence: event.sequence,
            data: &event.data,
        };
        let body = serde_json::to_string(&body).unwrap_or_default();
        let timestamp = now.unix_timestamp();
        let signatures: Vec<_> =
            secrets.iter().filter_map(|secret| secret.sign(&event.id, timestamp, &body)).collect();
        Self {
            address: address.clone(),
            id: event.id.clone(),
            timestamp,
            signature: signatures.join(" "),
            body,
        }
    }
}
