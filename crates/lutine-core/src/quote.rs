//! The core's one question: what does it cost to insure these parcels, and where not, why not?

use core::cmp::Ordering;

use crate::call::QuoteCall;
use crate::eligibility::assess;
use crate::error::FieldError;
use crate::liability::Liability;
use crate::money::Money;
use crate::node::Node;
use crate::object::{Object, Written, serialized};
use crate::offer::Offer;
use crate::reason::Reason;
use crate::tariff::Tariff;

/// The answer to a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QuoteAnswer {
    /// The call was understood.
    Quoted {
        /// The best first: least shortfall, then the lowest total, then by programme.
        offers: Vec<Offer>,
        /// The programmes that say no, with every reason.
        declined: Vec<Declined>,
        /// What the carrier owes anyway.
        without_insurance: Liability,
    },
    /// The call was not understood.
    Invalid {
        /// Every fault.
        errors: Vec<FieldError>,
    },
}

/// A programme that says no.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declined {
    /// Which.
    pub programme: String,
    /// Every reason; at least one.
    pub reasons: Vec<Reason>,
}

/// A programme that says no, and the codes of its reasons: what holds for more values than one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeclinedCodes {
    /// Which.
    pub programme: String,
    /// Each code once, in the order of the reasons; at least one.
    pub codes: Vec<&'static str>,
}

impl DeclinedCodes {
    /// Codes by programme, `house-usd: value-above-limit; …`; of one programme that was asked for by name, the codes alone;
    /// where there is no programme to decline on that day, that nothing is on sale.
    #[must_use]
    pub fn written(declined: &[Self], asked: Option<&str>) -> String {
        if declined.is_empty() {
            return String::from(Reason::NotOnSale.code());
        }
        let mut text = String::new();
        for one in declined {
            if !text.is_empty() {
                text.push_str("; ");
            }
            if asked.is_none() {
                text.push_str(&one.programme);
                text.push_str(": ");
            }
            text.push_str(&one.codes.join(" "));
        }
        text
    }
}

impl Declined {
    /// The codes alone.
    #[must_use]
    pub fn codes(&self) -> DeclinedCodes {
        let mut codes: Vec<&'static str> = Vec::new();
        for code in self.reasons.iter().map(Reason::code) {
            if !codes.contains(&code) {
                codes.push(code);
            }
        }
        DeclinedCodes { programme: self.programme.clone(), codes }
    }
}

/// Answers a call. Bad input is an answer too.
#[must_use]
pub fn quote(call: &Node, tariff: &Tariff) -> QuoteAnswer {
    match QuoteCall::read(call, tariff) {
        Ok(call) => call.quote(tariff),
        Err(errors) => QuoteAnswer::Invalid { errors },
    }
}

impl QuoteCall {
    /// Answers this call.
    #[must_use]
    pub fn quote(&self, tariff: &Tariff) -> QuoteAnswer {
        // Each is put where it belongs: they are few, and sorting would be compiled for them alone.
        let mut offers: Vec<Offer> = Vec::new();
        let mut declined = Vec::new();
        for id in &self.asked(tariff) {
            let offer = match self.offer(id, tariff) {
                Ok(offer) => offer,
                Err(reasons) => {
                    declined.push(Declined { programme: String::from(*id), reasons });
                    continue;
                }
            };
            let after = |other: &Offer| better_first(other, &offer) == Ordering::Greater;
            let place = offers.iter().position(after).unwrap_or(offers.len());
            offers.insert(place, offer);
        }
        QuoteAnswer::Quoted { offers, declined, without_insurance: Liability::of(self, tariff) }
    }

    /// The programmes that are asked: those that are named, or all on sale.
    pub(crate) fn asked<'a>(&'a self, tariff: &'a Tariff) -> Vec<&'a str> {
        match &self.programmes {
            Some(ids) => ids.iter().map(String::as_str).collect(),
            None => tariff.ids_on_sale(self.as_of),
        }
    }

    /// One programme's offer, or every reason why there is none.
    ///
    /// # Errors
    /// The reasons; at least one.
    pub fn offer(&self, programme: &str, tariff: &Tariff) -> Result<Offer, Vec<Reason>> {
        let programme = tariff.on_sale(programme, self.as_of).ok_or_else(|| vec![Reason::NotOnSale])?;
        let eligible = assess(programme, self, tariff)?;
        eligible.price(tariff).ok_or_else(|| vec![Reason::AmountOutOfRange])
    }
}

/// What the cover promises and a total loss would not pay.
fn shortfall(offer: &Offer) -> Option<Money> {
    let payable =
        Money::sum(offer.parcels.iter().map(|parcel| parcel.maximum_payable), offer.cover.currency())?;
    offer.cover.minus(payable)
}

fn better_first(one: &Offer, other: &Offer) -> Ordering {
    let compare = |one: Option<Money>, other: Option<Money>| {
        one.zip(other).and_then(|(one, other)| one.compare(&other)).unwrap_or(Ordering::Equal)
    };
    compare(shortfall(one), shortfall(other))
        .then_with(|| compare(Some(one.total), Some(other.total)))
        .then_with(|| one.programme.cmp(&other.programme))
}

serialized!(QuoteAnswer, Declined);

impl Written for QuoteAnswer {
    fn write<'a>(&'a self, to: &mut Object<'a>) {
        match self {
            Self::Quoted { offers, declined, without_insurance } => to
                .text("outcome", "quoted")
                .list("offers", offers)
                .list("declined", declined)
                .object("withoutInsurance", without_insurance),
            Self::Invalid { errors } => to.text("outcome", "invalid").list("errors", errors),
        };
    }
}

impl Written for DeclinedCodes {
    fn write<'a>(&'a self, to: &mut Object<'a>) {
        to.text("programme", &self.programme).names("codes", self.codes.clone());
    }
}

impl Written for Declined {
    fn write<'a>(&'a self, to: &mut Object<'a>) {
        to.text("programme", &self.programme).list("reasons", &self.reasons);
    }
}
