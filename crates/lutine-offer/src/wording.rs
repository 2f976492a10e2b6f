//! The sentences of a card, from what the core says. Regulated wording comes from the programme.

use lutine_core::{Condition, Deductible, Liability, Money, Node, Offer, Peril, Reason, TaxStatus};

use crate::config::Config;
use crate::host::Host;

/// What is covered, in the programme's own words.
pub(crate) fn summary(host: &Host, config: &Config, offer: &Offer) -> String {
    let programme = config.tariff.programmes.iter().find(|programme| programme.id == offer.programme);
    let text = programme.and_then(|programme| programme.texts.get("en", "summary")).unwrap_or_default();
    host.fill(text, [("cover", money(host, offer.cover))])
}

/// What lowers or conditions the cover, the gravest first, each said once; the first may be helped by a signature.
pub(crate) fn conditions(host: &Host, config: &Config, offer: &Offer) -> Vec<String> {
    let mut lines = Vec::new();
    for parcel in &offer.parcels {
        match parcel.payable_without_signature {
            Some(payable) if payable == parcel.maximum_payable => {
                add(&mut lines, host.phrase("signature", [("amount", money(host, payable))]));
            }
            _ => {}
        }
    }
    for parcel in &offer.parcels {
        for item in parcel.items.iter().flatten() {
            deductible(host, config, &item.category, item.deductible, &mut lines);
        }
        deductible(host, config, &parcel.category, parcel.deductible, &mut lines);
    }
    for condition in &offer.conditions {
        match condition {
            Condition::NeutralPackaging => add(&mut lines, host.text("neutral-packaging")),
            Condition::ProofOfValue => add(&mut lines, host.text("proof-of-value")),
            Condition::CarrierLiability => add(&mut lines, host.text("carrier-liability")),
            Condition::SignatureRequired { from, .. } => add(&mut lines, signature_required(host, *from)),
            Condition::SignatureAdvised { .. } => {}
        }
    }
    lines
}

fn signature_required(host: &Host, from: Money) -> String {
    host.phrase("signature-required", [("amount", money(host, from))])
}

fn deductible(
    host: &Host,
    config: &Config,
    category: &str,
    deductible: Option<Deductible>,
    lines: &mut Vec<String>,
) {
    let Some(Deductible { rate, .. }) = deductible else { return };
    let id = config.tariff.categories.find(category);
    let name = id.and_then(|id| config.tariff.categories.get(id)).map_or(category, |known| &known.name);
    let rate = Node::Text(rate.to_string());
    add(lines, host.phrase("deductible", [("category", Node::text(name)), ("rate", rate)]));
}

fn add(lines: &mut Vec<String>, line: String) {
    if !lines.contains(&line) {
        lines.push(line);
    }
}

/// Whether a signature at delivery would raise what is paid.
pub(crate) fn signature_helps(offer: &Offer) -> bool {
    offer.conditions.iter().any(|condition| matches!(condition, Condition::SignatureAdvised { .. }))
}

/// Below the yes: how often, which tax, and what the order then comes to.
pub(crate) fn yes_note(host: &Host, offer: &Offer, order_total: Option<Money>) -> String {
    let once = match offer.tax_status {
        TaxStatus::Determined if !offer.tax.is_zero() => "once-with-tax",
        TaxStatus::Determined | TaxStatus::NoneDue => "once",
        TaxStatus::NotDetermined => "once-taxes-may-apply",
    };
    let total = order_total.and_then(|total| total.plus(offer.total));
    joined(
        host.text(once),
        " ",
        total.map(|total| host.phrase("order-total", [("total", money(host, total))])),
    )
}

/// Below the no: what the order then comes to, and what the carrier owes anyway.
pub(crate) fn no_note(host: &Host, liability: &Liability, order_total: Option<Money>) -> String {
    let total = order_total.map(|total| host.phrase("order-total", [("total", money(host, total))]));
    joined(total.unwrap_or_default(), " ", owed(host, liability))
}

/// What the carrier owes for all parcels; nothing where nobody states it.
fn owed(host: &Host, liability: &Liability) -> Option<String> {
    let first = liability.parcels.first()?;
    let amounts: Option<Vec<Money>> = liability.parcels.iter().map(|parcel| parcel.amount).collect();
    let amount = Money::sum(amounts?, first.amount?.currency())?;
    let or = host.text("or");
    let perils = first.perils.iter().map(|peril| host.text(peril_key(*peril)));
    let perils = perils.fold(String::new(), |text, peril| joined(text, &or, Some(peril)));
    Some(host.phrase("carrier-owes", [("amount", money(host, amount)), ("perils", Node::Text(perils))]))
}

const fn peril_key(peril: Peril) -> &'static str {
    match peril {
        Peril::Loss => "loss",
        Peril::Theft => "theft",
        Peril::Damage => "damage",
    }
}

/// One calm sentence on why not, of the reason that says most, and what happens instead.
pub(crate) fn ineligible(host: &Host, config: &Config, reasons: &[Reason], liability: &Liability) -> String {
    let why = excluded(host, config, reasons).or_else(|| too_valuable(host, reasons)).unwrap_or_else(|| {
        let not_this = |reason: &&Reason| !matches!(reason, Reason::NotOnSale);
        let key = match reasons.iter().find(not_this) {
            Some(Reason::CarrierNotServed { .. } | Reason::OtherProviderChosen { .. }) => {
                "carrier-not-covered"
            }
            Some(Reason::DestinationNotServed { .. } | Reason::OriginNotServed { .. }) => "route-not-covered",
            Some(Reason::NoExchangeRate { .. } | Reason::CurrencyNotServed { .. }) => "currency-not-covered",
            Some(Reason::SignatureRequired { from, .. }) => return signature_required(host, *from),
            _ => "nothing-on-sale",
        };
        host.text(key)
    });
    joined(joined(why, " ", Some(host.text("ships-as-usual"))), " ", owed(host, liability))
}

fn excluded(host: &Host, config: &Config, reasons: &[Reason]) -> Option<String> {
    let category = reasons.iter().find_map(|reason| match reason {
        Reason::CategoryExcluded { category, .. } => Some(category),
        _ => None,
    })?;
    let known = config.tariff.categories.get(config.tariff.categories.find(category)?)?;
    Some(host.phrase("category-not-covered", [("category", Node::text(&known.name))]))
}

/// The highest of the limits that are too low.
fn too_valuable(host: &Host, reasons: &[Reason]) -> Option<String> {
    let limits = reasons.iter().filter_map(|reason| match reason {
        Reason::ValueAboveLimit { limit, .. } => Some(*limit),
        _ => None,
    });
    let highest =
        limits.reduce(
            |one, other| if one.compare(&other).is_some_and(|order| order.is_lt()) { other } else { one },
        )?;
    Some(host.phrase("value-not-covered", [("limit", money(host, highest))]))
}

/// The numbers of the policies.
pub(crate) fn policies(host: &Host, numbers: &[String]) -> String {
    let numbers =
        numbers.iter().cloned().fold(String::new(), |text, number| joined(text, ", ", Some(number)));
    host.phrase("policy", [("number", Node::Text(numbers))])
}

/// Who sells it.
pub(crate) fn sold_by(host: &Host, offer: &Offer) -> String {
    host.phrase("sold-by", [("title", Node::text(&offer.title))])
}

fn money(host: &Host, money: Money) -> Node {
    Node::Text(host.money(money))
}

fn joined(mut text: String, separator: &str, more: Option<String>) -> String {
    if let Some(more) = more {
        if !text.is_empty() {
            text.push_str(separator);
        }
        text.push_str(&more);
    }
    text
}
