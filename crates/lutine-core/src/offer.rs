//! An offer: one programme's price for a whole call, and what it would pay.

use crate::date::Date;
use crate::money::Money;
use crate::object::{Object, Written, named, serialized};
use crate::parcel::CategoryFrom;
use crate::programme::{Cancellation, Claims, CoverKind, Documents, Peril, names};
use crate::rate::Rate;

/// A price under which the parcels can be insured. Only eligibility leads here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The programme.
    pub programme: String,
    /// Its revision: the same call under it gives the same price for ever.
    pub revision: Date,
    /// Who carries the risk.
    pub insurer: String,
    /// What shoppers see it called.
    pub title: String,
    /// Insurance or declared value.
    pub kind: CoverKind,
    /// What all parcels are covered for together.
    pub cover: Money,
    /// All premiums together, before tax.
    pub premium: Money,
    /// The premium tax.
    pub tax: Money,
    /// What is paid: premium and tax.
    pub total: Money,
    /// What is known of the tax.
    pub tax_status: TaxStatus,
    /// Each step from the values to the total. Their sum is the total.
    pub lines: Vec<Line>,
    /// Each insured parcel.
    pub parcels: Vec<OfferedParcel>,
    /// Against what.
    pub perils: Vec<Peril>,
    /// What must be done for the cover to hold.
    pub conditions: Vec<Condition>,
    /// When and how fast claims go.
    pub claims: Claims,
    /// How it is given back.
    pub cancellation: Cancellation,
    /// What must be linked before the choice.
    pub documents: Documents,
}

/// What is known of the premium tax.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaxStatus {
    /// There is one, and it is in the total.
    Determined,
    /// There is none on this transit.
    NoneDue,
    /// The policyholder's country is not known, or its tax is not: taxes may apply.
    NotDetermined,
}

/// One step of the price.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Premium or tax.
    pub kind: LineKind,
    /// The parcel that it is for; absent for what is on all of them.
    pub parcel: Option<usize>,
    /// What it is reckoned on.
    pub base: Money,
    /// The share, where it is one.
    pub rate: Option<Rate>,
    /// Which rule made it.
    pub rule: LineRule,
    /// What it is called, where the kind does not say.
    pub name: Option<String>,
    /// The sum, at the currency's scale.
    pub amount: Money,
}

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineKind {
    /// For the cover.
    Premium,
    /// On the premium.
    Tax,
}

/// Which rule made a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineRule {
    /// A share of the base.
    Percent,
    /// The least that is charged.
    Minimum,
    /// The price of the band that the base falls in.
    Band,
    /// A sum that does not depend on the base.
    Flat,
    /// A sum for every step of the base; nothing where the base is still free.
    Step,
}

/// One insured parcel of an offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferedParcel {
    /// Its place among the shipment's parcels, from 0: those without insurance are left out here.
    pub parcel: usize,
    /// The merchant's own name for it.
    pub reference: Option<String>,
    /// What it is covered for.
    pub cover: Money,
    /// Its premium, before tax.
    pub premium: Money,
    /// What it was taken to be: the highest-ranked of what is in it.
    pub category: String,
    /// From where that is known.
    pub category_from: CategoryFrom,
    /// Its items, where it was given by items.
    pub items: Option<Vec<OfferedItem>>,
    /// What the policyholder bears of a loss, where the parcel is one good; otherwise it stands with the item.
    pub deductible: Option<Deductible>,
    /// What a total loss pays where nobody signed; absent where a signature makes no difference.
    pub payable_without_signature: Option<Money>,
    /// What a total loss pays under the stated signature, after deductibles.
    pub maximum_payable: Money,
}

/// One item of a parcel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferedItem {
    /// The merchant's own name for it.
    pub reference: Option<String>,
    /// What it was taken to be.
    pub category: String,
    /// What the policyholder bears of its loss.
    pub deductible: Option<Deductible>,
}

/// What the policyholder bears of a loss.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deductible {
    /// The share.
    pub rate: Rate,
    /// The sum of a total loss.
    pub amount: Money,
}

