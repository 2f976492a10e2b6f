//! A request to book, read and checked.

use lutine_core::read::{Faults, Fields, Path};
use lutine_core::{FieldError, Node};

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

impl BookingRequest {
    /// Reads a request.
    ///
    /// # Errors
    /// All faults at once, each with its path.
    pub fn read(node: &Node) -> Result<Self, Vec<FieldError>> {
        let mut faults = Faults::default();
        let request = read(node, &mut faults);
        faults.finish(request)
    }
}

fn read(node: &Node, faults: &mut Faults) -> Option<BookingRequest> {
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
