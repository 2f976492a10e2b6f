//! A booking as it is answered. Only the merchant sees the policyholder.

use lutine_booking::{
    AmendmentEnd, Basis, Booking, ConsentReceipt, Facts, Order, Policy, Policyholder, Refusal, State,
};
use lutine_core::{Difference, Due, Refund};
use serde::Serialize;
use serde_json::Value;
use time::OffsetDateTime;
use utoipa::ToSchema;

use super::shapes;
use crate::app::App;
use crate::auth::{Caller, Who};
use crate::openapi::core;
use crate::routes::rfc3339;

/// One booking of one quote.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Booking)]
pub(crate) struct View<'a> {
    /// Its id.
    id: &'a str,
    /// Where it stands.
    #[schema(value_type = shapes::BookingState)]
    state: &'static str,
    /// Whether it covers nothing, being for trying out.
    sandbox: bool,
    /// The policies that there are or were.
    #[schema(value_type = Vec<shapes::Policy>)]
    policies: &'a [Policy],
    /// The offer that was agreed to.
    #[schema(value_type = core::Offer)]
    offer: &'a Value,
    /// The quote that it is of; a quote books once.
    quote_id: &'a str,
    /// The shop's order.
    #[schema(value_type = shapes::Order)]
    order: &'a Order,
    /// What the shop calls the shipment, which tells the bookings of one order apart; absent where it has no name.
    #[serde(skip_serializing_if = "str::is_empty")]
    #[schema(required = false)]
    reference: &'a str,
    /// Who agreed to what.
    #[schema(value_type = shapes::ConsentReceipt)]
    consent: &'a ConsentReceipt,
    /// The documents of the offer.
    #[schema(value_type = Option<core::Documents>)]
    documents: &'a Value,
    /// When it was recorded.
    #[schema(format = DateTime)]
    created_at: String,
    /// Why the insurer said no, where it did.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = shapes::Refusal, required = false)]
    refusal: Option<&'a Refusal>,
    /// Until when the shop can confirm it, where it waits for that.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime, nullable = false)]
    expires_at: Option<String>,
    /// What comes back or would come back, where it is given back.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = shapes::Refund, required = false)]
    refund: Option<Refund>,
    /// That nothing was changed: this is only what would be.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    preview: Option<bool>,
    /// What became of the shipment, as far as the merchant has said.
    #[serde(flatten)]
    #[schema(inline, value_type = shapes::Facts)]
    facts: &'a Facts,
    /// The last change of the cover, or the one that is repeated, whichever was made since; absent where there was none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    amendment: Option<Amendment<'a>>,
    /// Who is insured; for the merchant alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = shapes::Policyholder, required = false)]
    policyholder: Option<&'a Policyholder>,
    /// What lets the shopper come back to it, where it was just booked.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    shopper_token: Option<String>,
}

/// A change of the cover.
#[derive(Serialize, ToSchema)]
#[schema(as = Amendment)]
pub(crate) struct Amendment<'a> {
    /// Its id; absent in a preview.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    id: Option<&'a str>,
    state: AmendmentState,
    /// The offer that is to be, or would be, in the place of the booking's own, which has it where the change is made.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = core::Offer, required = false)]
    offer: Option<&'a Value>,
    /// What is to be paid on top; absent where only something comes back.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = shapes::Due, required = false)]
    due: Option<Due>,
    /// What comes back; absent where nothing does. Premium and tax may go two ways.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = shapes::Refund, required = false)]
    refund: Option<Refund>,
    /// Who agreed to it.
    consent: AmendmentConsent,
    /// Why the insurer said no, where it did.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = shapes::Refusal, required = false)]
    refusal: Option<&'a Refusal>,
}

/// `preview`: it is only what would be; `pending`: the insurer is asked, and the old cover holds; `made`: the new cover holds;
/// `refused`: the insurer said no, and the old cover holds.
#[derive(Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum AmendmentState {
    Preview,
    Pending,
    Made,
    Refused,
}

