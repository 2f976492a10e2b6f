//! OAuth2 for merchants' servers: client credentials for a short-lived access token, and a refresh token for the next one.

mod access;
mod client;
mod error;
mod grant;

pub(crate) use access::AccessTokens;
pub(crate) use client::Client;
pub(crate) use error::{Refused, TokenError};
pub(crate) use grant::{Form, FormDocument, Grant};

use time::Duration;

/// How long an access token is good, unless its client's secret ends before.
pub(crate) const ACCESS_FOR: Duration = Duration::minutes(10);
/// How long a refresh token can be used.
pub(crate) const REFRESH_FOR: Duration = Duration::hours(24);
