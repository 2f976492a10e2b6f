//! Requests to book, to confirm, to cancel and to amend, read and checked.

use lutine_core::read::{Fault, Faults, Fields, FromNode, Path, text, word};
use lutine_core::{ErrorCode, FieldError, Money, Node};

use crate::booking::Order;
use crate::consent::{Consent, Shown};
use crate::facts::NewFacts;
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

/// What POST /v1/quotes/{id}/decline may be sent: to what the shopper said no.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeclineRequest {
    /// What was shown, word for word.
    pub shown: Option<String>,
    /// In which language.
    pub locale: Option<String>,
}

/// What POST /v1/bookings/{id}/amend is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AmendRequest {
    /// Only to say what another cover would cost: of this shipment, as a call for a quote has it.
    Preview(Node),
    /// To do it.
    Amend(NewTerms),
}

/// What becomes of a booking that is amended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NewTerms {
    /// It covers this shipment instead.
    Cover(Node),
    /// More is known of it, which changes no price.
    Facts(NewFacts),
}

/// What a merchant books and pays for itself, quoted and booked in one go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DirectRequest {
    /// What is to be covered.
    pub what: Direct,
    /// The shop's order.
    pub order: Order,
    /// Who is insured.
    pub policyholder: Policyholder,
    /// A key of its own, where it has one.
    pub key: Option<String>,
}

/// What is to be covered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Direct {
    /// What was quoted: a signed token.
    Quoted(String),
    /// What is quoted now: a call, of which the first offer is taken.
    Call(Node),
}

/// Each request is read by a function that collects its faults.
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
pub(crate) use requests;

requests!(BookingRequest: book, ConfirmRequest: confirm, CancelRequest: cancel, AmendRequest: amend, DeclineRequest: decline, DirectRequest: direct);

fn direct(node: &Node, faults: &mut Faults) -> Option<DirectRequest> {
    let root = Path::Root;
    let at = |name| Path::Field(&root, name);
    let mut fields = Fields::open(node, root, faults)?;
    let token = fields.optional::<String>("quote", faults);
    let call = fields.node("call");
    if token.is_some() == call.is_some() {
        let one =
            Fault::new(ErrorCode::MissingField, "either `quote`, a signed token, or `call` must be there");
        faults.keep::<()>(at("call"), Err(one));
    }
    let key = fields.optional::<Key>("key", faults).map(|Key(key)| key);
    let order = fields.required_node("order", faults).and_then(|node| Order::read(node, at("order"), faults));
    let policyholder = fields
        .required_node("policyholder", faults)
        .and_then(|node| Policyholder::read(node, at("policyholder"), faults));
    by_merchant(&mut fields, &root, faults);
    fields.close(faults);
    let what = match (token, call) {
        (Some(token), _) => Direct::Quoted(token),
        (None, call) => Direct::Call(call?.clone()),
    };
    Some(DirectRequest { what, order: order?, policyholder: policyholder?, key })
}

/// A key as the header takes it.
struct Key(String);

impl FromNode for Key {
    fn from_node(node: &Node) -> Result<Self, Fault> {
        let key = text(node)?;
        let sound =
            !key.is_empty() && key.len() <= 200 && key.bytes().all(|byte| (b' '..=b'~').contains(&byte));
        if !sound {
            return Err(Fault::new(ErrorCode::UnknownValue, "must have 1 to 200 characters of ASCII"));
        }
        Ok(Self(key.to_owned()))
    }
}

/// Reads a consent that only says that the merchant agrees.
fn by_merchant(fields: &mut Fields<'_, '_>, path: &Path<'_>, faults: &mut Faults) {
    if let Some(node) = fields.node("consent")
        && let Some(mut consent) = Fields::open(node, Path::Field(path, "consent"), faults)
    {
        consent.required::<ByMerchant>("basis", faults);
        consent.close(faults);
    }
}

fn decline(node: &Node, faults: &mut Faults) -> Option<DeclineRequest> {
    let mut fields = Fields::open(node, Path::Root, faults)?;
    let shown = fields.optional::<Shown>("shown", faults).map(|Shown(text)| text);
    let locale = fields.optional::<String>("locale", faults);
    fields.close(faults);
    Some(DeclineRequest { shown, locale })
}

/// The shipment itself is read by the core, once its day is known.
fn amend(node: &Node, faults: &mut Faults) -> Option<AmendRequest> {
    let root = Path::Root;
    let mut fields = Fields::open(node, root, faults)?;
    let preview = fields.optional::<bool>("preview", faults) == Some(true);
    let shipment = fields.node("shipment");
    let new = NewFacts::of(node, &mut fields, &root, faults);
    by_merchant(&mut fields, &root, faults);
    // What is said and cannot be read is said all the same.
    if shipment.is_none() && (preview || new.is_empty() && faults.is_empty()) {
        let told = if preview {
            "is missing: only another cover has a price to preview"
        } else {
            "is missing, and so is all that can be recorded: `tracking`, `shippedOn`, `deliveredOn`, `signed`, `policyholder`"
        };
        faults.keep::<()>(Path::Field(&root, "shipment"), Err(Fault::new(ErrorCode::MissingField, told)));
    }
    if shipment.is_some() && !new.is_empty() {
        // An insurer may refuse the one and cannot refuse the other.
        let alone = Fault::new(ErrorCode::UnknownField, "is amended by itself, without other facts");
        faults.keep::<()>(Path::Field(&root, "shipment"), Err(alone));
    }
    fields.close(faults);
    Some(match shipment {
        Some(shipment) if preview => AmendRequest::Preview(shipment.clone()),
        Some(shipment) => AmendRequest::Amend(NewTerms::Cover(shipment.clone())),
        None => AmendRequest::Amend(NewTerms::Facts(new)),
    })
}

/// The only one who can agree to another price: whoever has the secret.
struct ByMerchant;

impl FromNode for ByMerchant {
    fn from_node(node: &Node) -> Result<Self, Fault> {
        word(node, &[("merchant", ())]).map(|()| Self)
    }
}

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
