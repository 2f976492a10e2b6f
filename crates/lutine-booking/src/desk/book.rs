//! Booking: the price is reckoned again, the booking recorded, and only then the insurer asked; or, by publishable key,
//! once the shop has said that the order is paid.

use lutine_core::{ErrorCode, FieldError, Node, QuoteCall};

use serde_json::Value;

use super::as_sold::as_sold;
use super::{Desk, SignedOffer};
use crate::booking::{Booking, State};
use crate::consent::ConsentReceipt;
use crate::facts::Facts;
use crate::merchant::{Merchant, Payment};
use crate::ports::{Begun, Idempotency, StoreError};
use crate::quote::StoredQuote;
use crate::request::BookingRequest;
use crate::signer::Claims;
use crate::stages::{InFlight, Pending};

/// A booking that was made now or before.
#[derive(Debug)]
pub enum Booked {
    /// Now.
    Now(Booking),
    /// The same quote and order were booked before: this is that booking.
    Before(Booking),
}

/// Why there is no booking.
#[derive(Debug, thiserror::Error)]
pub enum BookError {
    /// The token is not good for this price any more, or never was. Where the quote is known, a new offer.
    #[error("the price has changed")]
    PriceChanged(Option<Box<SignedOffer>>),
    /// The quote was booked for another order.
    #[error("the quote is booked for another order")]
    QuoteUsed,
    /// The shopper said no to it.
    #[error("the quote was declined")]
    QuoteDeclined,
    /// The order's shipment is insured already.
    #[error("the order is insured already")]
    OrderInsured,
    /// The consent is not to this quote.
    #[error("the consent is not to this quote")]
    Consent(Vec<FieldError>),
    /// The idempotency key was used for something else.
    #[error("the idempotency key was used for something else")]
    KeyReused,
    /// It could not be kept.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Desk {
    /// Books a quote. It must be run to its end, whether or not anybody still waits for the answer.
    ///
    /// # Errors
    /// Where nothing was recorded, and why.
    pub async fn book(
        &self,
        merchant: &Merchant,
        request: BookingRequest,
        payment: Payment,
        idempotency: &Idempotency,
    ) -> Result<Booked, BookError> {
        let Some(claims) =
            self.signer.read_quote_token(&request.token).filter(|claims| claims.merchant == merchant.id)
        else {
            return Err(self.price_changed(merchant, &request).await?);
        };
        // The quote decides first: whoever repeats a booking gets that booking, however late.
        if let Some(booking) = self.booking_of_quote(merchant, &claims.quote).await? {
            // One that waited too long never cost anything, and its price is gone.
            if booking.state == State::Expired {
                return Err(self.price_changed(merchant, &request).await?);
            }
            return same_order(booking, &request);
        }
        let quote = self.store.quote(&merchant.id, &claims.quote).await?;
        let Some(quote) = quote.filter(|quote| Claims::of(quote) == claims) else {
            return Err(self.price_changed(merchant, &request).await?);
        };
        check_consent(merchant, &quote, &request).map_err(BookError::Consent)?;
        let Some((offer, shipment_reference)) =
            reprice(merchant, &quote, &request).filter(|_| !claims.expired(self.clock.now()))
        else {
            return Err(self.price_changed(merchant, &request).await?);
        };
        // Whoever booked at the last moment has as long to pay as a price holds.
        let until = self.clock.now() + self.quote_validity;
        let booking = self.recorded(merchant, quote, offer, request.clone(), shipment_reference);
        let stage = match payment {
            Payment::AtOnce => Stage::Booking(InFlight::begin(booking, self.clock.now())),
            Payment::Confirmed => Stage::Waiting(Pending::begin(booking, until)),
        };
        match self.store.begin(stage.booking(), idempotency).await? {
            Begun::Begun => Ok(Booked::Now(match stage {
                Stage::Booking(in_flight) => self.bind(in_flight).await?,
                Stage::Waiting(pending) => pending.into_booking(),
            })),
            Begun::QuoteUsed(booking) => same_order(self.current(*booking).await?, &request),
            Begun::QuoteDeclined => Err(BookError::QuoteDeclined),
            Begun::OrderInsured => Err(BookError::OrderInsured),
            Begun::KeyReused => Err(BookError::KeyReused),
        }
    }