/// What must be done for the cover to hold, or to hold in full.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Condition {
    /// Nothing outside may show what is inside.
    NeutralPackaging,
    /// An invoice must prove the value.
    ProofOfValue,
    /// This is a carrier's own liability and no insurance: it pays for loss or damage only, not for theft after delivery.
    CarrierLiability,
    /// The cover of this parcel holds only where somebody signs, as the shipment says.
    SignatureRequired {
        /// Which parcel.
        parcel: usize,
        /// From which value on, in the shipment's currency, rounded up.
        from: Money,
    },
    /// As the shipment stands nobody signs, and so less is paid.
    SignatureAdvised {
        /// Which parcel.
        parcel: usize,
        /// What a total loss pays as it stands.
        payable_without_signature: Money,
    },
}

named! { TaxStatus { Determined = "determined", NoneDue = "none-due", NotDetermined = "not-determined" } }
named! { LineKind { Premium = "premium", Tax = "tax" } }
named! { LineRule {
    Percent = "percent", Minimum = "minimum", Band = "band", Flat = "flat", Step = "step",
} }

serialized!(Offer, Line, OfferedParcel, OfferedItem, Deductible, Condition);

impl Written for Offer {
    fn write<'a>(&'a self, to: &mut Object<'a>) {
        to.text("programme", &self.programme)
            .made("revision", self.revision.written())
            .text("insurer", &self.insurer)
            .text("title", &self.title)
            .text("kind", self.kind.name())
            .money("cover", &self.cover)
            .money("premium", &self.premium)
            .money("tax", &self.tax)
            .money("total", &self.total)
            .text("taxStatus", self.tax_status.name())
            .list("lines", &self.lines)
            .list("parcels", &self.parcels)
            .names("perils", names(&self.perils))
            .list("conditions", &self.conditions)
            .object("claims", &self.claims)
            .object("cancellation", &self.cancellation)
            .object("documents", &self.documents);
    }
}

impl Written for Line {
    fn write<'a>(&'a self, to: &mut Object<'a>) {
        to.text("kind", self.kind.name()).count_if_any("parcel", self.parcel).money("base", &self.base);
        if let Some(rate) = self.rate {
            to.made("rate", rate.written());
        }
        to.text("rule", self.rule.name())
            .text_if_any("name", self.name.as_ref())
            .money("amount", &self.amount);
    }
}

impl Written for OfferedParcel {
    fn write<'a>(&'a self, to: &mut Object<'a>) {
        to.count("parcel", self.parcel)
            .text_if_any("reference", self.reference.as_ref())
            .money("cover", &self.cover)
            .money("premium", &self.premium)
            .text("category", &self.category)
            .text("categoryFrom", self.category_from.name());
        if let Some(items) = &self.items {
            to.list("items", items);
        }
        if let Some(deductible) = &self.deductible {
            to.object("deductible", deductible);
        }
        to.money_if_any("payableWithoutSignature", self.payable_without_signature.as_ref())
            .money("maximumPayable", &self.maximum_payable);
    }
}

impl Written for OfferedItem {
    fn write<'a>(&'a self, to: &mut Object<'a>) {
        to.text_if_any("reference", self.reference.as_ref()).text("category", &self.category);
        if let Some(deductible) = &self.deductible {
            to.object("deductible", deductible);
        }
    }
}

impl Written for Deductible {
    fn write<'a>(&'a self, to: &mut Object<'a>) {
        to.made("rate", self.rate.written()).money("amount", &self.amount);
    }
}

impl Condition {
    /// The code as it stands in JSON.
    const fn code(&self) -> &'static str {
        match self {
            Self::NeutralPackaging => "neutral-packaging",
            Self::ProofOfValue => "proof-of-value",
            Self::CarrierLiability => "carrier-liability",
            Self::SignatureRequired { .. } => "signature-required",
            Self::SignatureAdvised { .. } => "signature-advised",
        }
    }
}

impl Written for Condition {
    fn write<'a>(&'a self, to: &mut Object<'a>) {
        to.text("code", self.code());
        match self {
            Self::NeutralPackaging | Self::ProofOfValue | Self::CarrierLiability => to,
            Self::SignatureRequired { parcel, from } => to.count("parcel", *parcel).money("from", from),
            Self::SignatureAdvised { parcel, payable_without_signature } => {
                to.count("parcel", *parcel).money("payableWithoutSignature", payable_without_signature)
            }
        };
    }
}
