//! What a programme says rather than counts: conditions, claims, cancellation, documents and regulated wording.

use super::check;
use crate::error::{ErrorCode, message};
use crate::node::Node;
use crate::object::{Object, Written, named, serialized};
use crate::programme::Peril;
use crate::read::{Fault, Faults, Fields, FromNode, Path, each, quoted, table, text, word};

/// What the merchant or the shopper must do for the cover to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConditionCode {
    /// Nothing outside may show what is inside.
    NeutralPackaging,
    /// An invoice must prove the value.
    ProofOfValue,
    /// A carrier's own liability, no insurance: loss or damage only, not theft after delivery.
    CarrierLiability,
}

impl FromNode for ConditionCode {
    const WANTED: &'static str = "`neutral-packaging`, `proof-of-value` or `carrier-liability`";

    fn from_node(node: &Node) -> Result<Self, Fault> {
        word(node, Self::NAMES)
    }
}

/// When a claim may be made, and how soon it is decided.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Claims {
    /// One for each peril with a stated window.
    pub windows: Vec<ClaimWindow>,
    /// The most hours until a decision.
    pub decided_within_hours: Option<u32>,
}

/// The days in which a claim may be made, counted from delivery where its day is known, else from shipping.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClaimWindow {
    /// For what.
    pub peril: Peril,
    /// The first day.
    pub from_days: Option<u32>,
    /// The last day.
    pub to_days: Option<u32>,
}

impl Claims {
    pub(super) fn read(node: &Node, path: Path<'_>, faults: &mut Faults) -> Option<Self> {
        let mut fields = Fields::open(node, path, faults)?;
        let mut windows = Vec::new();
        if let Some(node) = fields.node("windows") {
            each(node, Path::Field(&path, "windows"), faults, &mut |node, path, faults| {
                let Some(mut fields) = Fields::open(node, path, faults) else { return };
                let peril = fields.required::<Peril>("peril", faults);
                let from_days = fields.optional::<u32>("fromDays", faults);
                let to_days = fields.optional::<u32>("toDays", faults);
                fields.close(faults);
                let Some(peril) = peril else { return };
                let window = ClaimWindow { peril, from_days, to_days };
                check::window(&window, &windows, path, faults);
                windows.push(window);
            });
        }
        let decided_within_hours = fields.optional::<u32>("decidedWithinHours", faults);
        fields.close(faults);
        Some(Self { windows, decided_within_hours })
    }
}

/// How a policy is given back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cancellation {
    /// Hours after booking in which the whole price comes back; absent where nothing is stated.
    pub within_hours: Option<u32>,
}

impl Cancellation {
    pub(crate) fn read(node: &Node, path: Path<'_>, faults: &mut Faults) -> Option<Self> {
        let mut fields = Fields::open(node, path, faults)?;
        let within_hours = fields.optional::<u32>("withinHours", faults);
        fields.close(faults);
        Some(Self { within_hours })
    }
}

/// Addresses of what must be linked before the choice: absolute, or from the API's own root.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Documents {
    /// The terms.
    pub terms: Option<String>,
    /// The product information document.
    pub product_information: Option<String>,
}

/// An address that is safe to link: no script, no other scheme.
struct Address(String);

impl FromNode for Address {
    const WANTED: &'static str = "an address such as `https://example.com/terms`";

    fn from_node(node: &Node) -> Result<Self, Fault> {
        let given = text(node)?;
        if given.starts_with("https://") || given.starts_with('/') && !given.starts_with("//") {
            return Ok(Self(String::from(given)));
        }
        Err(Fault::of(
            ErrorCode::UnknownValue,
            message!("{} must start with `https://` or `/`", quoted(given)),
        ))
    }
}

impl Documents {
    pub(super) fn read(node: &Node, path: Path<'_>, faults: &mut Faults) -> Option<Self> {
        let mut fields = Fields::open(node, path, faults)?;
        let mut address = |name| fields.optional::<Address>(name, faults).map(|Address(address)| address);
        let terms = address("terms");
        let product_information = address("productInformation");
        fields.close(faults);
        Some(Self { terms, product_information })
    }
}

/// Regulated wording: by locale, by name. Sentences may hold `{placeholders}`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts(Vec<(String, Vec<(String, String)>)>);

impl Texts {
    /// The locales there are.
    pub fn locales(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(locale, _)| locale.as_str())
    }

    /// All sentences of a locale, by name.
    #[must_use]
    pub fn of(&self, locale: &str) -> Option<&[(String, String)]> {
        self.0.iter().find(|(known, _)| known == locale).map(|(_, texts)| texts.as_slice())
    }

    /// One sentence of a locale.
    #[must_use]
    pub fn get(&self, locale: &str, name: &str) -> Option<&str> {
        self.of(locale)?.iter().find(|(known, _)| known == name).map(|(_, text)| text.as_str())
    }

    pub(super) fn read(node: &Node, path: Path<'_>, faults: &mut Faults) -> Self {
        let mut locales = Vec::new();
        table(node, path, faults, &mut |locale, node, path, faults| {
            check::locale(locale, path, faults);
            let mut texts = Vec::new();
            table(node, path, faults, &mut |name, node, path, faults| {
                if let Some(sentence) = faults.keep(path, text(node)) {
                    check::placeholders(name, sentence, path, faults);
                    texts.push((String::from(name), String::from(sentence)));
                }
            });
            if !texts.iter().any(|(name, _)| name == "summary") {
                faults.add(
                    path,
                    ErrorCode::MissingField,
                    message!("`summary` is missing: what is covered, in one sentence"),
                );
            }
            locales.push((String::from(locale), texts));
        });
        Self(locales)
    }
}

named! { ConditionCode {
    NeutralPackaging = "neutral-packaging",
    ProofOfValue = "proof-of-value",
    CarrierLiability = "carrier-liability",
} }

serialized!(Claims, ClaimWindow, Cancellation, Documents);

/// A number of days or hours, where it is stated.
fn stated(number: Option<u32>) -> Option<usize> {
    number.and_then(|number| usize::try_from(number).ok())
}

impl Written for Claims {
    fn write<'a>(&'a self, to: &mut Object<'a>) {
        to.list("windows", &self.windows)
            .count_if_any("decidedWithinHours", stated(self.decided_within_hours));
    }
}

impl Written for ClaimWindow {
    fn write<'a>(&'a self, to: &mut Object<'a>) {
        to.text("peril", self.peril.name())
            .count_if_any("fromDays", stated(self.from_days))
            .count_if_any("toDays", stated(self.to_days));
    }
}

impl Written for Cancellation {
    fn write<'a>(&'a self, to: &mut Object<'a>) {
        to.count_if_any("withinHours", stated(self.within_hours));
    }
}

impl Written for Documents {
    fn write<'a>(&'a self, to: &mut Object<'a>) {
        to.text_if_any("terms", self.terms.as_ref())
            .text_if_any("productInformation", self.product_information.as_ref());
    }
}
