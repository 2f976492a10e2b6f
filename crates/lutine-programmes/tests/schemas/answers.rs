//! The answers that are written. They are made here by hand, with every variant of every enum and every field of every
//! struct: the compiler sees to that, and the schemas must have the same.

use std::collections::BTreeSet;

use lutine_core::{
    Cancellation, CategoryFrom, ClaimWindow, Claims, Column, Condition, Country, CoverKind, Currency, Date,
    Declined, DeclinedCodes, Deductible, Documents, ErrorCode, FieldError, Liability, Line, LineKind,
    LineRule, ManyAnswer, Money, NothingReason, Offer, OfferedItem, OfferedParcel, ParcelLiability,
    PayoutAnswer, Peril, QuoteAnswer, Rate, Reason, Step, TaxStatus,
};
use serde::Serialize;
use serde_json::Value;

use crate::shape::{Fields, Lists, Walk};
use crate::{faults, schema};

/// Every variant of an enum: one that is left out here does not compile.
macro_rules! every {
    ($type:ident: $($variant:ident $({ $($field:ident: $value:expr),* $(,)? })?),* $(,)?) => {{
        let exhaustive = |variant: &$type| match variant {
            $($type::$variant { .. } => ()),*
        };
        let all = vec![$($type::$variant $({ $($field: $value),* })?),*];
        all.iter().for_each(exhaustive);
        all
    }};
}

/// A value where fields may be left out, and here are not.
fn maybe<T>(fields: Fields, value: T) -> Option<T> {
    (fields == Fields::All).then_some(value)
}

fn usd() -> Currency {
    Currency::parse("USD").unwrap()
}

fn money() -> Money {
    Money::from_minor(100, usd()).unwrap()
}

fn rate() -> Rate {
    Rate::parse("1.25%").unwrap()
}

fn day() -> Date {
    Date::parse("2026-11-21").unwrap()
}

fn us() -> Country {
    Country::parse("US").unwrap()
}

fn text() -> String {
    String::from("a")
}

#[test]
fn quotes_have_the_fields_and_words_of_their_schema() {
    let schema = schema("quote-answer");
    compare(&schema, |fields| {
        every!(QuoteAnswer:
            Quoted {
                offers: offers(fields),
                declined: vec![Declined { programme: text(), reasons: reasons(fields) }],
                without_insurance: Liability { parcels: vec![liability(fields)] },
            },
            Invalid { errors: errors() },
        )
    });
}

#[test]
fn payouts_have_the_fields_and_words_of_their_schema() {
    let schema = schema("payout-answer");
    compare(&schema, |fields| {
        every!(PayoutAnswer:
            Payable { payable: money(), steps: steps(fields) },
            Nothing { reasons: nothing() },
            Invalid { errors: errors() },
        )
    });
}

#[test]
fn rows_have_the_fields_and_words_of_their_schemas() {
    compare(&schema("many-answer"), |fields| {
        let codes = reasons(fields).iter().map(Reason::code).collect();
        every!(ManyAnswer:
            Quoted { programme: text(), currency: usd() },
            Declined { declined: vec![DeclinedCodes { programme: text(), codes }] },
            Invalid { errors: errors() },
        )
    });
    let row = schema("row");
    let names = |columns: &[Column]| -> BTreeSet<String> {
        columns.iter().map(|column| column.name().to_owned()).collect()
    };
    assert_eq!(names(&Column::ALL), row["properties"].as_object().unwrap().keys().cloned().collect());
    assert_eq!(names(&Column::REQUIRED), serde_json::from_value(row["required"].clone()).unwrap());
}

#[test]
fn codes_are_written_as_they_are_told() {
    for error in errors() {
        assert_eq!(serde_json::to_value(error.code).unwrap(), error.code.as_str());
    }
    for reason in reasons(Fields::All) {
        assert_eq!(serde_json::to_value(&reason).unwrap()["code"], reason.code());
    }
}

fn compare<T: Serialize>(schema: &Value, answers: impl Fn(Fields) -> Vec<T>) {
    for fields in [Fields::All, Fields::Required] {
        let mut lists = Lists::default();
        for answer in answers(fields) {
            let json = serde_json::to_value(answer).unwrap();
            assert_eq!(faults(schema, &json), Vec::<String>::new());
            Walk::new(schema, fields).along(&json, &mut lists);
        }
        assert_eq!(lists.unmet(), Vec::<String>::new(), "the schema lists what no Rust writes");
    }
}

/// One for each kind of cover and status of tax; together they have all other words.
fn offers(fields: Fields) -> Vec<Offer> {
    let kinds = every!(CoverKind: Insurance, DeclaredValue);
    let statuses = every!(TaxStatus: Determined, NoneDue, NotDetermined);
    let both = kinds.into_iter().flat_map(|kind| statuses.iter().map(move |status| (kind, *status)));
    both.map(|(kind, tax_status)| Offer {
        programme: text(),
        revision: day(),
        insurer: text(),
        title: text(),
        kind,
        cover: money(),
        premium: money(),
        tax: money(),
        total: money(),
        tax_status,
        lines: lines(fields),
        parcels: parcels(fields),
        perils: perils(),
        conditions: conditions(),
        claims: Claims {
            windows: vec![ClaimWindow {
                peril: Peril::Loss,
                from_days: maybe(fields, 1),
                to_days: maybe(fields, 30),
            }],
            decided_within_hours: maybe(fields, 72),
        },
        cancellation: Cancellation { within_hours: maybe(fields, 24) },
        documents: Documents {
            terms: maybe(fields, String::from("https://a.example")),
            product_information: maybe(fields, String::from("https://a.example")),
        },
    })
    .collect()
}

