//! Who is insured. Never in a log: `Debug` says nothing.

use std::fmt;

use lutine_core::Country;
use lutine_core::read::{Fault, Faults, Fields, FromNode, Path, text};
use lutine_core::{ErrorCode, Node};
use serde::Serialize;

/// The policyholder of a booking.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Policyholder {
    /// Given name.
    pub first_name: String,
    /// Family name.
    pub last_name: String,
    /// Where the policy goes. Relay addresses are as good as any.
    pub email: String,
    /// Whose premium tax it is.
    pub country: Country,
}

impl fmt::Debug for Policyholder {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Policyholder(..)")
    }
}

impl Policyholder {
    /// What a call for a quote holds of one.
    pub(crate) fn as_quoted(&self) -> Node {
        Node::table([("country", Node::text(self.country.code()))])
    }

    /// Reads a policyholder.
    pub fn read(node: &Node, path: Path<'_>, faults: &mut Faults) -> Option<Self> {
        let mut fields = Fields::open(node, path, faults)?;
        let first_name = fields.required::<Name>("firstName", faults);
        let last_name = fields.required::<Name>("lastName", faults);
        let email = fields.required::<Email>("email", faults);
        let country = fields.required::<Country>("country", faults);
        fields.close(faults);
        Some(Self { first_name: first_name?.0, last_name: last_name?.0, email: email?.0, country: country? })
    }
}

/// Some text that is not blank, up to 200 bytes.
pub(crate) struct Name(pub(crate) String);

impl FromNode for Name {
    fn from_node(node: &Node) -> Result<Self, Fault> {
        let given = text(node)?.trim();
        if given.is_empty() || given.len() > 200 {
            return Err(Fault::new(ErrorCode::UnknownValue, "must have 1 to 200 bytes"));
        }
        Ok(Self(given.to_owned()))
    }
}

/// Something on both sides of one `@`; whether it arrives is for the insurer to find out.
pub(crate) struct Email(pub(crate) String);

impl FromNode for Email {
    fn from_node(node: &Node) -> Result<Self, Fault> {
        let given = text(node)?.trim();
        let sound = given.split_once('@').is_some_and(|(local, domain)| {
            !local.is_empty() && domain.contains('.') && !domain.contains('@') && given.len() <= 254
        });
        if !sound || given.contains(char::is_whitespace) {
            return Err(Fault::new(ErrorCode::UnknownValue, "is not an email address"));
        }
        Ok(Self(given.to_owned()))
    }
}
