//! Whether a programme covers the parcels of a call. Only what passes here can be priced.

use core::cmp::Ordering;

use crate::call::QuoteCall;
use crate::exchange::Exchange;
use crate::money::{Money, Rounding};
use crate::parcel::{Parcel, Signature};
use crate::programme::{Pricing, Programme, SignatureRule};
use crate::reason::Reason;
use crate::tariff::Tariff;

/// A call that a programme covers, with the tariff of each parcel. It cannot be made anywhere else.
pub(crate) struct Eligible<'a> {
    pub(crate) programme: &'a Programme,
    pub(crate) call: &'a QuoteCall,
    pub(crate) exchange: Exchange,
    pub(crate) parcels: Vec<(&'a Parcel, &'a Pricing)>,
}

/// Checks everything and gives every reason against, not only the first.
pub(crate) fn assess<'a>(
    programme: &'a Programme,
    call: &'a QuoteCall,
    tariff: &Tariff,
) -> Result<Eligible<'a>, Vec<Reason>> {
    let mut reasons = shipment_reasons(programme, call);
    let mut exchange = None;
    if !programme.currencies.is_empty() && !programme.currencies.contains(&call.currency) {
        reasons.push(Reason::CurrencyNotServed { currency: call.currency });
    } else {
        exchange = Exchange::between(programme.currency, call.currency, call.exchange_rates.as_ref());
        if exchange.is_none() {
            reasons.push(Reason::NoExchangeRate { from: call.currency, to: programme.currency });
        }
    }
    let mut parcels = Vec::new();
    let mut to_ask = Vec::new();
    for parcel in &call.parcels {
        goods_reasons(programme, parcel, tariff, &mut reasons);
        if let Some(exchange) = &exchange
            && limit_reasons(programme, call, parcel, exchange, tariff, &mut reasons).is_none()
        {
            reasons.push(Reason::AmountOutOfRange);
        }
        match programme.pricing.iter().find(|case| case.matches(call, parcel)) {
            Some(case) if matches!(case.pricing, Pricing::Insurer) => {
                to_ask.push(Reason::PriceFromInsurer { parcel: parcel.index });
            }
            Some(case) => parcels.push((parcel, &case.pricing)),
            None => reasons.push(Reason::NotPriced { parcel: parcel.index }),
        }
    }
    // Only where nothing else stands against it: otherwise asking would not help.
    if reasons.is_empty() {
        reasons = to_ask;
    }
    match exchange {
        Some(exchange) if reasons.is_empty() => Ok(Eligible { programme, call, exchange, parcels }),
        _ => Err(reasons),
    }
}

fn shipment_reasons(programme: &Programme, call: &QuoteCall) -> Vec<Reason> {
    let mut reasons = Vec::new();
    let (origin, destination) = (call.origin.country, call.destination.country);
    if programme.origins.as_ref().is_some_and(|served| !served.contains(&origin)) {
        reasons.push(Reason::OriginNotServed { origin });
    }
    if programme.exclusions.destination.contains(&destination) {
        reasons.push(Reason::DestinationNotServed { destination });
    }
    if let Some(carrier) = &call.carrier
        && !programme.serves(carrier)
    {
        reasons.push(Reason::CarrierNotServed { carrier: carrier.clone() });
    }
    reasons
}

fn goods_reasons(programme: &Programme, parcel: &Parcel, tariff: &Tariff, reasons: &mut Vec<Reason>) {
    match &parcel.provider {
        None if programme.provider.is_some() => {
            reasons.push(Reason::ProviderNotChosen { parcel: parcel.index });
        }
        Some(provider) if programme.provider.as_ref() != Some(provider) => {
            reasons.push(Reason::OtherProviderChosen { parcel: parcel.index, provider: provider.clone() });
        }
        _ => {}
    }
    for (position, good) in parcel.goods().iter().enumerate() {
        if programme.exclusions.category.contains(&good.category) {
            reasons.push(Reason::CategoryExcluded {
                parcel: parcel.index,
                item: parcel.item_index(position),
                category: tariff.categories.name(good.category),
            });
        }
    }
}

/// `None` where the figures do not fit.
fn limit_reasons(
    programme: &Programme,
    call: &QuoteCall,
    parcel: &Parcel,
    exchange: &Exchange,
    tariff: &Tariff,
    reasons: &mut Vec<Reason>,
) -> Option<()> {
    let mut check = |category: Option<String>, declared: Money, limit: Money| {
        if exchange.passes(declared, limit)? {
            let limit = exchange.convert(limit, Rounding::Down)?;
            reasons.push(Reason::ValueAboveLimit { parcel: parcel.index, category, declared, limit });
        }
        Some(())
    };
    check(None, parcel.cover, programme.limits.for_origin(call.origin.country))?;
    for (category, limit) in &programme.limits.category {
        let of_category = parcel.goods().iter().filter(|good| good.category == *category);
        let declared = Money::sum(of_category.map(|good| good.amount), call.currency)?;
        check(Some(tariff.categories.name(*category)), declared, *limit)?;
    }
    if let Some(SignatureRule::RequiredFrom(from)) = programme.signature
        && parcel.signature == Signature::None
        && exchange.compare(parcel.cover, from)? != Ordering::Less
    {
        let from = exchange.convert(from, Rounding::Up)?;
        reasons.push(Reason::SignatureRequired { parcel: parcel.index, from });
    }
    Some(())
}