fn lines(fields: Fields) -> Vec<Line> {
    let kinds = every!(LineKind: Premium, Tax);
    let rules = every!(LineRule: Percent, Minimum, Band, Flat, Step);
    let both = kinds.into_iter().flat_map(|kind| rules.iter().map(move |rule| (kind, *rule)));
    both.map(|(kind, rule)| Line {
        kind,
        parcel: maybe(fields, 0),
        base: money(),
        rate: maybe(fields, rate()),
        rule,
        name: maybe(fields, text()),
        amount: money(),
    })
    .collect()
}

fn parcels(fields: Fields) -> Vec<OfferedParcel> {
    let parcel = |category_from| OfferedParcel {
        parcel: 0,
        reference: maybe(fields, text()),
        cover: money(),
        premium: money(),
        category: text(),
        category_from,
        items: maybe(fields, vec![item(fields)]),
        deductible: maybe(fields, deductible()),
        payable_without_signature: maybe(fields, money()),
        maximum_payable: money(),
    };
    every!(CategoryFrom: Given, Content, Default).into_iter().map(parcel).collect()
}

fn item(fields: Fields) -> OfferedItem {
    OfferedItem {
        reference: maybe(fields, text()),
        category: text(),
        deductible: maybe(fields, deductible()),
    }
}

fn deductible() -> Deductible {
    Deductible { rate: rate(), amount: money() }
}

fn perils() -> Vec<Peril> {
    every!(Peril: Loss, Theft, Damage)
}

fn conditions() -> Vec<Condition> {
    every!(Condition:
        NeutralPackaging,
        ProofOfValue,
        CarrierLiability,
        SignatureRequired { parcel: 0, from: money() },
        SignatureAdvised { parcel: 0, payable_without_signature: money() },
    )
}

fn liability(fields: Fields) -> ParcelLiability {
    // Without an amount there is nothing that it is for.
    let perils = maybe(fields, perils()).unwrap_or_default();
    ParcelLiability { amount: maybe(fields, money()), perils, source: maybe(fields, text()) }
}

fn reasons(fields: Fields) -> Vec<Reason> {
    every!(Reason:
        NotOnSale,
        OriginNotServed { origin: us() },
        DestinationNotServed { destination: us() },
        CarrierNotServed { carrier: text() },
        CategoryExcluded { parcel: 0, item: maybe(fields, 0), category: text() },
        ValueAboveLimit { parcel: 0, category: maybe(fields, text()), declared: money(), limit: money() },
        NoExchangeRate { from: usd(), to: usd() },
        OtherProviderChosen { parcel: 0, provider: text() },
        ProviderNotChosen { parcel: 0 },
        CurrencyNotServed { currency: usd() },
        SignatureRequired { parcel: 0, from: money() },
        PriceFromInsurer { parcel: 0 },
        NotPriced { parcel: 0 },
        AmountOutOfRange,
    )
}

fn steps(fields: Fields) -> Vec<Step> {
    every!(Step:
        Loss { item: maybe(fields, 0), amount: money() },
        CappedAtItem { item: maybe(fields, 0), limit: money(), amount: money() },
        Deductible { item: maybe(fields, 0), rate: rate(), deductible: money(), amount: money() },
        Sum { amount: money() },
        CappedWithoutSignature { limit: money(), amount: money() },
    )
}

fn nothing() -> Vec<NothingReason> {
    let others = every!(NothingReason:
        PerilNotCovered { peril: Peril::Loss },
        ReportedTooEarly { earliest: day() },
        ReportedTooLate { latest: day() },
        SignatureRequired { from: money() },
        NothingLost,
        AmountOutOfRange,
    );
    others
        .into_iter()
        .chain(perils().into_iter().map(|peril| NothingReason::PerilNotCovered { peril }))
        .collect()
}

/// One of each code.
fn errors() -> Vec<FieldError> {
    let codes = every!(ErrorCode:
        MalformedInput,
        UnknownField,
        DuplicateField,
        MissingField,
        WrongType,
        EmptyList,
        ListTooLong,
        TextTooLong,
        UnknownValue,
        MalformedAmount,
        NegativeAmount,
        ZeroAmount,
        AmountTooLarge,
        TooManyDecimals,
        AmountNotSumOfItems,
        UnknownCurrency,
        MixedCurrencies,
        UnknownCountry,
        UnknownProgramme,
        UnknownCategory,
        MalformedDate,
        MalformedRate,
        NothingToInsure,
        BadBands,
        LimitBelowBand,
        NeverReached,
        BadPeriod,
        OverlappingPeriods,
        UnknownCarrier,
        UnknownRevision,
        UnknownParcel,
        ServerSetsThis,
    );
    codes.into_iter().map(|code| FieldError { path: text(), code, message: text() }).collect()
}