/// Who agreed to a change of the cover, and when. Only the merchant's secret changes one, so it is always the merchant.
#[derive(Serialize, ToSchema)]
pub(crate) struct AmendmentConsent {
    #[schema(value_type = shapes::Basis)]
    basis: Basis,
    #[schema(format = DateTime)]
    at: String,
}

impl<'a> Amendment<'a> {
    fn of(id: &'a str, state: AmendmentState, difference: &Difference, at: OffsetDateTime) -> Self {
        let (due, refund) = (difference.due(), difference.refund());
        let comes_back = !refund.total.is_zero();
        Self {
            id: Some(id),
            state,
            offer: None,
            due: (!comes_back || !due.total.is_zero()).then_some(due),
            refund: comes_back.then_some(refund),
            consent: AmendmentConsent { basis: Basis::Merchant, at: rfc3339(at) },
            refusal: None,
        }
    }

    fn proposed(amendment: &'a lutine_booking::Amendment, state: AmendmentState) -> Self {
        let offer = Some(&amendment.offer);
        Self { offer, ..Self::of(&amendment.id, state, &amendment.difference, amendment.at) }
    }

    /// The last one of a booking.
    fn last(booking: &'a Booking) -> Option<Self> {
        if let State::Amending(amendment) = &booking.state {
            return Some(Self::proposed(amendment, AmendmentState::Pending));
        }
        let amended = booking.amended.as_ref()?;
        let (state, refusal) = match &amended.end {
            AmendmentEnd::Made => (AmendmentState::Made, None),
            AmendmentEnd::Refused(refusal) => (AmendmentState::Refused, Some(refusal)),
        };
        Some(Self { refusal, ..Self::of(&amended.id, state, &amended.difference, amended.at) })
    }
}

/// Bookings, the latest first.
#[derive(Serialize, ToSchema)]
#[schema(as = BookingList)]
pub(crate) struct List<'a> {
    pub(super) data: Vec<View<'a>>,
    /// What `after` takes for the next part; absent where this is the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(super) next: Option<String>,
}

impl<'a> View<'a> {
    pub(super) fn of(caller: &Caller, booking: &'a Booking) -> Self {
        let mut view = Self {
            id: &booking.id,
            state: booking.state.name(),
            sandbox: caller.merchant().sandbox,
            policies: booking.state.policies(),
            offer: &booking.offer,
            quote_id: &booking.quote_id,
            order: &booking.order,
            reference: &booking.shipment_reference,
            consent: &booking.consent,
            documents: &booking.offer["documents"],
            created_at: rfc3339(booking.created_at),
            refusal: None,
            expires_at: None,
            refund: booking.state.refund().copied(),
            preview: None,
            facts: &booking.facts,
            amendment: Amendment::last(booking),
            policyholder: (caller.who == Who::Merchant).then_some(&booking.policyholder),
            shopper_token: None,
        };
        match &booking.state {
            State::Rejected(refusal) => view.refusal = Some(refusal),
            State::PendingPayment { until } => view.expires_at = Some(rfc3339(*until)),
            _ => {}
        }
        view
    }

    /// With the token of its shopper, who cannot come back without.
    pub(super) fn for_its_shopper(self, app: &App, caller: &Caller) -> Self {
        let token = app.desk.signer.shopper_token(&caller.merchant().id, self.id);
        Self { shopper_token: Some(token), ..self }
    }

    /// With what a change would come to.
    pub(super) fn preview_of(self, amendment: &'a lutine_booking::Amendment) -> Self {
        let proposed = Amendment { id: None, ..Amendment::proposed(amendment, AmendmentState::Preview) };
        Self { amendment: Some(proposed), preview: Some(true), ..self }
    }

    /// With what would come back.
    pub(super) fn preview(self, refund: Refund) -> Self {
        Self { refund: Some(refund), preview: Some(true), ..self }
    }
}