    fn recorded(
        &self,
        merchant: &Merchant,
        quote: StoredQuote,
        offer: Value,
        request: BookingRequest,
        shipment_reference: String,
    ) -> Booking {
        let now = self.clock.now();
        Booking {
            id: self.ids.fresh("booking"),
            merchant: merchant.id.clone(),
            quote_id: quote.id,
            order: request.order,
            shipment_reference,
            offer,
            total: quote.total,
            policyholder: request.policyholder,
            consent: ConsentReceipt { consent: request.consent, at: now },
            facts: Facts::default(),
            call: None,
            amended: None,
            state: State::Booking,
            created_at: now,
            begun_at: None,
            version: 0,
        }
    }

    /// Asks the insurer, outside of any transaction, and records what it said.
    pub(super) async fn bind(&self, in_flight: InFlight) -> Result<Booking, StoreError> {
        let answer = self.insurer.bind(in_flight.booking()).await;
        self.answered(in_flight, answer).await
    }

    /// A new offer for the quote that the consent names, where the merchant has it.
    async fn price_changed(
        &self,
        merchant: &Merchant,
        request: &BookingRequest,
    ) -> Result<BookError, StoreError> {
        let Some(quote) = self.store.quote(&merchant.id, &request.consent.quote_id).await? else {
            return Ok(BookError::PriceChanged(None));
        };
        let offer = self.offer_again(merchant, &quote, request.policyholder.as_quoted()).await?;
        Ok(BookError::PriceChanged(offer.map(Box::new)))
    }
}

/// How a booking begins.
enum Stage {
    Booking(InFlight),
    Waiting(Pending),
}

impl Stage {
    const fn booking(&self) -> &Booking {
        match self {
            Self::Booking(in_flight) => in_flight.booking(),
            Self::Waiting(pending) => pending.booking(),
        }
    }
}

fn same_order(booking: Booking, request: &BookingRequest) -> Result<Booked, BookError> {
    if booking.order == request.order { Ok(Booked::Before(booking)) } else { Err(BookError::QuoteUsed) }
}

/// The consent must be to this quote, this total and a wording that the server knows.
fn check_consent(
    merchant: &Merchant,
    quote: &StoredQuote,
    request: &BookingRequest,
) -> Result<(), Vec<FieldError>> {
    let consent = &request.consent;
    let mut errors = Vec::new();
    let mut refuse = |path: &str, message: String| {
        errors.push(FieldError { path: path.to_owned(), code: ErrorCode::UnknownValue, message });
    };
    if consent.quote_id != quote.id {
        refuse("consent.quoteId", format!("the token is of quote `{}`", quote.id));
    }
    if consent.total != quote.total {
        refuse("consent.total", format!("the token is for `{}`", quote.total));
    }
    if !merchant.knows_text(quote, &consent.locale, &consent.text_hash) {
        refuse("consent.textHash", "is not that of the programme's wording in that locale".to_owned());
    }
    if consent.shown.trim().is_empty() {
        refuse("consent.shown", "must hold what was shown, word for word".to_owned());
    }
    if errors.is_empty() { Ok(()) } else { Err(errors) }
}

/// Reckons the price again, on the quote's own day, rates and revision, for the country of whoever is insured.
/// `None` where it does not come to the same; otherwise the offer, with what is known of the tax by now, and the
/// shipment's reference.
fn reprice(merchant: &Merchant, quote: &StoredQuote, request: &BookingRequest) -> Option<(Value, String)> {
    let mut call: Node = serde_json::from_str(&quote.call).ok()?;
    let country = request.policyholder.country;
    let quoted = call.get("policyholder").and_then(|node| node.get("country")).and_then(Node::as_text);
    if quoted.is_some_and(|quoted| quoted != country.code()) {
        return None;
    }
    call.set("policyholder", request.policyholder.as_quoted());
    let quoted: Value = serde_json::from_str(&quote.offer).ok()?;
    let price = |call: &Node| {
        let call = QuoteCall::read(call, &merchant.terms).ok()?;
        let offer = call.offer(&quote.programme, &merchant.terms).ok()?;
        let same = offer.revision.to_string() == quote.revision && offer.total == quote.total;
        same.then_some((serde_json::to_value(offer).ok()?, call.reference))
    };
    let priced = price(&call).filter(|(offer, _)| offer["parcels"] == quoted["parcels"]);
    if priced.is_some() {
        return priced;
    }
    // Its words mean another category by now, than the one that was agreed to.
    as_sold(&mut call, &quoted, &merchant.terms.categories);
    price(&call)
}
