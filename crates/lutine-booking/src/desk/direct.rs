//! Booking in one go what the merchant pays for itself: quoted, agreed to on the merchant's own word, and booked.

use lutine_core::{Declined, ErrorCode, FieldError, Node, QuoteAnswer};

use super::Desk;
use super::book::{BookError, Booked};
use crate::consent::{Basis, Consent};
use crate::merchant::{Merchant, Payment};
use crate::ports::{Idempotency, OfKey, StoreError};
use crate::quote::StoredQuote;
use crate::request::{BookingRequest, Direct, DirectRequest};
use crate::signer::Claims;

/// Why there is no booking.
#[derive(Debug, thiserror::Error)]
pub enum DirectError {
    /// The call was not understood.
    #[error("the input has faults")]
    Invalid(Vec<FieldError>),
    /// No programme takes it.
    #[error("every programme declines")]
    Declined(Vec<Declined>),
    /// What was quoted could not be booked.
    #[error(transparent)]
    Book(#[from] BookError),
}

impl From<StoreError> for DirectError {
    fn from(error: StoreError) -> Self {
        Self::Book(error.into())
    }
}

impl Desk {
    /// Books what the merchant pays for itself. The key decides first: repeated under it, however late, it is the booking that
    /// was made. It must be run to its end, whether or not anybody still waits for the answer.
    ///
    /// # Errors
    /// Where nothing was recorded, and why.
    pub async fn book_directly(
        &self,
        merchant: &Merchant,
        request: DirectRequest,
        idempotency: &Idempotency,
    ) -> Result<Booked, DirectError> {
        if let Some(before) = self.booked_under(merchant, idempotency).await? {
            return Ok(before);
        }
        let DirectRequest { what, order, policyholder, .. } = request;
        let (quote, token) = match what {
            Direct::Quoted(token) => self.quoted(merchant, token).await?,
            Direct::Call(call) => {
                self.quote_first(merchant, with_policyholder(call, policyholder.as_quoted())).await?
            }
        };
        let consent = agreed(merchant, &quote).map_err(BookError::Consent)?;
        let request = BookingRequest { token, order, policyholder, consent };
        match self.book(merchant, request, Payment::AtOnce, idempotency).await {
            // Somebody else came with the same this moment.
            Err(BookError::KeyReused) => {
                let before = self.booked_under(merchant, idempotency).await?;
                before.ok_or(DirectError::Book(BookError::KeyReused))
            }
            booked => Ok(booked?),
        }
    }

    async fn booked_under(
        &self,
        merchant: &Merchant,
        key: &Idempotency,
    ) -> Result<Option<Booked>, BookError> {
        match self.store.booking_of_key(&merchant.id, key).await? {
            OfKey::Nothing => Ok(None),
            OfKey::Same(booking) => Ok(Some(Booked::Before(self.current(*booking).await?))),
            OfKey::Other => Err(BookError::KeyReused),
        }
    }

    /// What a token was signed for.
    async fn quoted(&self, merchant: &Merchant, token: String) -> Result<(StoredQuote, String), BookError> {
        let claims = self.signer.read_quote_token(&token).filter(|claims| claims.merchant == merchant.id);
        let quote = match claims {
            Some(claims) => self.store.quote(&merchant.id, &claims.quote).await?,
            None => None,
        };
        Ok((quote.ok_or(BookError::PriceChanged(None))?, token))
    }

    /// Quotes a call by its first offer, signed and kept as any other.
    async fn quote_first(
        &self,
        merchant: &Merchant,
        call: Node,
    ) -> Result<(StoredQuote, String), DirectError> {
        let call = self.complete(merchant, call).map_err(of_the_call)?;
        let offer = match lutine_core::quote(&call, &merchant.tariff) {
            QuoteAnswer::Invalid { errors } => return Err(of_the_call(errors)),
            QuoteAnswer::Quoted { offers, declined, .. } => {
                offers.into_iter().next().ok_or(DirectError::Declined(declined))?
            }
        };
        let call = serde_json::to_string(&call).unwrap_or_default();
        let (quote, _) = self.sign(merchant, &call, offer);
        self.store.save_quotes(std::slice::from_ref(&quote)).await?;
        let token = self.signer.quote_token(&Claims::of(&quote));
        Ok((quote, token))
    }
}

/// Faults of a call, by where it stands.
fn of_the_call(errors: Vec<FieldError>) -> DirectError {
    let path = |path: String| if path.is_empty() { "call".to_owned() } else { format!("call.{path}") };
    let errors = errors.into_iter().map(|error| FieldError { path: path(error.path), ..error });
    DirectError::Invalid(errors.collect())
}

/// A call in which it says who is insured, where it does not say so itself.
fn with_policyholder(mut call: Node, policyholder: Node) -> Node {
    if matches!(call, Node::Table(_)) && matches!(call.get("policyholder"), None | Some(Node::Null)) {
        call.set("policyholder", policyholder);
    }
    call
}

/// The merchant's consent: to this price, and to the wording as the programme has it.
fn agreed(merchant: &Merchant, quote: &StoredQuote) -> Result<Consent, Vec<FieldError>> {
    let wording = merchant.wording(quote).ok_or_else(|| {
        let message = format!("programme `{}` has no wording to agree to", quote.programme);
        vec![FieldError { path: "consent.textHash".to_owned(), code: ErrorCode::MissingField, message }]
    })?;
    Ok(Consent {
        basis: Basis::Merchant,
        quote_id: quote.id.clone(),
        total: quote.total,
        text_hash: wording.hash,
        locale: wording.locale,
        shown: wording.text,
    })
}
