//! A claim, read from the neutral tree and checked to the end.

use crate::country::Country;
use crate::date::Date;
use crate::error::{ErrorCode, FieldError, message};
use crate::exchange::{Exchange, ExchangeRates};
use crate::money::Money;
use crate::node::Node;
use crate::parcel::{Contents, Parcel};
use crate::programme::{Peril, Programme};
use crate::read::{Faults, Fields, Path, each, quoted};
use crate::shipment::Shipment;
use crate::tariff::Tariff;

/// A claim in which everything has been checked.
pub struct PayoutCall<'t> {
    /// The revision under which the parcel was insured.
    pub(super) programme: &'t Programme,
    /// From where the parcel came.
    pub(super) origin: Country,
    /// The parcel as it was insured.
    pub(super) parcel: Parcel,
    /// What happened to it.
    pub(super) loss: Loss,
    pub(super) exchange: Exchange,
}

/// What happened to a parcel.
pub(super) struct Loss {
    /// The kind of loss.
    pub(super) peril: Peril,
    /// What was lost.
    pub(super) amount: LossAmount,
    /// Whether somebody signed at delivery.
    pub(super) signed: bool,
    /// The day on which the parcel went off.
    pub(super) shipped_on: Date,
    /// The day on which it was delivered, if it was.
    pub(super) delivered_on: Option<Date>,
    /// The day on which the claim was made.
    pub(super) reported_on: Date,
}

/// What was lost, in the terms in which the parcel was insured.
pub(super) enum LossAmount {
    /// Of the one good.
    Whole(Money),
    /// Of some items, each by its place among the parcel's.
    Items(Vec<(usize, Money)>),
}

impl<'t> PayoutCall<'t> {
    /// Reads a claim.
    ///
    /// # Errors
    /// All faults at once, each with its path.
    pub fn read(node: &Node, tariff: &'t Tariff) -> Result<Self, Vec<FieldError>> {
        let mut faults = Faults::default();
        let call = read_call(node, tariff, &mut faults);
        faults.finish(call)
    }

    /// The place of the lost parcel in its shipment, counted from 0.
    #[must_use]
    pub const fn parcel(&self) -> usize {
        self.parcel.index
    }

    /// For how much that parcel is insured.
    #[must_use]
    pub const fn cover(&self) -> Money {
        self.parcel.cover
    }

    /// Takes the items that an earlier claim on the same parcel has lost from what they are insured for: none is lost twice. Of
    /// a parcel that is one good what was paid says as much.
    pub fn after(&mut self, earlier: &Self) {
        let (Contents::Items(items), LossAmount::Items(lost)) =
            (&mut self.parcel.contents, &earlier.loss.amount)
        else {
            return;
        };
        for (place, lost) in lost {
            if let Some(item) = items.get_mut(*place) {
                // More may have been claimed than was insured.
                item.amount = item.amount.minus(*lost).unwrap_or(Money::zero(item.amount.currency()));
            }
        }
    }
}

fn read_call<'t>(node: &Node, tariff: &'t Tariff, faults: &mut Faults) -> Option<PayoutCall<'t>> {
    let root = Path::Root;
    let at = |name| Path::Field(&root, name);
    let mut fields = Fields::open(node, root, faults)?;
    let programme = read_programme(&mut fields, tariff, faults);
    let shipment = fields
        .required_node("shipment", faults)
        .and_then(|node| Shipment::read(node, at("shipment"), &tariff.categories, faults));
    let index = fields.optional::<u32>("parcel", faults);
    let rates =
        fields.node("exchangeRates").and_then(|node| ExchangeRates::read(node, at("exchangeRates"), faults));
    let loss = fields.required_node("loss", faults);
    fields.close(faults);
    let origin = shipment.as_ref().map(|shipment| shipment.origin.country);
    let parcel = shipment.and_then(|shipment| insured_parcel(shipment.parcels, index, at("parcel"), faults));
    let loss = loss.and_then(|node| read_loss(node, at("loss"), parcel.as_ref(), faults));
    let (origin, parcel, programme) = (origin?, parcel?, programme?);
    let exchange = Exchange::between(programme.currency, parcel.cover.currency(), rates.as_ref());
    if exchange.is_none() {
        let (from, to) = (programme.currency, parcel.cover.currency());
        let message = message!("the quote's rate between `{from}` and `{to}` is missing");
        faults.add(at("exchangeRates"), ErrorCode::MissingField, message);
    }
    Some(PayoutCall { programme, origin, parcel, loss: loss?, exchange: exchange? })
}

