//! Who calls, by `Authorization: Bearer …`.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use lutine_booking::Merchant;
use subtle::ConstantTimeEq;

use crate::app::App;
use crate::demo::DemoMerchant;
use crate::problem::Problem;

/// A caller that showed a good key: of whom, and what for.
#[derive(Clone, Debug)]
pub(crate) struct Caller {
    pub(crate) who: Who,
    seller: Arc<DemoMerchant>,
}

/// What a key is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Who {
    /// pk_…: in every shopper's browser, so it may do only what a shopper may.
    Publishable,
    /// sk_…: the merchant.
    Merchant,
    /// ik_…: the insurer's side of a merchant, which decides on claims.
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
    pub(crate) fn seller(&self) -> &Arc<DemoMerchant> {
        &self.seller
    }

    /// Whoever may quote, decline and book.
    pub(crate) fn may_sell(&self) -> Result<(), Problem> {
        match self.who {
            Who::Publishable | Who::Merchant => Ok(()),
            Who::Shopper { .. } | Who::Insurer => Err(Problem::Forbidden),
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

    /// The merchant, and the insurer's side.
    pub(crate) fn may_read_claims(&self) -> Result<(), Problem> {
        if matches!(self.who, Who::Merchant | Who::Insurer) { Ok(()) } else { Err(Problem::Forbidden) }
    }

    /// The insurer's side alone: nobody grants a claim of their own.
    pub(crate) fn may_decide_claims(&self) -> Result<(), Problem> {
        if self.who == Who::Insurer { Ok(()) } else { Err(Problem::Forbidden) }
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
        let who = if is(&app.demo.publishable_key) {
            Who::Publishable
        } else if is(&app.desk.signer.demo_secret()) {
            Who::Merchant
        } else if is(&app.desk.signer.demo_insurer_key()) {
            Who::Insurer
        } else {
            let booking = app.desk.signer.read_shopper_token(key).ok_or(Problem::Unauthorized)?;
            Who::Shopper { booking }
        };
        Ok(Self { who, seller: Arc::clone(&app.demo) })
    }
}
