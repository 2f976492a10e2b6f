//! Quoting: the server's own price, signed and kept; and the "no" to it.

use lutine_core::{Declined, ErrorCode, FieldError, Liability, Node, Offer, QuoteAnswer, QuoteCall};
use serde::Serialize;
use time::OffsetDateTime;

use super::Desk;
use crate::merchant::Merchant;
use crate::ports::{Decline, StoreError};
use crate::quote::{DeclineReceipt, No, StoredQuote};
use crate::request::DeclineRequest;
use crate::signer::Claims;
use crate::weight::too_large;

/// What a call for a quote comes to.
#[derive(Debug)]
pub enum Quoted {
    /// The answer, as JSON.
    Answered(String),
    /// The call was not understood.
    Invalid(Vec<FieldError>),
}

/// The core's answer, with its offers signed.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Answer {
    outcome: &'static str,
    offers: Vec<SignedOffer>,
    declined: Vec<Declined>,
    without_insurance: Liability,
}

/// An offer with the server's signature on its price.
#[derive(Clone, Debug, Serialize)]
pub struct SignedOffer {
    #[serde(flatten)]
    offer: Offer,
    quote: Signature,
}

/// What makes an offer binding.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Signature {
    /// The quote's id.
    pub id: String,
    /// The signed token, to be sent back when it is booked.
    pub token: String,
    /// Until when.
    #[serde(with = "time::serde::rfc3339")]
    pub expires_at: OffsetDateTime,
}

/// Why a "no" was not recorded.
#[derive(Debug, thiserror::Error)]
pub enum DeclineError {
    /// The merchant has no such quote.
    #[error("no such quote")]
    NotFound,
    /// It is booked.
    #[error("the quote is booked")]
    Booked,
    /// It could not be kept.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What of a call the caller sets although the server does: the day, and the rates for other currencies.
#[must_use]
pub fn set_by_caller(call: &Node) -> Vec<FieldError> {
    let set = ["asOf", "exchangeRates"].into_iter().filter(|name| call.get(name).is_some());
    set.map(|name| FieldError {
        path: name.to_owned(),
        code: ErrorCode::ServerSetsThis,
        message: format!("`{name}` is set by the server"),
    })
    .collect()
}

/// A token tells its end in seconds, and ends no sooner than is told beside it.
fn whole_second(time: OffsetDateTime) -> OffsetDateTime {
    time.replace_nanosecond(0).unwrap_or(time)
}

impl Desk {
    /// Prices a call with the server's own day and rates, signs each offer, and keeps it.
    ///
    /// # Errors
    /// Where the store fails. Bad input is an answer.
    pub async fn quote(&self, merchant: &Merchant, call: Node) -> Result<Quoted, StoreError> {
        let call = match self.complete(merchant, call) {
            Ok(call) => call,
            Err(errors) => return Ok(Quoted::Invalid(errors)),
        };
        let (offers, declined, without_insurance) = match lutine_core::quote(&call, &merchant.tariff) {
            QuoteAnswer::Invalid { errors } => return Ok(Quoted::Invalid(errors)),
            QuoteAnswer::Quoted { offers, declined, without_insurance } => {
                (offers, declined, without_insurance)
            }
        };
        let call = serde_json::to_string(&call).unwrap_or_default();
        let (quotes, offers): (Vec<_>, Vec<_>) =
            offers.into_iter().map(|offer| self.sign(merchant, &call, offer)).unzip();
        let answer = Answer { outcome: "quoted", offers, declined, without_insurance };
        let body = serde_json::to_string(&answer).unwrap_or_default();
        self.store.save_quotes(&quotes).await?;
        Ok(Quoted::Answered(body))
    }

    /// Puts the server's day and rates into a call, which nobody else may set.
    pub(super) fn complete(&self, merchant: &Merchant, mut call: Node) -> Result<Node, Vec<FieldError>> {
        let mut errors = set_by_caller(&call);
        self.stamp(merchant, &mut call);
        if let Some(error) = too_large(&call) {
            return Err(vec![error]);
        }
        if errors.is_empty() {
            return Ok(call);
        }
        errors.extend(QuoteCall::read(&call, &merchant.tariff).err().unwrap_or_default());
        Err(errors)
    }

    /// What is wrong with a call on the server's day.
    pub(super) fn call_faults(&self, merchant: &Merchant, call: Node) -> Vec<FieldError> {
        let read = self.complete(merchant, call).and_then(|call| QuoteCall::read(&call, &merchant.tariff));
        read.err().unwrap_or_default()
    }

    /// Today's day and rates, in place of those that a call may have.
    fn stamp(&self, merchant: &Merchant, call: &mut Node) {
        call.set("asOf", Node::Text(self.clock.now().date().to_string()));
        call.set("exchangeRates", merchant.rates().unwrap_or(Node::Null));
    }

    pub(super) fn sign(&self, merchant: &Merchant, call: &str, offer: Offer) -> (StoredQuote, SignedOffer) {
        let now = self.clock.now();
        let quote = StoredQuote {
            id: self.ids.fresh("quote"),
            merchant: merchant.id.clone(),
            programme: offer.programme.clone(),
            revision: offer.revision.to_string(),
            call: call.to_owned(),
            offer: serde_json::to_string(&offer).unwrap_or_default(),
            total: offer.total,
            created_at: now,
            expires_at: whole_second(now + self.quote_validity),
            declined: None,
        };
        let token = self.signer.quote_token(&Claims::of(&quote));
        let signature = Signature { id: quote.id.clone(), token, expires_at: quote.expires_at };
        (quote, SignedOffer { offer, quote: signature })
    }

    /// A new offer for what an earlier quote was for, at today's price.
    pub(super) async fn offer_again(
        &self,
        merchant: &Merchant,
        earlier: &StoredQuote,
        policyholder: Node,
    ) -> Result<Option<SignedOffer>, StoreError> {
        let Ok(mut call) = serde_json::from_str::<Node>(&earlier.call) else { return Ok(None) };
        self.stamp(merchant, &mut call);
        call.set("policyholder", policyholder);
        let offer = QuoteCall::read(&call, &merchant.tariff)
            .ok()
            .and_then(|read| read.offer(&earlier.programme, &merchant.tariff).ok());
        let Some(offer) = offer else { return Ok(None) };
        let call = serde_json::to_string(&call).unwrap_or_default();
        let (quote, signed) = self.sign(merchant, &call, offer);
        self.store.save_quotes(&[quote]).await?;
        Ok(Some(signed))
    }

    /// Records that the shopper said no to a quote. Said again, the first "no" is the one that counts.
    ///
    /// # Errors
    /// Where there is no such quote, or it is booked, or the store fails.
    pub async fn decline(
        &self,
        merchant: &Merchant,
        quote: &str,
        said: DeclineRequest,
    ) -> Result<DeclineReceipt, DeclineError> {
        let no = No { at: self.clock.now(), shown: said.shown, locale: said.locale };
        match self.store.decline(&merchant.id, quote, &no).await? {
            Decline::Declined(quote, no) => Ok(DeclineReceipt::of(&quote, &no, &self.signer)),
            Decline::Booked => Err(DeclineError::Booked),
            Decline::NotFound => Err(DeclineError::NotFound),
        }
    }
}
