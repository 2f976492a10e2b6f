//! Who offers, at what price, and who declines, why.

use std::collections::BTreeSet;

use serde_json::Value;

use super::goods::{Insured, currency, insured};
use super::rational::Rational;
use super::tax::tax;
use super::terms::{Carriers, Price, Programme, UNLISTED_CARRIER, ids, on_sale};
use super::{Answer, Offer, Parcel, money};

type Reasons = BTreeSet<&'static str>;

/// An offer and what it is sorted by: shortfall and total.
type Ranked = (i128, i128, Offer);

/// Answers a valid call.
pub(crate) fn quote(call: &Value) -> Answer {
    let day = call["asOf"].as_str().expect("a date");
    let parcels = insured(&call["shipment"]);
    let named = call["programmes"].as_array();
    let mut offers = Vec::new();
    let mut declined = Vec::new();
    for id in ids() {
        let programme = on_sale(id, day);
        let considered = named.map_or(programme.is_some(), |named| named.iter().any(|name| name == id));
        if !considered {
            continue;
        }
        let not_on_sale = || Err(Reasons::from(["not-on-sale"]));
        match programme.map_or_else(not_on_sale, |programme| one(call, programme, &parcels)) {
            Ok(offer) => offers.push(offer),
            Err(reasons) => {
                declined.push((id.to_owned(), reasons.into_iter().map(str::to_owned).collect()));
            }
        }
    }
    offers.sort_by(|a: &Ranked, b| (a.0, a.1, &a.2.programme).cmp(&(b.0, b.1, &b.2.programme)));
    Answer { offers: offers.into_iter().map(|(_, _, offer)| offer).collect(), declined }
}

fn one(call: &Value, programme: &Programme, parcels: &[Insured]) -> Result<Ranked, Reasons> {
    let mut reasons = places_and_carriers(&call["shipment"], programme);
    let served = money_served(call, programme);
    for parcel in parcels {
        reasons.extend(goods_and_provider(programme, parcel));
        match &served {
            Ok(exchange) if exchange.theirs(parcel.value()) > cents(programme.limit) => {
                reasons.insert("value-above-limit");
            }
            Ok(_) => {}
            Err(reason) => {
                reasons.insert(*reason);
            }
        }
    }
    match served {
        Ok(_) if !reasons.is_empty() => Err(reasons),
        Ok(_) if matches!(programme.price, Price::Insurer) => Err(Reasons::from(["price-from-insurer"])),
        Ok(exchange) => Ok(offer(call, programme, parcels, &exchange)),
        Err(_) => Err(reasons),
    }
}

fn places_and_carriers(shipment: &Value, programme: &Programme) -> Reasons {
    let mut reasons = Reasons::new();
    if programme.origin.is_some_and(|origin| shipment["origin"]["country"] != origin) {
        reasons.insert("origin-not-served");
    }
    let served = match (shipment["carrier"].as_str(), programme.carriers) {
        (None, _) | (_, Carriers::Any) => true,
        (Some(carrier), Carriers::Listed) => carrier != UNLISTED_CARRIER,
        (Some(carrier), Carriers::Only(own)) => carrier == own,
    };
    if !served {
        reasons.insert("carrier-not-served");
    }
    reasons
}

fn goods_and_provider(programme: &Programme, parcel: &Insured) -> Reasons {
    let mut reasons = Reasons::new();
    if parcel.goods.iter().any(|good| programme.excluded.contains(&good.category.as_str())) {
        reasons.insert("category-excluded");
    }
    match (parcel.provider.as_deref(), programme.provider) {
        (None, Some(_)) => reasons.insert("provider-not-chosen"),
        (Some(chosen), own) if own != Some(chosen) => reasons.insert("other-provider-chosen"),
        _ => false,
    };
    reasons
}

/// Between the shipment's currency and the programme's.
pub(crate) struct Exchange<'a> {
    currency: &'a str,
    /// Units of the programme's currency for one of the shipment's.
    rate: Rational,
}

impl Exchange<'_> {
    /// Minor units of the shipment's as an exact amount of the programme's.
    fn theirs(&self, minor: i128) -> Rational {
        money::major(minor, self.currency) * self.rate
    }

    /// Hundredths of the programme's currency as an exact amount of the shipment's.
    fn ours(&self, hundredths: i128) -> Rational {
        cents(hundredths) / self.rate
    }
}

