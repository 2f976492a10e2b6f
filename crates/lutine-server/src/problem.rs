//! Errors as problem+json (RFC 9457). Each kind has a page at its `type`.

mod claims;
pub(crate) mod kind;

use axum::Json;
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use lutine_booking::{
    AmendError, BookError, CancelError, ClaimStatus, ConfirmError, DeclineError, DirectError, ImportError,
    NotAmendable, NotConfirmable, NotCovered, Obstacle, Refusal, SignedOffer, StoreError, WebhookError,
};
use lutine_core::{Declined, ErrorCode, FieldError};
use serde::Serialize;
use serde_json::Value;

use self::claims::Details;
pub use self::claims::Excess;
use self::kind::kinds;

/// Every kind of problem there is.
#[derive(Debug)]
pub enum Problem {
    /// The input has faults; all of them are listed.
    InvalidInput(Vec<FieldError>),
    /// A booking needs an Idempotency-Key.
    IdempotencyKeyMissing,
    /// No key, or none that is known.
    Unauthorized,
    /// The key may not do this.
    Forbidden,
    /// There is no such thing, or it is not the caller's.
    NotFound,
    /// The route is there, the method is not.
    MethodNotAllowed,
    /// The token is not good for this price; a new offer where the quote is known.
    PriceChanged(Option<Box<SignedOffer>>),
    /// The quote is booked, for another order.
    QuoteUsed,
    /// The shopper said no to the quote.
    QuoteDeclined,
    /// The order's shipment is insured already.
    OrderInsured,
    /// The order that was paid is not the one that was insured.
    OrderMismatch,
    /// The booking does not wait for a payment, and never will again.
    NotConfirmable(NotConfirmable),
    /// The booking cannot be given back.
    NotCancellable(Obstacle),
    /// The booking covers nothing, and so cannot be claimed on.
    NotClaimable(NotCovered),
    /// The parcel has an open claim: this.
    ClaimOpen(String),
    /// The claim does not stand where that is done, but here.
    WrongClaimState(ClaimStatus),
    /// Nothing of the claim is payable, for these reasons.
    NothingPayable(Vec<Value>),
    /// More was to be granted than is payable.
    AbovePayable(Excess),
    /// The claim has all the files that it takes.
    EvidenceFull,
    /// Files are none that are taken, or not what they were said to be.
    UnsuitableEvidence(Vec<FieldError>),
    /// The merchant has as many webhook endpoints as there may be.
    TooManyEndpoints,
    /// No endpoint that is meant is told of events.
    EndpointNotEnabled,
    /// The page that calls is of an origin that is not on the key's list.
    OriginNotAllowed,
    /// Too many requests; how many seconds to wait.
    RateLimited(u64),
    /// The headers are larger than are read.
    HeadersTooLarge,
    /// The booking's cover cannot be changed.
    NotAmendable(NotAmendable),
    /// The merchant has as many batches answered as it may at once.
    BatchesRunning,
    /// No programme that was asked takes the shipment.
    NotInsurable(Vec<Declined>),
    /// The body is larger than is read.
    PayloadTooLarge,
    /// The body is not of the type that the route takes, by its own word.
    UnsupportedMediaType,
    /// The request that first came with the idempotency key is still being answered.
    IdempotencyKeyInFlight,
    /// The idempotency key came with another body before.
    IdempotencyKeyReused,
    /// The consent is not to this quote.
    ConsentMismatch(Vec<FieldError>),
    /// The database is not there.
    Unavailable,
    /// The answer took too long.
    TimedOut,
}

