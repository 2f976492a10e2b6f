//! A booking as it is answered. Only the merchant sees the policyholder.

use lutine_booking::{Booking, ConsentReceipt, Order, Policy, Policyholder, Refusal, State};
use lutine_core::Refund;
use serde::Serialize;
use serde_json::Value;
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
    /// That nothing was changed: this is only what would come back.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    preview: Option<bool>,
    /// Who is insured; for the merchant alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = shapes::Policyholder, required = false)]
    policyholder: Option<&'a Policyholder>,
    /// What lets the shopper come back to it, where it was just booked.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    shopper_token: Option<String>,
}

/// Bookings, the latest first.
#[derive(Serialize, ToSchema)]
#[schema(as = BookingList)]
pub(crate) struct List<'a> {
    pub(super) data: Vec<View<'a>>,
    /// What `after` takes for the next part; absent where this is the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(super) next: Option<&'a str>,
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
            consent: &booking.consent,
            documents: &booking.offer["documents"],
            created_at: rfc3339(booking.created_at),
            refusal: None,
            expires_at: None,
            refund: booking.state.refund().copied(),
            preview: None,
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

    /// With what would come back.
    pub(super) fn preview(self, refund: Refund) -> Self {
        Self { refund: Some(refund), preview: Some(true), ..self }
    }
}