fn cents(hundredths: i128) -> Rational {
    Rational::new(hundredths, 100)
}

/// The way between the currencies, or why there is none.
pub(crate) fn money_served<'a>(call: &'a Value, programme: &Programme) -> Result<Exchange<'a>, &'static str> {
    let currency = currency(&call["shipment"]);
    if programme.own_currency_only && currency != programme.currency {
        return Err("currency-not-served");
    }
    let rate = money::exchange(currency, programme.currency, &call["exchangeRates"]);
    rate.map(|rate| Exchange { currency, rate }).ok_or("no-exchange-rate")
}

fn offer(call: &Value, programme: &Programme, parcels: &[Insured], exchange: &Exchange) -> Ranked {
    let currency = exchange.currency;
    let ends = ["origin", "destination"].map(|end| call["shipment"][end]["country"].as_str());
    let domestic = ends[0] == ends[1];
    let text = |minor| money::text(minor, currency);
    let mut conditions: BTreeSet<&str> = programme.conditions.iter().copied().collect();
    let (mut cover, mut premium, mut payable) = (0, 0, 0);
    let mut answers = Vec::new();
    for parcel in parcels {
        let price = money::half_up(price(programme, parcel, domestic, exchange), currency);
        let signed = parcel.goods.iter().map(|good| less_deductible(programme, good.amount, &good.category));
        let signed: i128 = signed.sum();
        let unsigned = unsigned_limit(programme, exchange).filter(|limit| *limit < signed);
        let most = unsigned.filter(|_| !parcel.signed).unwrap_or(signed);
        if most < signed {
            conditions.insert("signature-advised");
        }
        (cover, premium, payable) = (cover + parcel.value(), premium + price, payable + most);
        answers.push(Parcel {
            premium: text(price),
            maximum_payable: text(most),
            payable_without_signature: unsigned.map(text),
            category: parcel.category().to_owned(),
        });
    }
    let (tax, tax_status) = tax(call, premium, currency);
    let offer = Offer {
        programme: programme.id.to_owned(),
        premium: text(premium),
        tax: text(tax),
        total: text(premium + tax),
        cover: text(cover),
        tax_status: tax_status.to_owned(),
        parcels: answers,
        conditions: conditions.into_iter().map(str::to_owned).collect(),
    };
    (cover - payable, premium + tax, offer)
}

/// The exact price in the shipment's currency.
fn price(programme: &Programme, parcel: &Insured, domestic: bool, exchange: &Exchange) -> Rational {
    let value = money::major(parcel.value(), exchange.currency);
    let theirs = exchange.theirs(parcel.value());
    match programme.price {
        Price::Percent { domestic: at_home, abroad, minimum } => {
            let rate = if domestic { at_home } else { abroad };
            (value * Rational::new(rate, 100_00)).max(exchange.ours(minimum))
        }
        Price::SumThenPercent { edge, sum, .. } if theirs <= cents(edge) => exchange.ours(sum),
        Price::SumThenPercent { rate, .. } => value * Rational::new(rate, 100_00),
        Price::Steps { free, .. } if theirs <= cents(free) => Rational::whole(0),
        Price::Steps { step, amount, minimum, .. } => {
            let started = (theirs / cents(step)).ceiling();
            exchange.ours((started * amount).max(minimum))
        }
        Price::Insurer => unreachable!("declined before it is priced"),
    }
}

/// What is left of a good's loss, in minor units; the deductible is rounded, not what is left.
pub(crate) fn less_deductible(programme: &Programme, loss: i128, category: &str) -> i128 {
    match programme.deductible {
        Some((rate, categories)) if categories.contains(&category) => {
            loss - (Rational::whole(loss) * Rational::new(rate, 100_00)).half_up()
        }
        _ => loss,
    }
}

/// The most that an unsigned parcel is paid, in minor units: a limit, so rounded down when it is converted.
pub(crate) fn unsigned_limit(programme: &Programme, exchange: &Exchange) -> Option<i128> {
    programme.unsigned_limit.map(|limit| money::down(exchange.ours(limit), exchange.currency))
}
