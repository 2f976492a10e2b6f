//! Requests to book, to confirm and to cancel, read and checked.

use lutine_core::read::{Faults, Fields, Path};
use lutine_core::{FieldError, Money, Node};

use crate::booking::Order;
use crate::consent::Consent;
use crate::policyholder::Policyholder;

/// What POST /v1/bookings is sent. The shipment is not in it: it is the quote's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookingRequest {
    /// The signed quote.
    pub token: String,
    /// The shop's order.
    pub order: Order,
    /// Who is insured.
    pub policyholder: Policyholder,
    /// Who agreed to what.
    pub consent: Consent,
}

/// What POST /v1/bookings/{id}/confirm is sent: the order as it was paid, so that nothing else is booked with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConfirmRequest {
    /// The goods without insurance.
    pub order_value: Money,
}

/// What POST /v1/bookings/{id}/cancel is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CancelRequest {
    /// Only to say what would come back.
    Preview,
    /// To do it.
    Cancel,
}

macro_rules! requests {
    ($($request:ty: $read:ident),*) => {$(
        impl $request {
            /// Reads a request.
            ///
            /// # Errors
            /// All faults at once, each with its path.
            pub fn read(node: &Node) -> Result<Self, Vec<FieldError>> {
                let mut faults = Faults::default();
                let request = $read(node, &mut faults);
                faults.finish(request)
            }
        }
    )*};
}

requests!(BookingRequest: book, ConfirmRequest: confirm, CancelRequest: cancel);

fn confirm(node: &Node, faults: &mut Faults) -> Option<ConfirmRequest> {
    let root = Path::Root;
    let path = Path::Field(&root, "order");
    let mut fields = Fields::open(node, root, faults)?;
    let order = fields.required_node("order", faults);
    fields.close(faults);
    let mut order = Fields::open(order?, path, faults)?;
    let value = order
        .required_node("value", faults)
        .and_then(|node| Money::read(node, Path::Field(&path, "value"), faults));
    order.close(faults);
    Some(ConfirmRequest { order_value: value? })
}

fn cancel(node: &Node, faults: &mut Faults) -> Option<CancelRequest> {
    let mut fields = Fields::open(node, Path::Root, faults)?;
    let preview = fields.optional::<bool>("preview", faults);
    fields.close(faults);
    Some(if preview == Some(true) { CancelRequest::Preview } else { CancelRequest::Cancel })
}

fn book(node: &Node, faults: &mut Faults) -> Option<BookingRequest> {
    let root = Path::Root;
    let at = |name| Path::Field(&root, name);
    let mut fields = Fields::open(node, root, faults)?;
    let token = fields.required::<String>("quote", faults);
    let order = fields.required_node("order", faults).and_then(|node| Order::read(node, at("order"), faults));
    let policyholder = fields
        .required_node("policyholder", faults)
        .and_then(|node| Policyholder::read(node, at("policyholder"), faults));
    let consent =
        fields.required_node("consent", faults).and_then(|node| Consent::read(node, at("consent"), faults));
    fields.close(faults);
    Some(BookingRequest { token: token?, order: order?, policyholder: policyholder?, consent: consent? })
}