kinds! {
    InvalidInput(_) => "invalid-input", BAD_REQUEST, "The input has faults";
    IdempotencyKeyMissing => "idempotency-key-missing", BAD_REQUEST, "An Idempotency-Key is needed";
    Unauthorized => "unauthorized", UNAUTHORIZED, "A key is needed";
    Forbidden => "forbidden", FORBIDDEN, "This key may not do that";
    OriginNotAllowed => "origin-not-allowed", FORBIDDEN, "Pages of this origin may not use this key";
    NotFound => "not-found", NOT_FOUND, "There is no such thing";
    MethodNotAllowed => "method-not-allowed", METHOD_NOT_ALLOWED, "That is not done here";
    PriceChanged(_) => "price-changed", CONFLICT, "The price has changed";
    QuoteUsed => "quote-used", CONFLICT, "The quote is booked";
    QuoteDeclined => "quote-declined", CONFLICT, "The quote was declined";
    OrderInsured => "order-insured", CONFLICT, "The order is insured already";
    OrderMismatch => "order-mismatch", CONFLICT, "The order is another";
    NotConfirmable(_) => "not-confirmable", CONFLICT, "The booking cannot be confirmed";
    NotCancellable(_) => "not-cancellable", CONFLICT, "The booking cannot be cancelled";
    NotClaimable(_) => "not-claimable", CONFLICT, "The booking covers nothing";
    ClaimOpen(_) => "claim-open", CONFLICT, "The parcel has an open claim";
    WrongClaimState(_) => "wrong-claim-state", CONFLICT, "The claim does not stand where that is done";
    NothingPayable(_) => "nothing-payable", UNPROCESSABLE_ENTITY, "Nothing is payable";
    AbovePayable(_) => "above-payable", UNPROCESSABLE_ENTITY, "That is more than is payable";
    EvidenceFull => "evidence-full", CONFLICT, "The claim has all the files that it takes";
    UnsuitableEvidence(_) => "unsuitable-evidence", UNPROCESSABLE_ENTITY, "A file is not what is taken";
    TooManyEndpoints => "too-many-endpoints", CONFLICT, "There are too many webhook endpoints";
    EndpointNotEnabled => "endpoint-not-enabled", CONFLICT, "The webhook endpoint is not enabled";
    NotAmendable(_) => "not-amendable", CONFLICT, "The booking cannot be amended";
    BatchesRunning => "batches-running", TOO_MANY_REQUESTS, "Other batches are being answered";
    NotInsurable(_) => "not-insurable", CONFLICT, "The shipment cannot be insured";
    PayloadTooLarge => "payload-too-large", PAYLOAD_TOO_LARGE, "The body is too large";
    HeadersTooLarge => "headers-too-large", REQUEST_HEADER_FIELDS_TOO_LARGE, "The headers are too large";
    RateLimited(_) => "rate-limited", TOO_MANY_REQUESTS, "Too many requests";
    UnsupportedMediaType => "unsupported-media-type", UNSUPPORTED_MEDIA_TYPE, "The body is of another type";
    IdempotencyKeyInFlight => "idempotency-key-in-flight", CONFLICT, "The same request is being answered";
    IdempotencyKeyReused => "idempotency-key-reused", UNPROCESSABLE_ENTITY, "The Idempotency-Key was used for something else";
    ConsentMismatch(_) => "consent-mismatch", UNPROCESSABLE_ENTITY, "The consent is not to this quote";
    Unavailable => "unavailable", SERVICE_UNAVAILABLE, "Not now";
    TimedOut => "timed-out", SERVICE_UNAVAILABLE, "It took too long";
}

/// A problem as it is written.
#[derive(Serialize)]
pub(crate) struct Body<'a> {
    r#type: String,
    title: &'a str,
    status: u16,
    code: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    errors: Option<&'a [FieldError]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    offer: Option<&'a SignedOffer>,
    #[serde(skip_serializing_if = "Option::is_none")]
    declined: Option<&'a [Declined]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    refusal: Option<&'a Refusal>,
    #[serde(flatten)]
    claim: Details<'a>,
}

impl Problem {
    /// A body that is no JSON.
    pub(crate) fn malformed(message: &str) -> Self {
        let message = message.to_owned();
        Self::InvalidInput(vec![FieldError { path: String::new(), code: ErrorCode::MalformedInput, message }])
    }

