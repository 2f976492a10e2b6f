//! Changes of a cover as they are kept: JSON beside the booking's own columns.

use lutine_booking::{Amended, Amendment, AmendmentEnd, Policy, StoreError};
use lutine_core::read::{Faults, Path};
use lutine_core::{Difference, Money, Node};
use serde_json::{Value, json};
use time::OffsetDateTime;

use crate::rows::{millis, time, unreadable};

/// The change that the insurer is asked for.
pub(crate) fn open(amendment: &Amendment) -> String {
    json!({
        "id": amendment.id,
        "call": amendment.call,
        "offer": amendment.offer,
        "total": amendment.total,
        "difference": amendment.difference,
        "at": millis(amendment.at),
    })
    .to_string()
}

/// One that has ended.
pub(crate) fn ended(amended: &Amended) -> String {
    kept(amended).to_string()
}

fn kept(amended: &Amended) -> Value {
    let refusal = match &amended.end {
        AmendmentEnd::Made => None,
        AmendmentEnd::Refused(refusal) => Some(refusal),
    };
    json!({
        "id": amended.id,
        "difference": amended.difference,
        "at": millis(amended.at),
        "refusal": refusal,
        "earlier": amended.earlier.iter().map(kept).collect::<Vec<_>>(),
    })
}

pub(crate) fn read_open(text: &str, policies: Vec<Policy>) -> Result<Amendment, StoreError> {
    let mut kept: Value = serde_json::from_str(text).map_err(unreadable)?;
    let total: Node = part(&mut kept, "total")?;
    let total = Money::read(&total, Path::Root, &mut Faults::default());
    Ok(Amendment {
        id: part(&mut kept, "id")?,
        policies,
        call: part(&mut kept, "call")?,
        offer: part(&mut kept, "offer")?,
        total: total.ok_or_else(|| unreadable("an amendment's total"))?,
        difference: difference(&mut kept)?,
        at: at(&mut kept)?,
    })
}

pub(crate) fn read_ended(text: &str) -> Result<Amended, StoreError> {
    read(serde_json::from_str(text).map_err(unreadable)?)
}

fn read(mut kept: Value) -> Result<Amended, StoreError> {
    let earlier: Option<Vec<Value>> = part(&mut kept, "earlier")?;
    // Once they were kept by their ids alone.
    let earlier = earlier.into_iter().flatten().filter(Value::is_object);
    Ok(Amended {
        id: part(&mut kept, "id")?,
        difference: difference(&mut kept)?,
        at: at(&mut kept)?,
        end: part::<Option<_>>(&mut kept, "refusal")?.map_or(AmendmentEnd::Made, AmendmentEnd::Refused),
        earlier: earlier.map(read).collect::<Result<_, _>>()?,
    })
}

fn part<T: serde::de::DeserializeOwned>(kept: &mut Value, name: &str) -> Result<T, StoreError> {
    let part = kept.get_mut(name).map(Value::take).unwrap_or_default();
    serde_json::from_value(part).map_err(unreadable)
}

fn difference(kept: &mut Value) -> Result<Difference, StoreError> {
    let kept: Node = part(kept, "difference")?;
    Difference::read(&kept).ok_or_else(|| unreadable("an amendment's difference"))
}

fn at(kept: &mut Value) -> Result<OffsetDateTime, StoreError> {
    time(part(kept, "at")?)
}
