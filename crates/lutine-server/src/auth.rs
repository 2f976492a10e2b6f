//! Who calls, by `Authorization: Bearer …`.

use axum::extract::FromRequestParts;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use lutine_booking::Merchant;
use subtle::ConstantTimeEq;

use crate::app::App;
use crate::problem::Problem;

/// A caller that showed a good key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Caller {
    /// pk_…: in every shopper's browser, so it may do only what a shopper may.
    Publishable,
    /// sk_…: the merchant.
    Merchant,
    /// st_…: a shopper, for one booking.
    Shopper {
        /// Which.
        booking: String,
    },
}

impl Caller {
    /// Whoever may quote, decline and book.
    pub(crate) fn may_sell(&self) -> Result<(), Problem> {
        match self {
            Self::Publishable | Self::Merchant => Ok(()),
            Self::Shopper { .. } => Err(Problem::Forbidden),
        }
    }

    /// The merchant alone.
    pub(crate) fn may_read_all(&self) -> Result<(), Problem> {
        if *self == Self::Merchant { Ok(()) } else { Err(Problem::Forbidden) }
    }

    /// The merchant, and the shopper whose booking it is. To anybody else's booking the answer is that of none.
    pub(crate) fn may_read_booking(&self, id: &str) -> Result<(), Problem> {
        match self {
            Self::Merchant => Ok(()),
            Self::Shopper { booking } if booking == id => Ok(()),
            Self::Shopper { .. } => Err(Problem::NotFound),
            Self::Publishable => Err(Problem::Forbidden),
        }
    }
}

impl FromRequestParts<App> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let header = parts.headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
        let (scheme, key) = header.and_then(|value| value.split_once(' ')).ok_or(Problem::Unauthorized)?;
        if !scheme.eq_ignore_ascii_case("bearer") {
            return Err(Problem::Unauthorized);
        }
        let is = |known: &str| bool::from(key.as_bytes().ct_eq(known.as_bytes()));
        if is(&app.demo.publishable_key) {
            return Ok(Self::Publishable);
        }
        if is(&app.desk.signer.demo_secret()) {
            return Ok(Self::Merchant);
        }
        let booking = app.desk.signer.read_shopper_token(key).ok_or(Problem::Unauthorized)?;
        Ok(Self::Shopper { booking })
    }
}

impl App {
    /// The merchant that sells here.
    pub(crate) fn merchant(&self) -> &Merchant {
        &self.demo.merchant
    }
}