    /// What is said of it.
    pub(crate) fn body(&self) -> Body<'_> {
        let kind = self.kind();
        let (code, status, title) = (kind.code(), kind.status(), kind.title());
        let errors = match self {
            Self::InvalidInput(errors) | Self::ConsentMismatch(errors) | Self::UnsuitableEvidence(errors) => {
                Some(errors.as_slice())
            }
            _ => None,
        };
        let offer = match self {
            Self::PriceChanged(offer) => offer.as_deref(),
            _ => None,
        };
        let reason = match self {
            Self::NotConfirmable(reason) => Some(reason.code()),
            Self::NotCancellable(obstacle) => Some(obstacle.code()),
            Self::NotAmendable(obstacle) => Some(obstacle.code()),
            Self::NotClaimable(why) => Some(why.code()),
            _ => None,
        };
        let refusal = match self {
            Self::NotCancellable(Obstacle::Insurer(refusal))
            | Self::NotAmendable(NotAmendable::Insurer(refusal)) => Some(refusal),
            _ => None,
        };
        let declined = match self {
            Self::NotInsurable(declined) => Some(declined.as_slice()),
            _ => None,
        };
        let r#type = format!("/problems/{code}");
        let (status, claim) = (status.as_u16(), Details::of(self));
        Body { r#type, title, status, code, errors, offer, declined, reason, refusal, claim }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let kind = self.kind();
        let status = kind.status();
        let mut response = (status, Json(self.body())).into_response();
        response.extensions_mut().insert(kind);
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        match self {
            Self::RateLimited(seconds) => drop(headers.insert(RETRY_AFTER, seconds.into())),
            // A batch may take any time; it costs little to ask again.
            Self::BatchesRunning => drop(headers.insert(RETRY_AFTER, HeaderValue::from_static("5"))),
            _ => {}
        }
        if status == StatusCode::UNAUTHORIZED {
            headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        tracing::error!(%error, "the store failed");
        Self::Unavailable
    }
}

impl From<DeclineError> for Problem {
    fn from(error: DeclineError) -> Self {
        match error {
            DeclineError::NotFound => Self::NotFound,
            DeclineError::Booked => Self::QuoteUsed,
            DeclineError::Store(error) => error.into(),
        }
    }
}

impl From<BookError> for Problem {
    fn from(error: BookError) -> Self {
        match error {
            BookError::PriceChanged(offer) => Self::PriceChanged(offer),
            BookError::QuoteUsed => Self::QuoteUsed,
            BookError::QuoteDeclined => Self::QuoteDeclined,
            BookError::OrderInsured => Self::OrderInsured,
            BookError::Consent(errors) => Self::ConsentMismatch(errors),
            BookError::KeyReused => Self::IdempotencyKeyReused,
            BookError::Store(error) => error.into(),
        }
    }
}

impl From<DirectError> for Problem {
    fn from(error: DirectError) -> Self {
        match error {
            DirectError::Invalid(errors) => Self::InvalidInput(errors),
            DirectError::Declined(declined) => Self::NotInsurable(declined),
            DirectError::Book(error) => error.into(),
        }
    }
}

impl From<ImportError> for Problem {
    fn from(error: ImportError) -> Self {
        match error {
            ImportError::KeyReused => Self::IdempotencyKeyReused,
            ImportError::Store(error) => error.into(),
        }
    }
}

impl From<ConfirmError> for Problem {
    fn from(error: ConfirmError) -> Self {
        match error {
            ConfirmError::NotFound => Self::NotFound,
            ConfirmError::OrderMismatch => Self::OrderMismatch,
            ConfirmError::NotConfirmable(reason) => Self::NotConfirmable(reason),
            ConfirmError::OrderInsured => Self::OrderInsured,
            ConfirmError::Store(error) => error.into(),
        }
    }
}

impl From<AmendError> for Problem {
    fn from(error: AmendError) -> Self {
        match error {
            AmendError::NotFound => Self::NotFound,
            AmendError::Invalid(errors) => Self::InvalidInput(errors),
            AmendError::NotInsurable(declined) => Self::NotInsurable(vec![declined]),
            AmendError::NotAmendable(obstacle) => Self::NotAmendable(obstacle),
            AmendError::Store(error) => error.into(),
        }
    }
}

impl From<CancelError> for Problem {
    fn from(error: CancelError) -> Self {
        match error {
            CancelError::NotFound => Self::NotFound,
            CancelError::NotCancellable(obstacle) => Self::NotCancellable(obstacle),
            CancelError::Store(error) => error.into(),
        }
    }
}

impl From<WebhookError> for Problem {
    fn from(error: WebhookError) -> Self {
        match error {
            WebhookError::NotFound => Self::NotFound,
            WebhookError::Address(why) => Self::InvalidInput(vec![FieldError {
                path: "url".to_owned(),
                code: ErrorCode::UnknownValue,
                message: why.to_string(),
            }]),
            WebhookError::TooMany => Self::TooManyEndpoints,
            WebhookError::NotEnabled => Self::EndpointNotEnabled,
            WebhookError::Store(error) => error.into(),
        }
    }
}
