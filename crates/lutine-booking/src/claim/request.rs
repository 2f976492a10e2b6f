//! Requests to claim and to decide, read and checked.

use lutine_core::read::{Fault, Faults, Fields, FromNode, Path, text, text_within, word};
use lutine_core::{ErrorCode, FieldError, Money, Node};

/// What POST /v1/claims is sent. What stands in the loss is checked against the booking.
#[derive(Clone, Debug, PartialEq)]
pub struct ClaimRequest {
    /// The booking.
    pub booking: String,
    /// The lost parcel's place, from 0; may be absent where only one is insured.
    pub parcel: Option<Node>,
    /// What happened.
    pub loss: Node,
    /// The merchant's own words.
    pub description: Option<String>,
}

/// What POST /v1/claims/{id}/decision is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Somebody looks at it.
    Review,
    /// More is needed.
    RequestEvidence {
        /// What.
        what: String,
    },
    /// It is granted.
    Approve {
        /// How much of it; absent, the whole payout.
        amount: Option<Money>,
    },
    /// It is not.
    Reject {
        /// Why.
        reason: String,
    },
    /// What was granted is paid.
    Paid {
        /// The payment's own reference.
        reference: String,
    },
}

impl ClaimRequest {
    /// Reads a request.
    ///
    /// # Errors
    /// All faults at once, each with its path.
    pub fn read(node: &Node) -> Result<Self, Vec<FieldError>> {
        let mut faults = Faults::default();
        let request = claim(node, &mut faults);
        faults.finish(request)
    }
}

impl Decision {
    /// Reads a decision.
    ///
    /// # Errors
    /// All faults at once, each with its path.
    pub fn read(node: &Node) -> Result<Self, Vec<FieldError>> {
        let mut faults = Faults::default();
        let decision = decision(node, &mut faults);
        faults.finish(decision)
    }
}

/// Reads the empty body of a request that says nothing but its address.
///
/// # Errors
/// All faults at once, each with its path.
pub fn read_nothing(node: &Node) -> Result<(), Vec<FieldError>> {
    let mut faults = Faults::default();
    let read = Fields::open(node, Path::Root, &mut faults).map(|fields| fields.close(&mut faults));
    faults.finish(read)
}

fn claim(node: &Node, faults: &mut Faults) -> Option<ClaimRequest> {
    let mut fields = Fields::open(node, Path::Root, faults)?;
    let booking = fields.required::<Name>("booking", faults);
    let parcel = fields.optional::<AsGiven>("parcel", faults);
    let loss = fields.required::<Loss>("loss", faults);
    if let Some(Loss(loss)) = &loss {
        not_reported(loss, &Path::Field(&Path::Root, "loss"), faults);
    }
    let description = fields.optional::<Words>("description", faults);
    fields.close(faults);
    Some(ClaimRequest {
        booking: booking?.0,
        parcel: parcel.map(|AsGiven(node)| node),
        loss: loss?.0,
        description: description.map(|Words(text)| text),
    })
}

#[derive(Clone, Copy)]
enum Action {
    Review,
    RequestEvidence,
    Approve,
    Reject,
    Paid,
}

impl FromNode for Action {
    fn from_node(node: &Node) -> Result<Self, Fault> {
        let actions = [
            ("review", Self::Review),
            ("request-evidence", Self::RequestEvidence),
            ("approve", Self::Approve),
            ("reject", Self::Reject),
            ("paid", Self::Paid),
        ];
        word(node, &actions)
    }
}

fn decision(node: &Node, faults: &mut Faults) -> Option<Decision> {
    let mut fields = Fields::open(node, Path::Root, faults)?;
    let action = fields.required::<Action>("action", faults)?;
    let mut words =
        |name, faults: &mut Faults| fields.required::<Words>(name, faults).map(|Words(text)| text);
    let decision = match action {
        Action::Review => Some(Decision::Review),
        Action::RequestEvidence => words("what", faults).map(|what| Decision::RequestEvidence { what }),
        Action::Reject => words("reason", faults).map(|reason| Decision::Reject { reason }),
        Action::Paid => words("reference", faults).map(|reference| Decision::Paid { reference }),
        Action::Approve => {
            let given = fields.optional::<AsGiven>("amount", faults);
            let read = |AsGiven(node)| Money::read(&node, Path::Field(&Path::Root, "amount"), faults);
            Some(Decision::Approve { amount: given.and_then(read) })
        }
    };
    fields.close(faults);
    decision
}

/// What is read later, when it is known what it is about.
struct AsGiven(Node);

impl FromNode for AsGiven {
    fn from_node(node: &Node) -> Result<Self, Fault> {
        Ok(Self(node.clone()))
    }
}

/// What became of the parcel, which the core reads once the booking is known.
struct Loss(Node);

impl FromNode for Loss {
    const WANTED: &'static str = "an object with `peril`, `amount` or `items`, `signed` and `shippedOn`";

    fn from_node(node: &Node) -> Result<Self, Fault> {
        Ok(Self(node.clone()))
    }
}

/// A loss is reported today, and the server says which day that is.
fn not_reported(loss: &Node, path: &Path<'_>, faults: &mut Faults) {
    if loss.get("reportedOn").is_some() {
        let set = Fault::new(ErrorCode::ServerSetsThis, "`reportedOn` is set by the server");
        faults.keep::<()>(Path::Field(path, "reportedOn"), Err(set));
    }
}

/// An id of a booking, if there is one of that id.
struct Name(String);

impl FromNode for Name {
    const WANTED: &'static str = "the id of a booking";

    fn from_node(node: &Node) -> Result<Self, Fault> {
        let given = text(node)?;
        if given.contains(char::is_control) {
            return Err(Fault::new(ErrorCode::UnknownValue, "must not hold control characters"));
        }
        Ok(Self(given.to_owned()))
    }
}

/// Some text that is not blank.
struct Words(String);

impl FromNode for Words {
    fn from_node(node: &Node) -> Result<Self, Fault> {
        let given = text_within(node, 4_096)?.trim();
        if given.is_empty() {
            return Err(Fault::new(ErrorCode::UnknownValue, "must not be blank"));
        }
        // Not every database keeps every one of them.
        if given.contains(|char: char| char.is_control() && !matches!(char, '\n' | '\r' | '\t')) {
            return Err(Fault::new(ErrorCode::UnknownValue, "must not hold control characters"));
        }
        Ok(Self(given.to_owned()))
    }
}
