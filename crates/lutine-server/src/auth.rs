//! Who calls, by `Authorization: Bearer …`.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use lutine_booking::{Idempotency, Merchant, Role};

use crate::app::App;
use crate::problem::Problem;
use crate::seller::Seller;

/// A caller that showed a good key: of whom, and what for.
#[derive(Clone, Debug)]
pub(crate) struct Caller {
    pub(crate) who: Who,
    seller: Arc<Seller>,
}

/// What a key is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Who {
    /// pk_…: in every shopper's browser, so it may do only what a shopper may.
    Publishable,
    /// sk_… or an access token: the merchant.
    Merchant,
    /// ik_…: the insurer's side, which reads this merchant's claims and decides them.
    Insurer,
    /// st_…: a shopper, for one booking.
    Shopper {
        /// Which.
        booking: String,
    },
}

impl Caller {
    /// Whose key it is.
    pub(crate) fn merchant(&self) -> &Merchant {
        &self.seller.merchant
    }

    /// The same, and what its widgets are told; to be held on to by work that goes on when nobody waits any more.
    pub(crate) fn seller(&self) -> &Arc<Seller> {
        &self.seller
    }

    /// An idempotency key as it is kept: what a page, a shopper or an insurer calls its own is nobody else's. No key that is
    /// sent holds the character between.
    pub(crate) fn own(&self, idempotency: Idempotency) -> Idempotency {
        let of = match &self.who {
            Who::Merchant => return idempotency,
            Who::Publishable => "page",
            Who::Insurer => "insurer",
            Who::Shopper { booking } => booking,
        };
        Idempotency { key: format!("{of}\u{1f}{}", idempotency.key), ..idempotency }
    }

    /// Whoever may quote, decline and book.
    pub(crate) fn may_sell(&self) -> Result<(), Problem> {
        match self.who {
            Who::Publishable | Who::Merchant => Ok(()),
            Who::Insurer | Who::Shopper { .. } => Err(Problem::Forbidden),
        }
    }

    /// The merchant alone.
    pub(crate) fn may_read_all(&self) -> Result<(), Problem> {
        if self.who == Who::Merchant { Ok(()) } else { Err(Problem::Forbidden) }
    }

    /// The merchant, and the shopper whose booking it is. To anybody else's booking the answer is that of none.
    pub(crate) fn may_read_booking(&self, id: &str) -> Result<(), Problem> {
        match &self.who {
            Who::Merchant => Ok(()),
            Who::Shopper { booking } if booking == id => Ok(()),
            Who::Shopper { .. } => Err(Problem::NotFound),
            Who::Publishable | Who::Insurer => Err(Problem::Forbidden),
        }
    }

    /// The merchant, and the insurer's side of its claims.
    pub(crate) fn may_read_claims(&self) -> Result<(), Problem> {
        match self.who {
            Who::Merchant | Who::Insurer => Ok(()),
            Who::Publishable | Who::Shopper { .. } => Err(Problem::Forbidden),
        }
    }

    /// The insurer's side alone: nobody decides their own claim.
    pub(crate) fn may_decide_claims(&self) -> Result<(), Problem> {
        if self.who == Who::Insurer { Ok(()) } else { Err(Problem::Forbidden) }
    }
}

impl FromRequestParts<App> for Caller {
    type Rejection = Problem;

    /// The gate has put it there.
    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Problem> {
        parts.extensions.get::<Self>().cloned().ok_or(Problem::Unauthorized)
    }
}

impl Caller {
    /// Who sent these headers.
    pub(crate) async fn identify(app: &App, headers: &HeaderMap) -> Result<Self, Problem> {
        let header = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
        let (scheme, key) = header.and_then(|value| value.split_once(' ')).ok_or(Problem::Unauthorized)?;
        if !scheme.eq_ignore_ascii_case("bearer") {
            return Err(Problem::Unauthorized);
        }
        let (who, merchant) = identify(app, key).await?.ok_or(Problem::Unauthorized)?;
        let seller = app.sellers.seller(&merchant).await?.ok_or(Problem::Unauthorized)?;
        Ok(Self { who, seller })
    }
}

/// Who shows a key, and of which merchant.
async fn identify(app: &App, key: &str) -> Result<Option<(Who, String)>, Problem> {
    if key.starts_with("st_") {
        let read = app.desk.signer.read_shopper_token(key);
        return Ok(read.map(|(merchant, booking)| (Who::Shopper { booking }, merchant)));
    }
    // A key has no dot in it, and the parts of a JWT are parted by dots. The database is not asked for what can be no key.
    let key = match key.contains('.').then(|| app.gate.tokens.read(key)) {
        None if Role::ALL.iter().any(|role| is_of(*role, key)) => app.sellers.key(key).await?,
        None => None,
        Some(None) => None,
        Some(Some(hash)) => app.sellers.key_of(&hash).await?,
    };
    Ok(key.map(|key| (Who::of(key.role), key.merchant)))
}

fn is_of(role: Role, key: &str) -> bool {
    key.strip_prefix(role.prefix()).is_some_and(|rest| rest.starts_with('_'))
}

impl Who {
    const fn of(role: Role) -> Self {
        match role {
            Role::Publishable => Self::Publishable,
            Role::Merchant => Self::Merchant,
            Role::Insurer => Self::Insurer,
        }
    }
}
