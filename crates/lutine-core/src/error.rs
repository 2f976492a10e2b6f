//! Faults of an input: each has a path, a stable code and a sentence for a person.

use serde::{Serialize, Serializer};

use crate::object::{Object, Written, serialized};

/// What is wrong, for a person.
#[cfg(feature = "authoring")]
pub type Message = String;

/// Nothing: without the feature `authoring` a fault is its path and its code.
#[cfg(not(feature = "authoring"))]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Message;

/// What is said of a fault, before it is written out.
#[cfg(feature = "authoring")]
pub(crate) type Said<'a> = core::fmt::Arguments<'a>;
#[cfg(not(feature = "authoring"))]
pub(crate) type Said<'a> = Message;

/// Says a fault's message like `format_args!`. Without the feature `authoring` it is checked and never compiled in.
#[cfg(feature = "authoring")]
macro_rules! message {
    ($($argument:tt)*) => { format_args!($($argument)*) };
}
#[cfg(not(feature = "authoring"))]
macro_rules! message {
    ($($argument:tt)*) => {{
        let _ = || format!($($argument)*);
        $crate::error::Message
    }};
}
pub(crate) use message;

/// Writes out what is said: in one place, for `format!` is some hundred bytes wherever it stands.
#[cfg(feature = "authoring")]
#[inline(never)]
pub(crate) fn written(said: Said<'_>) -> Message {
    said.to_string()
}
#[cfg(not(feature = "authoring"))]
pub(crate) const fn written(said: Said<'_>) -> Message {
    said
}

/// One fault of an input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// Where: `shipment.parcels[0].insurance.amount`; empty for the input as a whole.
    pub path: String,
    /// What kind of fault, for a program.
    pub code: ErrorCode,
    /// What is wrong, for a person: lower case, no full stop, the caller's own words in backticks.
    pub message: Message,
}

/// Every kind of fault there is. The codes are part of the contract and only ever grow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorCode {
    /// The text is no JSON, or a value is no plain data, or it is nested too deeply.
    MalformedInput,
    /// A field that the contract does not have.
    UnknownField,
    /// The same field twice.
    DuplicateField,
    /// A field that must be there is not.
    MissingField,
    /// A number where a string belongs, an object where a list belongs, and so on.
    WrongType,
    /// A list that needs at least one element has none.
    EmptyList,
    /// More elements than a list takes, with those that its elements inherit.
    ListTooLong,
    /// A text longer than the field takes.
    TextTooLong,
    /// Not one of the words that the field takes, or not of the form it takes.
    UnknownValue,
    /// Not an amount: `(0|[1-9][0-9]*)(\.[0-9]+)?`.
    MalformedAmount,
    /// An amount below zero.
    NegativeAmount,
    /// Zero where something must be insured.
    ZeroAmount,
    /// More than 15 digits before the point.
    AmountTooLarge,
    /// More digits after the point than the currency has.
    TooManyDecimals,
    /// The amount is not the sum of its items.
    AmountNotSumOfItems,
    /// Not a currency code of ISO 4217.
    UnknownCurrency,
    /// Two currencies in one call.
    MixedCurrencies,
    /// Not a country code of ISO 3166-1.
    UnknownCountry,
    /// Not a programme of the tariff.
    UnknownProgramme,
    /// Not a category of the tariff.
    UnknownCategory,
    /// Not a date, or not written `YYYY-MM-DD`.
    MalformedDate,
    /// Not a rate: `1.25%`, or for currencies at most 10 digits such as `0.92`.
    MalformedRate,
    /// No parcel has insurance, nor has the shipment.
    NothingToInsure,
    /// The bands of a tariff overlap or leave a gap.
    BadBands,
    /// A part of a tariff that the limit keeps every parcel from.
    LimitBelowBand,
    /// A case of a tariff that another one takes every parcel from.
    NeverReached,
    /// A period that ends before it begins.
    BadPeriod,
    /// Two revisions of a programme, or two rates of a tax, that begin on the same day or overlap.
    OverlappingPeriods,
    /// Not a carrier of the tariff.
    UnknownCarrier,
    /// Not a revision of that programme.
    UnknownRevision,
    /// Not an insured parcel of the shipment, or not an item of that parcel.
    UnknownParcel,
    /// The server adds this itself and takes it from nobody.
    ServerSetsThis,
}

impl ErrorCode {
    /// The code as it stands in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::MalformedInput => "malformed-input",
            Self::UnknownField => "unknown-field",
            Self::DuplicateField => "duplicate-field",
            Self::MissingField => "missing-field",
            Self::WrongType => "wrong-type",
            Self::EmptyList => "empty-list",
            Self::ListTooLong => "list-too-long",
            Self::TextTooLong => "text-too-long",
            Self::UnknownValue => "unknown-value",
            Self::MalformedAmount => "malformed-amount",
            Self::NegativeAmount => "negative-amount",
            Self::ZeroAmount => "zero-amount",
            Self::AmountTooLarge => "amount-too-large",
            Self::TooManyDecimals => "too-many-decimals",
            Self::AmountNotSumOfItems => "amount-not-sum-of-items",
            Self::UnknownCurrency => "unknown-currency",
            Self::MixedCurrencies => "mixed-currencies",
            Self::UnknownCountry => "unknown-country",
            Self::UnknownProgramme => "unknown-programme",
            Self::UnknownCategory => "unknown-category",
            Self::MalformedDate => "malformed-date",
            Self::MalformedRate => "malformed-rate",
            Self::NothingToInsure => "nothing-to-insure",
            Self::BadBands => "bad-bands",
            Self::LimitBelowBand => "limit-below-band",
            Self::NeverReached => "never-reached",
            Self::BadPeriod => "bad-period",
            Self::OverlappingPeriods => "overlapping-periods",
            Self::UnknownCarrier => "unknown-carrier",
            Self::UnknownRevision => "unknown-revision",
            Self::UnknownParcel => "unknown-parcel",
            Self::ServerSetsThis => "server-sets-this",
        }
    }
}

serialized!(FieldError);

impl Written for FieldError {
    fn write<'a>(&'a self, to: &mut Object<'a>) {
        to.text("path", &self.path).text("code", self.code.as_str());
        #[cfg(feature = "authoring")]
        to.text("message", &self.message);
    }
}

impl Serialize for ErrorCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}