fn read_programme<'t>(
    fields: &mut Fields<'_, '_>,
    tariff: &'t Tariff,
    faults: &mut Faults,
) -> Option<&'t Programme> {
    let id = fields.required::<String>("programme", faults);
    let revision = fields.required::<Date>("revision", faults);
    let id = id?;
    if !tariff.knows(&id) {
        faults.add_to(
            fields.path(),
            "programme",
            ErrorCode::UnknownProgramme,
            message!("{} is not a programme of this tariff", quoted(&id)),
        );
        return None;
    }
    let revision = revision?;
    let programme = tariff.revision(&id, revision);
    if programme.is_none() {
        faults.add_to(
            fields.path(),
            "revision",
            ErrorCode::UnknownRevision,
            message!("{} has no revision `{revision}`", quoted(&id)),
        );
    }
    programme
}

/// The parcel that was lost: the one that is named, or the only one.
fn insured_parcel(
    parcels: Vec<Parcel>,
    index: Option<u32>,
    path: Path<'_>,
    faults: &mut Faults,
) -> Option<Parcel> {
    if parcels.is_empty() {
        // What is wrong with them has been said.
        return None;
    }
    let mut parcels = parcels.into_iter();
    let found = match index {
        Some(index) => parcels.find(|parcel| u32::try_from(parcel.index) == Ok(index)),
        None => parcels.next().filter(|_| parcels.len() == 0),
    };
    if found.is_none() {
        match index {
            Some(index) => faults.add(
                path,
                ErrorCode::UnknownParcel,
                message!("`{index}` is not the place of an insured parcel, counted from 0"),
            ),
            None => faults.add(
                path,
                ErrorCode::MissingField,
                message!("say which of the insured parcels, counted from 0"),
            ),
        }
    }
    found
}

fn read_loss(node: &Node, path: Path<'_>, parcel: Option<&Parcel>, faults: &mut Faults) -> Option<Loss> {
    let mut fields = Fields::open(node, path, faults)?;
    let peril = fields.required::<Peril>("peril", faults);
    let amount = match parcel.map(|parcel| (&parcel.contents, parcel)) {
        Some((Contents::Good(good), _)) => {
            fields.required_money("amount", good.amount.currency(), faults).map(LossAmount::Whole)
        }
        Some((Contents::Items(items), parcel)) => fields.required_node("items", faults).map(|node| {
            LossAmount::Items(read_items(node, Path::Field(&path, "items"), items.len(), parcel, faults))
        }),
        None => {
            // Of an amount nothing can be said, for its currency is not known.
            let _ = (fields.node("amount"), fields.node("items"));
            None
        }
    };
    let signed = fields.required::<bool>("signed", faults);
    let shipped_on = fields.required::<Date>("shippedOn", faults);
    let delivered_on = fields.optional::<Date>("deliveredOn", faults);
    let reported_on = fields.required::<Date>("reportedOn", faults);
    fields.close(faults);
    // A claim comes last: after the delivery where there was one.
    let (before, begun) =
        match delivered_on.filter(|day| shipped_on.is_none_or(|shipped_on| *day >= shipped_on)) {
            Some(day) => ("deliveredOn", Some(day)),
            None => ("shippedOn", shipped_on),
        };
    let mut follows = |name, day: Option<Date>, before, earlier: Option<Date>| {
        // Without an earlier day any follows; a day that is missing has been noted.
        if day.is_some() && day < earlier {
            let message = message!("`{name}` is before `{before}`: write a later day");
            faults.add_to(&path, name, ErrorCode::BadPeriod, message);
        }
    };
    follows("deliveredOn", delivered_on, "shippedOn", shipped_on);
    follows("reportedOn", reported_on, before, begun);
    Some(Loss {
        peril: peril?,
        amount: amount?,
        signed: signed?,
        shipped_on: shipped_on?,
        delivered_on,
        reported_on: reported_on?,
    })
}

fn read_items(
    node: &Node,
    path: Path<'_>,
    count: usize,
    parcel: &Parcel,
    faults: &mut Faults,
) -> Vec<(usize, Money)> {
    let mut items: Vec<(usize, Money)> = Vec::new();
    each(node, path, faults, &mut |node, path, faults| {
        let Some(mut fields) = Fields::open(node, path, faults) else { return };
        let index = fields.required::<u32>("index", faults);
        let amount = fields.required_money("amount", parcel.cover.currency(), faults);
        fields.close(faults);
        let (Some(index), Some(amount)) = (index, amount) else { return };
        let at = Path::Field(&path, "index");
        match usize::try_from(index) {
            Ok(place) if items.iter().any(|(known, _)| *known == place) => {
                faults.add(at, ErrorCode::DuplicateField, message!("item `{index}` is given twice"));
            }
            Ok(place) if place < count => items.push((place, amount)),
            _ => faults.add(
                at,
                ErrorCode::UnknownParcel,
                message!("`{index}` is not the place of an item, counted from 0"),
            ),
        }
    });
    if node.is_empty_list() {
        faults.add(path, ErrorCode::EmptyList, message!("name at least one item that was lost"));
    }
    items
}
