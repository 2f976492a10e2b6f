//! What the box shows, and how it is called outside.

use std::rc::Rc;

use lutine_core::{ErrorCode, FieldError, Liability, Node, Offer, QuoteAnswer, Reason};

use crate::config::Config;
use crate::inputs::{Fulfilment, Inputs};

/// What the box shows.
pub(crate) enum Card {
    /// Nothing is shipped, so nothing is said.
    NotOffered,
    /// A price, and two answers.
    Offered(Rc<Offer>, Liability),
    /// Why this parcel cannot be insured.
    Ineligible(Vec<Reason>, Liability),
    /// Nothing: something is not as it should be.
    Unavailable(Trouble),
    /// The numbers of the policies.
    Booked(Rc<Offer>, Vec<String>),
}

/// Which card is drawn.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Offered,
    Ineligible,
    Booked,
    Nothing,
}

/// Why the offer is unavailable; for the shop's log, not for the shopper.
pub(crate) struct Trouble {
    pub(crate) code: &'static str,
    pub(crate) errors: Vec<FieldError>,
}

impl Trouble {
    pub(crate) const fn of(code: &'static str) -> Self {
        Self { code, errors: Vec::new() }
    }
}

/// The shopper's answer.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Answer {
    Yes,
    No,
}

impl Answer {
    /// Its name in events and in the form.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
        }
    }
}

impl Card {
    /// Prices what the element was told.
    pub(crate) fn of(inputs: &Inputs, config: &Config) -> Self {
        if inputs.fulfilment == Fulfilment::Other {
            return Self::NotOffered;
        }
        match lutine_core::quote(&config.complete(inputs.call(None)), &config.tariff) {
            QuoteAnswer::Invalid { errors } => Self::Unavailable(Trouble { code: "invalid-input", errors }),
            QuoteAnswer::Quoted { offers, declined, without_insurance } => match offers.into_iter().next() {
                Some(offer) => Self::Offered(Rc::new(offer), without_insurance),
                None => {
                    let reasons = declined.into_iter().flat_map(|declined| declined.reasons).collect();
                    Self::Ineligible(reasons, without_insurance)
                }
            },
        }
    }

    /// Which card is drawn.
    pub(crate) const fn kind(&self) -> Kind {
        match self {
            Self::Offered(..) => Kind::Offered,
            Self::Ineligible(..) => Kind::Ineligible,
            Self::Booked(..) => Kind::Booked,
            Self::NotOffered | Self::Unavailable(_) => Kind::Nothing,
        }
    }

    /// The state's name in events.
    pub(crate) const fn state(&self, answer: Option<Answer>) -> &'static str {
        match (self, answer) {
            (Self::NotOffered, _) => "not-offered",
            (Self::Offered(..), None) => "offered",
            (Self::Offered(..), Some(Answer::Yes)) => "accepted",
            (Self::Offered(..), Some(Answer::No)) => "declined",
            (Self::Ineligible(..), _) => "ineligible",
            (Self::Unavailable(..), _) => "unavailable",
            (Self::Booked(..), _) => "booked",
        }
    }

    /// The offer that is shown.
    pub(crate) fn offer(&self) -> Option<&Offer> {
        match self {
            Self::Offered(offer, _) | Self::Booked(offer, _) => Some(offer),
            _ => None,
        }
    }
}

/// Faults as an event tells them.
pub(crate) fn faults(errors: &[FieldError]) -> Node {
    let fault = |error: &FieldError| {
        let code: ErrorCode = error.code;
        Node::table([("path", Node::text(&error.path)), ("code", Node::text(code.as_str()))])
    };
    Node::List(errors.iter().map(fault).collect())
}
