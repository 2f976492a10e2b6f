//! What a claim pays: from the parcel as it was insured and the loss, step by step.

mod call;
mod reckon;

pub use call::PayoutCall;

use crate::date::Date;
use crate::error::FieldError;
use crate::money::Money;
use crate::node::Node;
use crate::object::{Object, Written, serialized};
use crate::programme::Peril;
use crate::rate::Rate;
use crate::tariff::Tariff;

/// The answer to a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PayoutAnswer {
    /// Something is payable.
    Payable {
        /// What is paid, in the shipment's currency: above zero.
        payable: Money,
        /// How it comes about: the amount of the last one is what is paid.
        steps: Vec<Step>,
    },
    /// Nothing is payable.
    Nothing {
        /// Every reason; at least one.
        reasons: Vec<NothingReason>,
    },
    /// The call was not understood.
    Invalid {
        /// Every fault.
        errors: Vec<FieldError>,
    },
}

/// One step of the reckoning. `amount` is what is left after it; `item` counts the parcel's items from 0. A step that
/// takes nothing away is left out, but for the loss, the sum, and a deductible that holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// What was lost, as it is claimed.
    Loss {
        /// Which item, where the parcel was insured by items.
        item: Option<usize>,
        /// The claim.
        amount: Money,
    },
    /// Never more than what the item was insured for.
    CappedAtItem {
        /// Which item, where the parcel was insured by items.
        item: Option<usize>,
        /// What it was insured for, less what earlier claims have lost of it.
        limit: Money,
        /// What is left.
        amount: Money,
    },
    /// Less what the policyholder bears.
    Deductible {
        /// Which item, where the parcel was insured by items.
        item: Option<usize>,
        /// The share of this loss.
        rate: Rate,
        /// The sum of it, rounded half up.
        deductible: Money,
        /// What is left.
        amount: Money,
    },
    /// All items together.
    Sum {
        /// What they come to.
        amount: Money,
    },
    /// Never more than this where nobody signed at delivery.
    CappedWithoutSignature {
        /// The programme's limit, in the shipment's currency, rounded down.
        limit: Money,
        /// What is left.
        amount: Money,
    },
}

/// Why nothing is payable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NothingReason {
    /// The programme does not cover this.
    PerilNotCovered {
        /// What happened.
        peril: Peril,
    },
    /// The claim comes before its time: what is missing may still arrive.
    ReportedTooEarly {
        /// The first day on which it may be made.
        earliest: Date,
    },
    /// The claim comes after its time.
    ReportedTooLate {
        /// The last day on which it could be made.
        latest: Date,
    },
    /// A parcel of that value was only covered where somebody signed, and nobody did.
    SignatureRequired {
        /// From which value on, in the shipment's currency, rounded up.
        from: Money,
    },
    /// The loss adds up to zero, or a deductible or a limit takes all of it.
    NothingLost,
    /// The sums do not fit an amount. No claim that can be read comes to that; whoever changes one in memory may.
    AmountOutOfRange,
}

/// Answers a claim. Bad input is an answer too. That the parcel was insured is taken for granted: whoever asks holds the
/// booking.
#[must_use]
pub fn payout(call: &Node, tariff: &Tariff) -> PayoutAnswer {
    match PayoutCall::read(call, tariff) {
        Ok(call) => call.answer(),
        Err(errors) => PayoutAnswer::Invalid { errors },
    }
}

serialized!(PayoutAnswer, Step, NothingReason);

impl Written for PayoutAnswer {
    fn write<'a>(&'a self, to: &mut Object<'a>) {
        match self {
            Self::Payable { payable, steps } => {
                to.text("outcome", "payable").money("payable", payable).list("steps", steps)
            }
            Self::Nothing { reasons } => to.text("outcome", "nothing").list("reasons", reasons),
            Self::Invalid { errors } => to.text("outcome", "invalid").list("errors", errors),
        };
    }
}

impl Written for Step {
    fn write<'a>(&'a self, to: &mut Object<'a>) {
        match self {
            Self::Loss { item, amount } => {
                to.text("code", "loss").count_if_any("item", *item).money("amount", amount)
            }
            Self::CappedAtItem { item, limit, amount } => to
                .text("code", "capped-at-item")
                .count_if_any("item", *item)
                .money("limit", limit)
                .money("amount", amount),
            Self::Deductible { item, rate, deductible, amount } => to
                .text("code", "deductible")
                .count_if_any("item", *item)
                .made("rate", rate.written())
                .money("deductible", deductible)
                .money("amount", amount),
            Self::Sum { amount } => to.text("code", "sum").money("amount", amount),
            Self::CappedWithoutSignature { limit, amount } => {
                to.text("code", "capped-without-signature").money("limit", limit).money("amount", amount)
            }
        };
    }
}

impl Written for NothingReason {
    fn write<'a>(&'a self, to: &mut Object<'a>) {
        match self {
            Self::PerilNotCovered { peril } => {
                to.text("code", "peril-not-covered").text("peril", peril.name())
            }
            Self::ReportedTooEarly { earliest } => {
                to.text("code", "reported-too-early").made("earliest", earliest.written())
            }
            Self::ReportedTooLate { latest } => {
                to.text("code", "reported-too-late").made("latest", latest.written())
            }
            Self::SignatureRequired { from } => to.text("code", "signature-required").money("from", from),
            Self::NothingLost => to.text("code", "nothing-lost"),
            Self::AmountOutOfRange => to.text("code", "amount-out-of-range"),
        };
    }
}
