//! Which events an endpoint wants.

use lutine_core::read::{Fault, FromNode, text_within};
use lutine_core::{ErrorCode, Node};
use serde::Serialize;

use crate::event::EventKind;

/// What stands for every kind.
const ALL: &str = "*";

/// The kinds of event that an endpoint wants: each by its name, all of a subject by `booking.*`, or all by `*`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Wanted(Vec<String>);

impl Wanted {
    /// Every event.
    #[must_use]
    pub fn all() -> Self {
        Self(vec![ALL.to_owned()])
    }

    /// As they are kept.
    #[must_use]
    pub fn new(mut kinds: Vec<String>) -> Self {
        kinds.sort_unstable();
        kinds.dedup();
        Self(kinds)
    }

    /// Each, as it was written.
    #[must_use]
    pub fn kinds(&self) -> &[String] {
        &self.0
    }

    /// What an endpoint may have written to get events of a kind.
    #[must_use]
    pub fn matching(kind: &str) -> [String; 3] {
        let subject = kind.split('.').next().unwrap_or_default();
        [ALL.to_owned(), format!("{subject}.*"), kind.to_owned()]
    }
}

impl FromNode for Wanted {
    const WANTED: &'static str = "a list such as `[\"booking.booked\", \"claim.*\"]`";

    fn from_node(node: &Node) -> Result<Self, Fault> {
        let Node::List(elements) = node else {
            return Err(Fault::new(ErrorCode::WrongType, "must be a list"));
        };
        if elements.is_empty() {
            return Err(Fault::new(ErrorCode::EmptyList, "must name at least one kind of event, or `*`"));
        }
        let mut kinds = Vec::with_capacity(elements.len());
        for element in elements {
            let kind = text_within(element, 100)?;
            if !is_known(kind) {
                let message = format!(
                    "`{kind}` is no kind of event: write `*`, all of a subject such as `booking.*`, or any of {}",
                    EventKind::names()
                );
                return Err(Fault::new(ErrorCode::UnknownValue, &message));
            }
            kinds.push(kind.to_owned());
        }
        Ok(Self::new(kinds))
    }
}

fn is_known(wanted: &str) -> bool {
    EventKind::ALL.iter().any(|kind| Wanted::matching(kind.name()).iter().any(|matching| matching == wanted))
}

#[cfg(test)]
mod tests {
    use super::is_known;

    #[test]
    fn only_what_is_ever_told_can_be_wanted() {
        for wanted in ["*", "booking.*", "booking.cancelled", "endpoint.disabled"] {
            assert!(is_known(wanted), "{wanted}");
        }
        for wanted in [
            "",
            "booking",
            "booking.",
            ".*",
            "*.*",
            "booking.bookd",
            "booking.pending_payment",
            "Booking.booked",
        ] {
            assert!(!is_known(wanted), "{wanted}");
        }
    }
}
