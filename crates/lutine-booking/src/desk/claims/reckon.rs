//! Reckoning: the core says what is payable, from the parcel as it is covered and under the quote's own revision and rates.

use lutine_core::{Date, ErrorCode, FieldError, Money, Node, PayoutCall};

use super::submit::SubmitError;
use crate::booking::Booking;
use crate::claim::reckoning::{Before, Reckoning};
use crate::claim::request::ClaimRequest;
use crate::desk::as_sold::as_sold;
use crate::desk::{Desk, day_of};
use crate::facts::Facts;
use crate::merchant::Merchant;
use crate::ports::{InsuredParcel, StoreError};

/// What a claim comes to on the day on which it is made.
pub(super) struct Reckoned {
    pub(super) parcel: usize,
    pub(super) cover: Money,
    pub(super) loss: Node,
    pub(super) reckoning: Reckoning,
    /// How many paid claims the reckoning knows of.
    pub(super) paid_before: usize,
}

impl Desk {
    pub(super) async fn reckon(
        &self,
        merchant: &Merchant,
        booking: &Booking,
        request: &ClaimRequest,
    ) -> Result<Reckoned, SubmitError> {
        let unreadable = || StoreError::Unreadable(format!("what booking {} covers", booking.id));
        let mut covered = self.covered_call(booking).await?;
        as_sold(&mut covered, &booking.offer, &merchant.terms.categories);
        let field = |name: &str| covered.get(name).cloned().unwrap_or(Node::Null);
        let of_offer = |name: &str| Node::text(booking.offer[name].as_str().unwrap_or_default());
        let today = self.today().ok_or_else(unreadable)?;
        // Of several parcels nobody says which one is meant.
        let is_one = booking.offer["parcels"].as_array().is_some_and(|parcels| parcels.len() == 1);
        let facts = if is_one { booking.facts.clone() } else { Facts::default() };
        let loss = reported(&request.loss, today, &facts);
        let mut contradictions = contradictions(&request.loss, &facts);
        let mut call = Node::table([
            ("programme", of_offer("programme")),
            ("revision", of_offer("revision")),
            ("shipment", field("shipment")),
            ("exchangeRates", field("exchangeRates")),
            ("parcel", request.parcel.clone().unwrap_or(Node::Null)),
            ("loss", loss.clone()),
        ]);
        let mut read = match PayoutCall::read(&call, &merchant.terms) {
            Ok(read) => read,
            Err(errors) => {
                let mut errors = faults(errors, &loss, today).ok_or_else(unreadable)?;
                errors.append(&mut contradictions);
                return Err(SubmitError::Invalid(errors));
            }
        };
        if !contradictions.is_empty() {
            return Err(SubmitError::Invalid(contradictions));
        }
        let (parcel, cover) = (read.parcel(), read.cover());
        let of = InsuredParcel { merchant: merchant.id.clone(), booking: booking.id.clone(), parcel };
        let earlier = self.store.paid_on(&of).await?;
        let mut before = Before {
            paid: Money::zero(cover.currency()),
            most: read.most().ok_or_else(unreadable)?,
            alone: read.answer(),
            arrived_before: arrived_before_cover(booking, &loss),
        };
        for claim in &earlier {
            let paid = claim.state.approval().map(|approval| approval.amount);
            before.paid = paid.and_then(|paid| before.paid.plus(paid)).ok_or_else(unreadable)?;
            // Of what was granted in part nobody says for which item: there only the sum counts.
            if claim.is_granted_whole() {
                call.set("loss", serde_json::from_value(claim.loss.clone()).map_err(|_| unreadable())?);
                read.after(&PayoutCall::read(&call, &merchant.terms).map_err(|_| unreadable())?);
            }
        }
        let reckoning = Reckoning::of(read.answer(), before).ok_or_else(unreadable)?;
        Ok(Reckoned { parcel, cover, loss, reckoning, paid_before: earlier.len() })
    }
}

/// The loss as it is kept: with the day on which it is reported and the recorded one of delivery, from which windows count,
/// and without what was sent as null.
fn reported(loss: &Node, today: Date, facts: &Facts) -> Node {
    let Node::Table(fields) = loss else { return loss.clone() };
    let mut loss = Node::Table(fields.iter().filter(|(_, node)| *node != Node::Null).cloned().collect());
    loss.set("reportedOn", Node::Text(today.to_string()));
    if let Some(day) = facts.delivered_on {
        // East of here it may be tomorrow's, which the core knows nothing of.
        let is_recorded = |given: &Node| given.as_text() == Some(&day.to_string());
        if loss.get("deliveredOn").is_none_or(is_recorded) {
            loss.set("deliveredOn", Node::Text(day.min(today).to_string()));
        }
    }
    loss
}

/// The day on which a booking's cover began, where what is claimed had arrived by then. West of here the day of delivery may be
/// the one before.
fn arrived_before_cover(booking: &Booking, loss: &Node) -> Option<Date> {
    let arrived = loss.get("deliveredOn").and_then(Node::as_text).and_then(Date::parse)?;
    let begun = day_of(booking.begun_at.unwrap_or(booking.created_at))?;
    arrived.plus_days(1).is_some_and(|last| last < begun).then_some(begun)
}

/// What the booking says otherwise: whoever has recorded that nobody signed cannot claim as if somebody had.
fn contradictions(loss: &Node, facts: &Facts) -> Vec<FieldError> {
    let day = |day: Option<Date>| day.map(|day| Node::Text(day.to_string()));
    let recorded = [
        ("signed", facts.signed.map(Node::Bool)),
        ("shippedOn", day(facts.shipped_on)),
        ("deliveredOn", day(facts.delivered_on)),
    ];
    let otherwise = recorded.into_iter().filter_map(|(name, recorded)| {
        let (recorded, given) = (recorded?, loss.get(name)?);
        let is_other = *given != recorded && *given != Node::Null;
        let says = match recorded {
            Node::Text(day) => day,
            recorded => (recorded == Node::Bool(true)).to_string(),
        };
        is_other.then(|| FieldError {
            path: format!("loss.{name}"),
            code: ErrorCode::UnknownValue,
            message: format!("the booking says `{says}`: amend it first where that is wrong"),
        })
    });
    otherwise.collect()
}

/// The faults of what was sent; `None` where one is of what is stored, which nobody who claims can mend.
fn faults(errors: Vec<FieldError>, loss: &Node, today: Date) -> Option<Vec<FieldError>> {
    let sent = |error: &FieldError| error.path == "parcel" || error.path.starts_with("loss");
    if !errors.iter().all(sent) {
        return None;
    }
    Some(errors.into_iter().map(|error| of_a_later_day(error, loss, today)).collect())
}

/// That the server's day comes too early is the fault of the day before which it comes.
fn of_a_later_day(error: FieldError, loss: &Node, today: Date) -> FieldError {
    if error.path != "loss.reportedOn" {
        return error;
    }
    let after = |name: &&str| loss.get(name).and_then(Node::as_text).and_then(Date::parse) > Some(today);
    let name = ["deliveredOn", "shippedOn"].into_iter().find(after).unwrap_or("shippedOn");
    FieldError {
        path: format!("loss.{name}"),
        code: ErrorCode::BadPeriod,
        message: format!("`{name}` is after today, `{today}`"),
    }
}
